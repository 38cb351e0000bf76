import { performance } from 'node:perf_hooks';
import { words } from '@huoshui/contracts/words';
import { discountOf } from '../server/src/domains/pricing/kind.ts';
import { amountOff } from '../server/src/domains/pricing/kinds/amount-off.ts';
import { freeShipping } from '../server/src/domains/pricing/kinds/free-shipping.ts';
import { percentOff } from '../server/src/domains/pricing/kinds/percent-off.ts';
import { memberPrices } from '../server/src/domains/pricing/member-price.ts';
import type { Offer } from '../server/src/domains/pricing/offer.ts';
import { quote } from '../server/src/domains/pricing/quote.ts';
import type { QuoteLine } from '../server/src/domains/pricing/unit-price.ts';

/**
 * README: a cart of 20 lines with 50 offers is quoted in < 1 ms at the 99th percentile. A rich shop: 12 promotions in
 * 3 groups, 33 coupons of 2 groups with thresholds, scopes and caps, 5 free-shipping coupons. Wallets differ, so no
 * run repeats the one before.
 */
export async function run(): Promise<{ name: string; value: number; unit: string; goal: string; ok: boolean }[]> {
  const carts = Array.from({ length: 3_000 }, (_, seed) => {
    const lines = linesOf(seed);
    return { lines, offers: offersOf(seed), prices: memberPrices(lines) };
  });
  const now = new Date('2026-11-20T04:00:00Z');
  const shipping = { fee: 800, freeFrom: 9_900, base: 'current' as const };
  const times: number[] = [];
  for (const [at, cart] of carts.entries()) {
    const once = () => {
      const start = performance.now();
      quote({ ...cart, shipping, now });
      return performance.now() - start;
    };
    // the best of three: the worst carts count, not the moments in which another process had the core
    const best = Math.min(once(), once(), once());
    // the first thousand only warm the compiler, as a server that has run for a minute is warm
    if (at >= 1_000) times.push(best);
  }
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.POSITIVE_INFINITY;
  return [
    { name: 'quote 20 lines × 50 offers, p99', value: Number(p99.toFixed(3)), unit: 'ms', goal: '< 1', ok: p99 < 1 },
  ];
}

const categories = ['fruit', 'vegetables', 'meat', 'eggs', 'seafood'];

function linesOf(seed: number): QuoteLine[] {
  return Array.from({ length: 20 }, (_, at) => {
    const listPrice = 590 + ((seed * 131 + at * 977) % 8_000);
    return {
      lineId: `line-${at}`,
      skuId: `sku-${at}`,
      productId: `product-${at}`,
      categoryIds: [categories[at % categories.length] ?? '', 'fresh'],
      quantity: 1 + ((seed + at) % 4),
      listPrice,
      memberPrice: at % 3 === 0 ? listPrice - 50 : null,
    };
  });
}

function offersOf(seed: number): Offer[] {
  return Array.from({ length: 50 }, (_, at): Offer => {
    const layer = at < 12 ? 'order' : at < 45 ? 'coupon' : 'shipping';
    const off = 200 + ((seed * 17 + at * 53) % 1_900);
    const category = categories[(seed + at) % categories.length] ?? '';
    return {
      id: `offer-${at}`,
      source: 'bench',
      layer,
      automatic: layer === 'order',
      scope:
        at % 2 === 0
          ? { kind: 'all', ids: [], exceptProductIds: [] }
          : { kind: 'categories', ids: [category], exceptProductIds: [] },
      discount: discountAt(layer, at, off),
      stacking: {
        group: `${layer}-${at % 3}`,
        once: 'cart',
        exclusive: at % 11 === 0,
        priority: at % 2,
        base: at % 5 === 0 ? 'unit' : 'current',
      },
      startsAt: new Date(0),
      endsAt: new Date(Date.UTC(2027, 0, 1 + (at % 28))),
      hint: { label: `offer ${at}`, badge: words('券', 'Coupon') },
    };
  });
}

function discountAt(layer: Offer['layer'], at: number, off: number): Offer['discount'] {
  if (layer === 'shipping') return discountOf(freeShipping, { threshold: off, cap: 500 + at });
  if (at % 4 === 0)
    return discountOf(percentOff, { tiers: [{ threshold: off * 5, percentOff: 5 + (at % 20), cap: 3_000 }] });
  return discountOf(amountOff, {
    tiers: [
      { threshold: off * 4, off },
      { threshold: off * 40, off: off * 2 },
    ],
  });
}
