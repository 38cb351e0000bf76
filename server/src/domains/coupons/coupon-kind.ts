import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';
import type { BenefitKind, Gift } from '../benefits/index.ts';
import { benefitWords, expectedCost, mostOf, windowOf } from './coupon.ts';
import { scopeOf, templateIdOf } from './coupon-item.ts';
import { couponsToMany } from './coupons-to-many.ts';
import { couponGranted, couponRevoked } from './events.ts';
import { shippingFeeOf } from './shipping-fee.ts';
import type { TemplateRow } from './tables.ts';
import { noteOf, worthOf } from './template.ts';
import { countIssued, findTemplates, lockRemaining } from './template-queries.ts';
import { countHeld, type GrantedCoupon, insertGranted, revokeGranted } from './wallet-queries.ts';

/**
 * Coupons as a benefit: `{ kind: 'coupon', templateId, categoryId? }`; with `categoryId` the coupon is good in that
 * category only, whatever the template says (a repurchase coupon for what was bought).
 */
export const couponKind: BenefitKind = {
  name: 'coupon',

  itemOf: (templateId) => ({ kind: 'coupon', templateId }),

  async names(ctx, ids) {
    const templates = await findTemplates(ctx, ids);
    return new Map(
      [...templates].map(([id, template]) => {
        const note = noteOf(template, ctx.now());
        return [id, { name: template.name, ended: note !== null, note }];
      }),
    );
  },

  async cost(ctx, items) {
    const templates = await findTemplates(ctx, items.map(templateIdOf));
    const fee = await shippingFeeOf(ctx, [...templates.values()]);
    return items.map((item) => {
      const template = templates.get(templateIdOf(item));
      if (template === undefined || !isGrantable(template, ctx.now())) return null;
      const window = windowOf(template.validity, ctx.now());
      return {
        label: template.name,
        cost: expectedCost(template, fee),
        most: mostOf(template, fee),
        left: template.total === null ? null : Math.max(0, template.total - template.issued),
        sentence: benefitWords(template.discount, template.threshold).zh,
        validTo: window.to,
        validFrom: window.from,
        once: template.perMember === 1 ? [{ id: `coupon:${template.id}`, label: template.name }] : [],
      };
    });
  },

  async grant(ctx, gifts) {
    const templates = await findTemplates(
      ctx,
      gifts.map(({ item }) => templateIdOf(item)),
    );
    const fee = await shippingFeeOf(ctx, [...templates.values()]);
    const covered = await withinLimits(ctx, gifts);
    const coupons = covered.flatMap((gift) => {
      const template = templates.get(templateIdOf(gift.item));
      return template === undefined ? [] : [{ template, coupon: asCoupon(gift, template, ctx.now()) }];
    });
    await insertGranted(
      ctx,
      coupons.map(({ coupon }) => coupon),
    );
    for (const { template, coupon } of coupons) {
      const { memberId, personNo, id, because } = coupon;
      const amount = expectedCost(template, fee);
      const { said: _, ...why } = because;
      const payload = {
        memberId,
        couponId: id,
        templateId: template.id,
        name: template.name,
        amount,
        because: why,
        ...worthOf(template, coupon.window),
      };
      ctx.emit(couponGranted, { personNo, payload });
    }
    return new Set(covered.map((gift) => gift.grantId));
  },

  toMany: couponsToMany,

  async revoke(ctx, grantIds, { kind, id, label }) {
    const rows = await revokeGranted(ctx, grantIds);
    for (const { id: couponId, memberId, personNo, templateId, name } of rows) {
      const payload = { memberId, couponId, templateId, name, amount: 0, because: { kind, id, label } };
      ctx.emit(couponRevoked, { personNo, payload });
    }
    return new Set(rows.map(({ grantId }) => grantId));
  },
};

const isGrantable = (template: TemplateRow, now: Date): boolean => noteOf(template, now) === null;

/**
 * The first gifts of each template that its total and her own limit still cover; they are counted as issued. Whoever gives, and
 * whether she took some herself: the limit is of the coupon. The templates stay locked, so nobody gives past it meanwhile.
 */
async function withinLimits(ctx: Ctx, gifts: readonly Gift[]): Promise<Gift[]> {
  const remaining = await lockRemaining(ctx, [...new Set(gifts.map(({ item }) => templateIdOf(item)))]);
  const held = await countHeld(
    ctx,
    gifts.map(({ memberId, item }) => ({ memberId, templateId: templateIdOf(item) })),
  );
  const counts = new Map<string, number>();
  const covered = gifts.filter(({ memberId, item }) => {
    const id = templateIdOf(item);
    const count = counts.get(id) ?? 0;
    const left = remaining.get(id);
    const hers = held.of(memberId, id);
    if (left === undefined || hers >= left.perMember) return false;
    if (left.remaining !== null && count >= left.remaining) return false;
    counts.set(id, count + 1);
    held.add(memberId, id);
    return true;
  });
  await countIssued(ctx, counts);
  return covered;
}

function asCoupon(
  { grantId, memberId, personNo, item, because, reserved }: Gift,
  template: TemplateRow,
  now: Date,
): GrantedCoupon {
  return {
    id: newId('cpn'),
    templateId: template.id,
    memberId,
    personNo,
    scope: scopeOf(item),
    window: windowOf(template.validity, now),
    because: { kind: because.kind, id: because.id, label: because.label, said: because.said },
    grantId,
    // Its terms say what all others take off at most.
    most: template.discount.kind === 'free_shipping' ? reserved : null,
  };
}
