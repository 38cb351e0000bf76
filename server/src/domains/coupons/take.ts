import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { couponPlace } from '@huoshui/contracts/words/coupons';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { ledger } from '../benefits/index.ts';
import { type AudiencePort, audiencesOf, audienceWords } from './audience.ts';
import { readTemplate } from './change-template.ts';
import { benefitWords, expectedCost, windowOf } from './coupon.ts';
import { couponErrors } from './errors.ts';
import { couponTaken } from './events.ts';
import { shippingFeeOf } from './shipping-fee.ts';
import type { TemplateRow, WalletRow } from './tables.ts';
import { isOver } from './template.ts';
import { countTaken } from './template-queries.ts';
import { countMine, findCoupon, insertTaken } from './wallet-queries.ts';

type Person = { readonly memberId: string; readonly personNo: number };

/**
 * A shopper takes one where the shop offers it, and it stands in the ledger like everything given. Her limit is held by the
 * unique number of each coupon she takes, the total by a guarded counter that is touched last, so that a rush waits for it as short as possible.
 * Throws `coupons.not_for_you`, `sold_out`, `limit_reached`, `not_started`, `not_takeable`, `not_found`.
 */
export async function takeCoupon(
  ctx: Ctx,
  audience: AudiencePort,
  person: Person,
  templateId: string,
  from: keyof typeof couponPlace = 'center',
  caused?: Cause,
): Promise<WalletRow> {
  return inTransaction(ctx, async (ctx) => {
    const template = await readTemplate(ctx, templateId);
    refuseUntakeable(ctx, template);
    await refuseOthers(ctx, audience, person.personNo, template);
    const cost = expectedCost(template, await shippingFeeOf(ctx, [template]));
    const { id, grantId } = await addToWallet(ctx, person, template, { cost, from, caused });
    if (!(await countTaken(ctx, templateId))) throw couponErrors.error('sold_out', { id: templateId });
    // One that was given to her at the same moment: who gives holds the template, which is held here now.
    const held = (await countMine(ctx, [person.memberId], [templateId]))(person.memberId, templateId);
    if (held > template.perMember) throw couponErrors.error('limit_reached', { perMember: template.perMember });
    const coupon = await findCoupon(ctx, { id });
    if (coupon === undefined) throw couponErrors.error('not_found', { id });
    ctx.emit(couponTaken, {
      personNo: person.personNo,
      payload: {
        memberId: person.memberId,
        couponId: id,
        templateId,
        name: template.name,
        amount: cost,
        sentence: benefitWords(template.discount, template.threshold).zh,
        validTo: coupon.validTo.toISOString(),
        grantId,
      },
    });
    return coupon;
  });
}

/** How something else than the shop's lists of coupons hands one out: one tap, and it is hers. */
export const couponTaker = (audience: AudiencePort) => ({
  /** As above, because of what showed it to her; answers what it is called. */
  async take(ctx: Ctx, person: Person, templateId: string, because: Cause): Promise<string> {
    await takeCoupon(ctx, audience, person, templateId, 'placement', because);
    return (await readTemplate(ctx, templateId)).name;
  },
  /** Whether she could take it now: what is gone, for others, or hers already is not worth being shown. */
  async isOpenFor(ctx: Ctx, { memberId, personNo }: Person, templateId: string): Promise<boolean> {
    try {
      const template = await readTemplate(ctx, templateId);
      refuseUntakeable(ctx, template);
      await refuseOthers(ctx, audience, personNo, template);
      return (await countMine(ctx, [memberId], [templateId]))(memberId, templateId) < template.perMember;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  },
  /** Whether shoppers take it by themselves at all. */
  async isForTaking(ctx: Ctx, templateId: string): Promise<boolean> {
    return (await readTemplate(ctx, templateId)).channel === 'shop';
  },
});

function refuseUntakeable(ctx: Ctx, template: TemplateRow): void {
  const { id, state, channel, validity, total, issued } = template;
  if (state !== 'active' || channel !== 'shop' || isOver(template, ctx.now()))
    throw couponErrors.error('not_takeable', { id });
  if (validity.kind === 'between' && ctx.now() < new Date(validity.from))
    throw couponErrors.error('not_started', { id });
  if (total !== null && issued >= total) throw couponErrors.error('sold_out', { id });
}

/** Throws `coupons.not_for_you`. */
export async function refuseOthers(
  ctx: Ctx,
  port: AudiencePort,
  personNo: number,
  { audience }: Pick<TemplateRow, 'audience'>,
): Promise<void> {
  if (audience === null || (await audiencesOf(ctx, port, [personNo], [audience]))(personNo, audience)) return;
  throw couponErrors.error('not_for_you', { who: audienceWords(audience) });
}

/** What shows a coupon besides where all can take it: its cost is charged to that. */
type Cause = { readonly kind: string; readonly id: string; readonly label: Words };
type Taking = {
  readonly cost: number;
  readonly from: keyof typeof couponPlace;
  readonly caused: Cause | undefined;
};

/** Two taps of hers at one moment ask for the same number; the one that loses asks again for the next. */
async function addToWallet(
  ctx: Ctx,
  person: Person,
  template: TemplateRow,
  { cost, from, caused }: Taking,
): Promise<{ readonly id: string; readonly grantId: string }> {
  const { id: templateId, perMember } = template;
  const window = windowOf(template.validity, ctx.now());
  const label = joinWords([words('自己领取', 'Taken by herself'), couponPlace[from]], words('：', ': '));
  const because = { kind: 'self', id: templateId, label, ...caused, node: from };
  const id = newId('cpn');
  const item = { kind: 'coupon', templateId };
  const grantId = await ledger.enter(ctx, { ...person, key: `take:${id}`, item, label: template.name, cost, because });
  for (;;) {
    if (await insertTaken(ctx, { ...person, id, grantId, templateId, perMember, window, because }))
      return { id, grantId };
    const mine = (await countMine(ctx, [person.memberId], [templateId]))(person.memberId, templateId);
    if (mine >= perMember) throw couponErrors.error('limit_reached', { perMember });
  }
}
