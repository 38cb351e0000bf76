import type { ScopeValue } from '@huoshui/contracts/form';

/** Hundredths of a percent of what is paid for goods, for who brought the customer and for who brought that one in. */
export type Rates = { readonly planId: string; readonly first: number; readonly second: number };

export type Plan = {
  readonly id: string;
  readonly scope: ScopeValue;
  readonly first: number;
  readonly second: number;
  readonly from: string;
  readonly until: string | null;
  readonly createdAt: Date;
};

type Goods = { readonly productId: string; readonly categoryIds: readonly string[] };

/**
 * The plan that goes for goods on a day: one that names the product before one that names its category, the nearest first, before one for
 * all; of equals the one that began later, then the one that was made later. Pure.
 */
export function ratesFor(plans: readonly Plan[], goods: Goods, day: string): Rates | null {
  let best: { readonly plan: Plan; readonly near: number } | null = null;
  for (const plan of plans) {
    if (plan.from > day || (plan.until !== null && plan.until < day)) continue;
    const near = nearness(plan.scope, goods);
    if (near === null) continue;
    if (best === null || near > best.near || (near === best.near && isLater(plan, best.plan))) best = { plan, near };
  }
  return best === null ? null : { planId: best.plan.id, first: best.plan.first, second: best.plan.second };
}

/** `categoryIds` begins with the product's own category and ends with the root. */
function nearness({ kind, ids, exceptProductIds }: ScopeValue, { productId, categoryIds }: Goods): number | null {
  if (exceptProductIds.includes(productId)) return null;
  if (kind === 'all') return 0;
  if (kind === 'products') return ids.includes(productId) ? 1000 : null;
  const at = categoryIds.findIndex((id) => ids.includes(id));
  return kind === 'categories' && at >= 0 ? 100 - at : null;
}

function isLater(one: Plan, other: Plan): boolean {
  if (one.from !== other.from) return one.from > other.from;
  if (one.createdAt.getTime() !== other.createdAt.getTime()) return one.createdAt > other.createdAt;
  return one.id > other.id;
}
