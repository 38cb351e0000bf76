import type { Words } from '@huoshui/contracts/words';
import type { Discount } from './kind.ts';

/** What an offer looks at, in fen: before any price (`list`), after the unit price (`unit`), or what is left to pay (`current`). */
export type Base = 'list' | 'unit' | 'current';

/** Which goods an offer is for. `exceptProductIds` wins over everything else. */
export type Scope = {
  readonly kind: 'all' | 'categories' | 'products' | 'skus';
  readonly ids: readonly string[];
  readonly exceptProductIds: readonly string[];
};

/**
 * How an offer lives with others. Of one `group` at most one is used: in a cart, or (`line`) on each line, so that rules
 * for different goods do not hold each other back. Different groups add up. An `exclusive` offer is used alone or not at
 * all. Inside a layer the higher `priority` is taken off first.
 */
export type Stacking = {
  readonly group: string;
  readonly once: 'cart' | 'line';
  readonly exclusive: boolean;
  readonly priority: number;
  readonly base: Base;
};

/** The layers in the order in which they count: `unit` sets what a piece costs, the others take off. */
export const offerLayers = ['unit', 'line', 'order', 'coupon', 'shipping'] as const;
export type OfferLayer = (typeof offerLayers)[number];

/** A discount that may apply: found by an `OfferSource`, judged by `quote`. */
export type Offer = {
  /** The id of the row that is claimed when an order uses it; unique within its source. */
  readonly id: string;
  /** Name of the `OfferSource` that found it and will claim it. */
  readonly source: string;
  readonly layer: OfferLayer;
  /** Automatic offers cost the shopper nothing to use; the others (coupons) are spent, and may be chosen by hand. */
  readonly automatic: boolean;
  readonly scope: Scope;
  readonly discount: Discount;
  readonly stacking: Stacking;
  /** Half-open: usable when `startsAt <= now < endsAt`. */
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** What the shopper reads: its name, and the badge in front of it: 满减, 第二件半价, 券. */
  readonly hint: { readonly label: string; readonly badge: Words };
};

/** What `Scope` needs to know of goods. `categoryIds` holds the category and all ancestors. */
export type ScopedProduct = {
  readonly productId: string;
  readonly categoryIds: readonly string[];
  /** Absent when a product as a whole is asked about: an offer for single SKUs is then not for it. */
  readonly skuId?: string;
};

export function inScope(scope: Scope, product: ScopedProduct): boolean {
  if (scope.exceptProductIds.includes(product.productId)) return false;
  if (scope.kind === 'all') return true;
  if (scope.kind === 'products') return scope.ids.includes(product.productId);
  if (scope.kind === 'skus') return product.skuId !== undefined && scope.ids.includes(product.skuId);
  return product.categoryIds.some((id) => scope.ids.includes(id));
}

/** Whether two offers hold each other back on one cart; `lines`: what each touches there, ascending. */
export function areRivals(
  a: { readonly stacking: Stacking; readonly lines: readonly number[] },
  b: { readonly stacking: Stacking; readonly lines: readonly number[] },
): boolean {
  if (a.stacking.group !== b.stacking.group) return false;
  if (a.stacking.once === 'cart' || b.stacking.once === 'cart') return true;
  return a.lines.some((line) => b.lines.includes(line));
}

/** The window is half-open: an offer is over at `endsAt` itself. */
export function hasStarted(offer: { readonly startsAt: Date }, now: Date): boolean {
  return offer.startsAt.getTime() <= now.getTime();
}

export function hasEnded(offer: { readonly endsAt: Date | null }, now: Date): boolean {
  return offer.endsAt !== null && offer.endsAt.getTime() <= now.getTime();
}
