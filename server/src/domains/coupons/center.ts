import type { Takeable } from '@huoshui/contracts/coupons';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { findProducts } from '../catalog/index.ts';
import { type Offer, scopes } from '../pricing/index.ts';
import { type AudiencePort, audiencesOf } from './audience.ts';
import { sentenceOf, usableText, validityWords } from './coupon.ts';
import { asGiven, asScope } from './coupon-offer.ts';
import type { TemplateRow } from './tables.ts';
import { isOver } from './template.ts';
import { listTakeable } from './template-queries.ts';
import { countMine } from './wallet-queries.ts';

export type TakeableView = Static<typeof Takeable>;
export type TakeableCoupon = { readonly template: TemplateRow; readonly view: TakeableView };

type Person = { readonly memberId: string; readonly personNo: number };

/** What the coupon centre shows one shopper, takeable ones first, and nothing that is for others; with a product, only what is good for it. */
export async function listCenter(
  ctx: Ctx,
  audience: AudiencePort,
  person: Person,
  productId?: string,
): Promise<TakeableCoupon[]> {
  const product = productId === undefined ? undefined : (await findProducts(ctx, [productId])).get(productId);
  if (productId !== undefined && product === undefined) return [];
  const [shown = []] = await listCenters(ctx, audience, [person], ({ scope }) => {
    if (product === undefined) return true;
    return scopes.holds(asScope(scope), { productId: product.id, categoryIds: product.categoryIds });
  });
  return shown;
}

/** The same of each of these shoppers, in their order; a few statements for any number of them. */
export async function listCenters(
  ctx: Ctx,
  audience: AudiencePort,
  persons: readonly Person[],
  fits: (template: TemplateRow) => boolean = () => true,
): Promise<TakeableCoupon[][]> {
  const templates = (await listTakeable(ctx)).filter((template) => !isOver(template, ctx.now()) && fits(template));
  const [isFor, mine] = await Promise.all([
    audiencesOf(
      ctx,
      audience,
      persons.map(({ personNo }) => personNo),
      templates.map((template) => template.audience),
    ),
    countMine(
      ctx,
      persons.map(({ memberId }) => memberId),
      templates.map(({ id }) => id),
    ),
  ]);
  return persons.map(({ memberId, personNo }) =>
    templates
      .filter((template) => isFor(personNo, template.audience))
      .map((template) => ({ template, view: present(template, mine(memberId, template.id), ctx.now()) }))
      .sort((a, b) => order.indexOf(a.view.state) - order.indexOf(b.view.state)),
  );
}

export function isTakeable({ view }: TakeableCoupon): boolean {
  return view.state === 'takeable';
}

/** The coupon she would have if she took it now. */
export function asTaken({ template }: TakeableCoupon, now: Date): Offer {
  return asGiven(template, now);
}

const order: readonly TakeableView['state'][] = ['takeable', 'not_started', 'taken', 'sold_out', 'ended'];

function present(template: TemplateRow, mine: number, now: Date): TakeableView {
  const { id, name, discount, threshold, scope, validity, hours, total, issued } = template;
  return {
    templateId: id,
    name,
    discount,
    threshold,
    scope,
    sentence: sentenceOf(template),
    validityWords: joinWords(
      [
        validity.kind === 'days' ? onceTaken(validityWords(validity)) : validityWords(validity),
        ...(hours === null ? [] : [usableText(hours)]),
      ],
      words('，', ', '),
    ),
    remaining: total === null ? null : Math.max(0, total - issued),
    mine,
    state: stateOf(template, mine, now),
  };
}

function onceTaken({ zh, en }: Words): Words {
  return words(`领取后 ${zh}`, `${en} once taken`);
}

function stateOf(template: TemplateRow, mine: number, now: Date): TakeableView['state'] {
  const { validity, total, issued, perMember } = template;
  if (validity.kind === 'between' && now < new Date(validity.from)) return 'not_started';
  if (mine >= perMember) return 'taken';
  return total !== null && issued >= total ? 'sold_out' : 'takeable';
}
