import { words } from '@huoshui/contracts/words';
import type { GiftFacts } from './gifts.ts';
import { type Discount, discountOf } from './kind.ts';
import { addOn } from './kinds/add-on.ts';
import { amountOff } from './kinds/amount-off.ts';
import { eachAmountOff } from './kinds/each-amount-off.ts';
import { fixedPrice } from './kinds/fixed-price.ts';
import { freeShipping as freeShippingKind } from './kinds/free-shipping.ts';
import { giftAmount } from './kinds/gift-amount.ts';
import { giftPieces } from './kinds/gift-pieces.ts';
import { nthPiece } from './kinds/nth-piece.ts';
import { percentOff as percentOffKind } from './kinds/percent-off.ts';
import { piecesFor } from './kinds/pieces-for.ts';
import { piecesPercent } from './kinds/pieces-percent.ts';
import type { Offer, OfferLayer, Scope } from './offer.ts';
import type { QuoteLine } from './unit-price.ts';

export const testNow = new Date('2026-11-20T04:00:00Z');
export const allGoods: Scope = { kind: 'all', ids: [], exceptProductIds: [] };

type LineFacts = {
  readonly id?: string;
  readonly price: number;
  readonly quantity?: number;
  readonly memberPrice?: number;
  readonly category?: string;
};

/** A line of product `p-<id>`, its own SKU. */
export function aLine({ id = 'a', price, quantity = 1, memberPrice, category = 'fruit' }: LineFacts): QuoteLine {
  return {
    lineId: id,
    skuId: `sku-${id}`,
    productId: `p-${id}`,
    categoryIds: [category],
    quantity,
    listPrice: price,
    memberPrice: memberPrice ?? null,
  };
}

type OfferFacts = Partial<Omit<Offer, 'stacking'>> & { readonly stacking?: Partial<Offer['stacking']> };

/** An automatic offer on all goods that is open at `testNow`, unless told otherwise. */
export function anOffer(facts: OfferFacts): Offer {
  const layer: OfferLayer = facts.layer ?? 'order';
  const id = facts.id ?? `${layer}-1`;
  return {
    source: byRule.has(layer) ? 'promotions' : 'coupons',
    automatic: byRule.has(layer),
    scope: allGoods,
    discount: minus(1),
    startsAt: new Date(0),
    endsAt: null,
    hint: { label: id, badge: words(layer, layer) },
    ...facts,
    id,
    layer,
    stacking: { group: layer, once: 'cart', exclusive: false, priority: 0, base: 'current', ...facts.stacking },
  };
}

const byRule: ReadonlySet<OfferLayer> = new Set(['unit', 'line', 'order', 'gift']);

export function aCoupon(facts: OfferFacts): Offer {
  return anOffer({ layer: 'coupon', ...facts });
}

/** `minus(1_000, 10_000, 2_500, 20_000)`: 满 100 减 10, 满 200 减 25. */
export function minus(off: number, threshold = 0, ...more: number[]): Discount {
  const [nextOff, nextThreshold = 0] = more;
  const next = nextOff === undefined ? [] : [{ threshold: nextThreshold, off: nextOff }];
  return discountOf(amountOff, { tiers: [{ threshold, off }, ...next] });
}

export function percent(off: number, threshold = 0, cap: number | null = null): Discount {
  return discountOf(percentOffKind, { tiers: [{ threshold, percentOff: off, cap }] });
}

export function freeShipping(threshold = 0, cap: number | null = null): Discount {
  return discountOf(freeShippingKind, { threshold, cap });
}

type NthFacts = {
  readonly nth?: number;
  readonly off?: number;
  readonly counts?: 'same' | 'mixed';
  readonly most?: number;
};

/** 第二件半价, unless told otherwise. */
export function everyNth({ nth = 2, off = 50, counts = 'same', most }: NthFacts = {}): Discount {
  return discountOf(nthPiece, { nth, percentOff: off, counts, most: most ?? null });
}

export function fromPieces(...tiers: readonly (readonly [pieces: number, percentOff: number])[]): Discount {
  return discountOf(piecesPercent, { tiers: tiers.map(([pieces, off]) => ({ pieces, percentOff: off })) });
}

type SetFacts = {
  readonly pieces?: number;
  readonly price: number;
  readonly counts?: 'same' | 'mixed';
  readonly most?: number;
};

/** 任选 3 件, unless told otherwise. */
export function setsFor({ pieces = 3, price: together, counts = 'mixed', most }: SetFacts): Discount {
  return discountOf(piecesFor, { pieces, price: together, counts, most: most ?? null });
}

export function forEvery(per: number, off: number, times: number | null = null): Discount {
  return discountOf(eachAmountOff, { per, off, times });
}

/** A rule that sets the price of pieces: 限时价 of all goods, unless told otherwise. */
export function aPrice(facts: OfferFacts & { readonly each?: number; readonly most?: number }): Offer {
  const { each = 500, most = null, ...rest } = facts;
  return anOffer({
    layer: 'unit',
    discount: discountOf(fixedPrice, { how: 'price', price: each, percentOff: null, most }),
    ...rest,
    stacking: { ...fixedPrice.stacking, ...facts.stacking },
  });
}

/** 加价购 of one SKU. */
export function anAddOn(
  facts: OfferFacts & { readonly threshold: number; readonly sku: string; readonly for: number },
): Offer {
  const { threshold: from, sku, for: each, ...rest } = facts;
  return anOffer({
    layer: 'unit',
    discount: discountOf(addOn, { threshold: from, items: [{ sku, price: each }], most: 1 }),
    ...rest,
    stacking: { ...addOn.stacking, ...facts.stacking },
  });
}

type GiftOf = {
  /** From so many fen, or so many pieces. */
  readonly from: number;
  readonly sku?: string;
  readonly quantity?: number;
};
type GiftFactsOf = OfferFacts & {
  readonly steps: readonly GiftOf[];
  readonly of?: 'fen' | 'pieces';
  readonly again?: 'once' | 'each';
  readonly most?: number;
  readonly gone?: 'without' | 'ask';
};

/** 满赠 of `sku-gift`, unless told otherwise. */
export function aGift({ steps, of = 'fen', again = 'once', most, gone = 'without', ...facts }: GiftFactsOf): Offer {
  const kind = of === 'fen' ? giftAmount : giftPieces;
  const gifts = steps.map(({ from, sku = 'sku-gift', quantity = 1 }) => ({ from, sku, quantity }));
  const values = { gifts, again, most: most ?? null, broken: 'clawback', gone } as const;
  return anOffer({
    layer: 'gift',
    discount: of === 'fen' ? discountOf(giftAmount, values) : discountOf(giftPieces, values),
    gives: [...new Set(gifts.map(({ sku }) => sku))],
    ...facts,
    stacking: { ...kind.stacking, ...facts.stacking },
  });
}

/** What is known of goods that may be given: so many of each, at ten yuan. */
export function giftStock(available: Readonly<Record<string, number>>): GiftFacts {
  return new Map(Object.entries(available).map(([sku, units]) => [sku, { available: units, worth: 1_000, name: sku }]));
}

/** A rule about pieces, as a promotion makes it. */
export function aPieceRule(facts: OfferFacts): Offer {
  return anOffer({
    layer: 'line',
    discount: everyNth(),
    ...facts,
    stacking: { group: 'pieces', once: 'line', ...facts.stacking },
  });
}
