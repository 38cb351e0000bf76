/** What an offer looks at, in fen: before any price (`list`), after the unit price (`unit`), or what is left to pay (`current`). */
export type Base = 'list' | 'unit' | 'current';

/** Which lines an offer touches. `exceptProductIds` wins over everything else. */
export type Scope = {
  readonly kind: 'all' | 'categories' | 'products';
  readonly ids: readonly string[];
  readonly exceptProductIds: readonly string[];
};

export type OfferAction =
  | { readonly kind: 'amount'; readonly off: number }
  /** `percentOff` in whole percent (8.5 折 = 15), half-up to the fen; `cap` in fen. */
  | { readonly kind: 'percent'; readonly percentOff: number; readonly cap: number | null }
  /** Takes the shipping fee away, at most `cap` fen of it. */
  | { readonly kind: 'free_shipping'; readonly cap: number | null };

/** 满 `atLeast` fen of the matching lines → the action. The highest tier reached counts. */
export type Tier = { readonly atLeast: number; readonly action: OfferAction };

/**
 * How an offer lives with others. Of one `group` at most one is used; different groups add up. An `exclusive` offer
 * is used alone or not at all. Inside a layer the higher `priority` is taken off first.
 */
export type Stacking = {
  readonly group: string;
  readonly exclusive: boolean;
  readonly priority: number;
  readonly base: Base;
};

/** The layers in the order in which they are taken off; unit prices come before all of them. */
export const offerLayers = ['order', 'coupon', 'shipping'] as const;
export type OfferLayer = (typeof offerLayers)[number];

/** A discount that may apply: pure data, found by an `OfferSource`, judged by `quote`. */
export type Offer = {
  /** The id of the row that is claimed when an order uses it; unique over all sources. */
  readonly id: string;
  /** Name of the `OfferSource` that found it and will claim it. */
  readonly source: string;
  readonly layer: OfferLayer;
  /** Automatic offers cost the shopper nothing to use; the others (coupons) are spent, and may be chosen by hand. */
  readonly automatic: boolean;
  readonly scope: Scope;
  /** Ascending by `atLeast`, at least one. */
  readonly tiers: readonly Tier[];
  readonly stacking: Stacking;
  /** Half-open: usable when `startsAt <= now < endsAt`. */
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  /** What the shopper reads: 满100减10, and the badge in front of it: 满减, 券. */
  readonly hint: { readonly label: string; readonly badge: string };
};

/** What `Scope` needs to know of a product. `categoryIds` holds its category and all ancestors. */
export type ScopedProduct = { readonly productId: string; readonly categoryIds: readonly string[] };

export function inScope(scope: Scope, product: ScopedProduct): boolean {
  if (scope.exceptProductIds.includes(product.productId)) return false;
  if (scope.kind === 'all') return true;
  if (scope.kind === 'products') return scope.ids.includes(product.productId);
  return product.categoryIds.some((id) => scope.ids.includes(id));
}

/** The window is half-open: an offer is over at `endsAt` itself. */
export function hasStarted(offer: { readonly startsAt: Date }, now: Date): boolean {
  return offer.startsAt.getTime() <= now.getTime();
}

export function hasEnded(offer: { readonly endsAt: Date | null }, now: Date): boolean {
  return offer.endsAt !== null && offer.endsAt.getTime() <= now.getTime();
}

/** The saving of an action on `base` fen of goods with `left` fen still to pay (the shipping fee for `free_shipping`). */
export function savingOf(action: OfferAction, base: number, left: number): number {
  if (action.kind === 'amount') return Math.min(action.off, left);
  if (action.kind === 'free_shipping') return Math.min(action.cap ?? left, left);
  const off = Math.floor((base * action.percentOff + 50) / 100);
  return Math.min(off, action.cap ?? off, left);
}
