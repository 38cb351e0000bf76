import type { Words } from '@huoshui/contracts/words';
import type { funder } from '@huoshui/contracts/words/pricing';
import type { HoursOfUse } from '../../platform/week-hours.ts';
import type { Discount } from './kind.ts';

/** What an offer looks at, in fen: before any price (`list`), after the unit price (`unit`), or what is left to pay (`current`). */
export type Base = 'list' | 'unit' | 'current';

/** Who bears what it takes off. */
export type Funder = keyof typeof funder;

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
  /** Of one group the one that saves most is used, unless it gives way: to those before it that save anything by themselves. */
  readonly givesWay?: boolean;
  /** Sources whose offers it is never used with: coupons. */
  readonly notWith?: string | null;
  /** Fen that it takes off one order at most, and fen of its goods that it leaves to pay at least. */
  readonly cap?: number | null;
  readonly floor?: number | null;
};

/** The layers in the order in which they count: `unit` sets what a piece costs, `gift` gives goods, the others take off. */
export const offerLayers = ['unit', 'line', 'order', 'coupon', 'shipping', 'gift'] as const;
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
  /** Absent: the shop. */
  readonly funder?: Funder;
  /** SKUs that it may give for nothing: whoever asks for a quote tells how many of them are there. */
  readonly gives?: readonly string[];
  /** Half-open: usable when `startsAt <= now < endsAt`. */
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** Within that only at these hours of the week; absent: at all. */
  readonly hours?: HoursOfUse | null;
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

/** An offer on a cart; `lines`: what it touches there, ascending. */
type Standing = {
  readonly offer: Pick<Offer, 'source'>;
  readonly stacking: Stacking;
  readonly lines: readonly number[];
};

/** Whether two offers hold each other back on one cart. */
export function areRivals(a: Standing, b: Standing): boolean {
  if (a.stacking.group !== b.stacking.group) return areApart(a, b);
  if (a.stacking.once === 'cart' || b.stacking.once === 'cart') return true;
  return meet(a.lines, b.lines);
}

/** Both ascending. */
function meet(a: readonly number[], b: readonly number[]): boolean {
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    const [x = 0, y = 0] = [a[i], b[j]];
    if (x === y) return true;
    if (x < y) i += 1;
    else j += 1;
  }
  return false;
}

/** Never together, whatever they are for. */
export function areApart(a: Standing, b: Standing): boolean {
  return isNotWith(a, b) || isNotWith(b, a);
}

function isNotWith({ stacking }: Standing, { offer }: Standing): boolean {
  return stacking.notWith !== undefined && stacking.notWith !== null && stacking.notWith === offer.source;
}

/** The window is half-open: an offer is over at `endsAt` itself. */
export function hasStarted(offer: { readonly startsAt: Date }, now: Date): boolean {
  return offer.startsAt.getTime() <= now.getTime();
}

export function hasEnded(offer: { readonly endsAt: Date | null }, now: Date): boolean {
  return offer.endsAt !== null && offer.endsAt.getTime() <= now.getTime();
}
