import { words } from '@huoshui/contracts/words';
import { type Discount, discountOf } from '../../server/src/domains/pricing/kind.ts';
import { addOn } from '../../server/src/domains/pricing/kinds/add-on.ts';
import { amountOff } from '../../server/src/domains/pricing/kinds/amount-off.ts';
import { eachAmountOff } from '../../server/src/domains/pricing/kinds/each-amount-off.ts';
import { fixedPrice } from '../../server/src/domains/pricing/kinds/fixed-price.ts';
import { freeShipping } from '../../server/src/domains/pricing/kinds/free-shipping.ts';
import { nthPiece } from '../../server/src/domains/pricing/kinds/nth-piece.ts';
import { percentOff } from '../../server/src/domains/pricing/kinds/percent-off.ts';
import { piecesFor } from '../../server/src/domains/pricing/kinds/pieces-for.ts';
import { piecesPercent } from '../../server/src/domains/pricing/kinds/pieces-percent.ts';
import { memberPrices } from '../../server/src/domains/pricing/member-price.ts';
import type { Offer, Scope } from '../../server/src/domains/pricing/offer.ts';
import type { QuoteInput } from '../../server/src/domains/pricing/quote.ts';
import type { QuoteLine } from '../../server/src/domains/pricing/unit-price.ts';

/** 50 lines and 100 rules, ten of each kind, for all goods, for some categories, for a few products. */
export function richCart(seed: number): QuoteInput {
  const lines = Array.from({ length: 50 }, (_, at) => lineAt(seed, at));
  return {
    lines,
    offers: Array.from({ length: 100 }, (_, at) => offerAt(seed, at)),
    prices: memberPrices(lines),
    shipping: { fee: 800, freeFrom: null, base: 'current' },
    now: new Date('2026-11-20T04:00:00Z'),
  };
}

const categories = ['fruit', 'vegetables', 'meat', 'eggs', 'seafood', 'snacks', 'drinks', 'home'];

/** The same for the same seed and place, spread evenly enough. */
function dice(seed: number, at: number, sides: number): number {
  const mixed = Math.imul(seed * 1_000 + at + 1, 2_654_435_761);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % sides;
}

function lineAt(seed: number, at: number): QuoteLine {
  const listPrice = 290 + dice(seed, at, 9_600);
  return {
    lineId: `line-${at}`,
    skuId: `sku-${at}`,
    productId: `product-${at}`,
    categoryIds: [categories[at % categories.length] ?? '', 'fresh'],
    quantity: 1 + dice(seed, at + 50, 5),
    listPrice,
    memberPrice: at % 3 === 0 ? listPrice - 50 : null,
  };
}

function offerAt(seed: number, at: number): Offer {
  const { discount, ...stacking } = kinds[at % kinds.length]?.(seed, at) ?? order(moneyOff(seed, at), at);
  const { kind } = discount;
  const spent = at % 10 >= 8;
  return {
    id: `offer-${at}`,
    source: spent ? 'coupons' : 'promotions',
    layer: spent && kind.layer === 'order' ? 'coupon' : kind.layer,
    automatic: !spent,
    scope: scopeAt(seed, at, kind === fixedPrice),
    discount,
    stacking: { ...kind.stacking, exclusive: false, priority: at % 2, ...stacking },
    startsAt: new Date(0),
    endsAt: new Date(Date.UTC(2027, 0, 1 + (at % 28))),
    hint: { label: `offer ${at}`, badge: words('活动', 'Rule') },
  };
}

type Given = { readonly discount: Discount } & Partial<Offer['stacking']>;

const kinds: readonly ((seed: number, at: number) => Given)[] = [
  (seed, at) => ({
    discount: discountOf(fixedPrice, {
      how: 'price',
      price: 200 + dice(seed, at + 200, 5_000),
      percentOff: null,
      most: at % 20 === 0 ? 2 : null,
    }),
  }),
  (seed, at) => ({
    discount: discountOf(addOn, {
      threshold: 5_000 + dice(seed, at + 200, 45_000),
      items: [{ sku: `sku-${dice(seed, at, 60)}`, price: 300 }],
      most: 1,
    }),
  }),
  (seed, at) => ({
    discount: discountOf(nthPiece, {
      nth: 2 + dice(seed, at + 200, 2),
      percentOff: 20 + dice(seed, at, 40),
      counts: at % 4 === 0 ? 'same' : 'mixed',
      most: null,
    }),
  }),
  (seed, at) => ({
    discount: discountOf(piecesPercent, {
      tiers: [
        { pieces: 3, percentOff: 6 },
        { pieces: 5, percentOff: 10 + dice(seed, at, 10) },
      ],
    }),
  }),
  (seed, at) => ({
    discount: discountOf(piecesFor, {
      pieces: 2 + dice(seed, at, 3),
      price: 3_000 + dice(seed, at + 200, 12_000),
      counts: 'mixed',
      most: null,
    }),
  }),
  (seed, at) => ({ ...order(moneyOff(seed, at), at), cap: at % 4 === 0 ? 2_000 : null }),
  (seed, at) =>
    order(discountOf(eachAmountOff, { per: 5_000 + dice(seed, at, 15_000), off: 200 + at * 7, times: 3 }), at),
  (seed, at) => ({
    ...order(
      discountOf(percentOff, { tiers: [{ threshold: 3_000, percentOff: 3 + dice(seed, at, 9), cap: null }] }),
      at,
    ),
    exclusive: at % 30 === 7,
    floor: at % 4 === 0 ? 3_000 : null,
  }),
  (seed, at) => ({ discount: moneyOff(seed, at), group: `coupon-${at % 2}` }),
  (seed, at) => ({ discount: discountOf(freeShipping, { threshold: dice(seed, at, 9_000), cap: 500 + at }) }),
];

function order(discount: Discount, at: number): Given {
  return { discount, group: `order-${at % 3}` };
}

function moneyOff(seed: number, at: number): Discount {
  const off = 300 + dice(seed, at + 300, 900);
  const tiers = [
    { threshold: off * 5, off },
    { threshold: off * 30, off: off * 2 },
  ];
  return discountOf(amountOff, { tiers });
}

function scopeAt(seed: number, at: number, narrow: boolean): Scope {
  const one = dice(seed, at + 400, narrow ? 1 : 3);
  const except = { exceptProductIds: [] };
  if (one === 1) return { kind: 'all', ids: [], ...except };
  if (one === 2) return { kind: 'categories', ids: [categories[dice(seed, at, 8)] ?? ''], ...except };
  return { kind: 'products', ids: [`product-${dice(seed, at, 50)}`, `product-${dice(seed, at + 1, 50)}`], ...except };
}
