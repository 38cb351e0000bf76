import fc from 'fast-check';
import { expect, it } from 'vitest';
import { someCart } from './carts/testing.ts';
import { inScope } from './offer.ts';
import { priceOnly } from './price-only.ts';
import { quote } from './quote.ts';

it('goods priced by themselves cost what a cart of each alone is quoted, by the same offers', () => {
  fc.assert(
    fc.property(someCart, ({ lines, offers, prices, now }) => {
      const each = priceOnly.each({ lines, offers, prices, now });
      for (const [at, line] of lines.entries()) {
        const met = offers.filter((offer) => inScope(offer.scope, line));
        const own = prices.filter(({ skuId }) => skuId === line.skuId);
        const alone = quote({ lines: [line], offers: met, prices: own, shipping: null, now });
        expect(each[at]?.goods).toBe(alone.totals.goods);
        expect(each[at]?.used.map(({ id }) => id)).toEqual(alone.applied.map(({ offerId }) => offerId));
        expect(each[at]?.met).toEqual(met);
      }
    }),
    { numRuns: 200 },
  );
});

it('a cart costs what it is quoted', () => {
  fc.assert(
    fc.property(someCart, (cart) => {
      expect(priceOnly.payable(cart)).toBe(quote(cart).totals.payable);
    }),
    { numRuns: 200 },
  );
});
