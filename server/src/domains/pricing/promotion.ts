import type { Promotion } from '@huoshui/contracts/pricing';
import type { Static } from '@sinclair/typebox';
import { formatYuan } from '../../platform/money.ts';
import { pricingErrors } from './errors.ts';
import type { Offer } from './offer.ts';

export type PromotionTier = { readonly threshold: number; readonly off: number };
export type PromotionScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'categories'; readonly ids: readonly string[] }
  | { readonly kind: 'products'; readonly ids: readonly string[] };

export type PromotionRow = {
  readonly id: string;
  readonly name: string;
  readonly tiers: readonly PromotionTier[];
  readonly scope: PromotionScope;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
};

export type PromotionInput = {
  readonly name: string;
  readonly tiers: readonly PromotionTier[];
  readonly scope: PromotionScope;
  readonly startsAt: string;
  readonly endsAt: string;
};

export const promotionSourceName = 'promotions';

/** A rule as an offer. All 满减 share a group: of several that match a cart, the best one counts. */
export function asOffer(row: PromotionRow): Offer {
  return {
    id: row.id,
    source: promotionSourceName,
    layer: 'order',
    automatic: true,
    scope: { kind: row.scope.kind, ids: row.scope.kind === 'all' ? [] : row.scope.ids, exceptProductIds: [] },
    tiers: row.tiers.map(({ threshold, off }) => ({ atLeast: threshold, action: { kind: 'amount', off } })),
    stacking: { group: 'promotion', exclusive: false, priority: 0, base: 'current' },
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    hint: { label: row.name, badge: '满减' },
  };
}

/**
 * The rule as it is kept: tiers ascending, and each worth more than the one below.
 * Throws `pricing.bad_window` and `pricing.bad_tiers`.
 */
export function checkPromotion(input: PromotionInput): Omit<PromotionRow, 'id' | 'endedAt'> {
  const startsAt = new Date(input.startsAt);
  const endsAt = new Date(input.endsAt);
  if (startsAt >= endsAt) throw pricingErrors.error('bad_window');
  const tiers = input.tiers.toSorted((a, b) => a.threshold - b.threshold);
  for (const [at, tier] of tiers.entries()) {
    const below = tiers[at - 1] ?? { threshold: 0, off: 0 };
    const rises = tier.threshold > below.threshold && tier.off > below.off;
    if (!rises || tier.off > tier.threshold) throw pricingErrors.error('bad_tiers');
  }
  return { name: input.name, tiers, scope: input.scope, startsAt, endsAt };
}

export function stateOf(row: PromotionRow, now: Date): 'scheduled' | 'running' | 'ended' {
  if (row.endedAt !== null || now >= row.endsAt) return 'ended';
  return now < row.startsAt ? 'scheduled' : 'running';
}

export function presentPromotion(row: PromotionRow, now: Date): Static<typeof Promotion> {
  const scope = row.scope.kind === 'all' ? row.scope : { kind: row.scope.kind, ids: [...row.scope.ids] };
  return {
    id: row.id,
    name: row.name,
    tiers: row.tiers.map((tier) => ({ ...tier })),
    scope,
    startsAt: row.startsAt.toISOString(),
    endsAt: (row.endedAt ?? row.endsAt).toISOString(),
    state: stateOf(row, now),
    sentence: sentenceOf(row),
  };
}

function sentenceOf({ tiers, scope }: PromotionRow): string {
  const rules = tiers.map(({ threshold, off }) => `满 ${formatYuan(threshold)} 减 ${formatYuan(off)}`).join('，');
  const goods = { all: '全场商品', categories: '指定分类', products: '指定商品' }[scope.kind];
  return `${goods}${rules}`;
}
