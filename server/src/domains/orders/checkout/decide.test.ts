import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideStock, unitsOf } from './decide.ts';

const someOrders = fc.array(
  fc.uniqueArray(fc.record({ skuId: fc.constantFrom('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    selector: (line) => line.skuId,
  }),
  { maxLength: 30 },
);
const someStock = fc.record({ a: fc.nat(20), b: fc.nat(20), c: fc.nat(20) });

describe('who gets what of the stock', () => {
  it('never gives more than there is, and refuses only an order that does not fit into what those before it left', () => {
    fc.assert(
      fc.property(someOrders, someStock, (orders, stock) => {
        const asked = orders.map((lines) => ({ lines, gifts: [], skus: new Map() }));
        const verdicts = decideStock(asked, new Map(Object.entries(stock)));
        const left = new Map(Object.entries(stock));
        for (const [at, { lines }] of asked.entries()) {
          const fits = lines.every((line) => (left.get(line.skuId) ?? 0) >= line.quantity);
          expect(verdicts[at]?.error === null).toBe(fits);
          if (fits) for (const line of lines) left.set(line.skuId, (left.get(line.skuId) ?? 0) - line.quantity);
        }
        expect([...left.values()].every((n) => n >= 0)).toBe(true);
        const served = asked.filter((_, at) => verdicts[at]?.error === null);
        for (const { skuId, quantity } of unitsOf(served)) {
          expect(quantity + (left.get(skuId) ?? 0)).toBe(new Map(Object.entries(stock)).get(skuId));
        }
      }),
    );
  });

  it('says whether something is left', () => {
    const asked = [{ lines: [{ skuId: 'a', quantity: 3 }], gifts: [], skus: new Map() }];
    expect(decideStock(asked, new Map([['a', 2]]))[0]?.error).toMatchObject({
      code: 'orders.short',
      details: { available: 2 },
    });
    expect(decideStock(asked, new Map())[0]?.error).toMatchObject({ code: 'orders.sold_out' });
  });

  it('gives with an order what is left after its own goods, before the next order; one that asks is refused rather than given less', () => {
    const order = (asks: boolean) => ({
      lines: [{ skuId: 'a', quantity: 2 }],
      gifts: [{ skuId: 'a', quantity: 2, asks }],
      skus: new Map(),
    });
    const verdicts = decideStock([order(false), order(true), order(false)], new Map([['a', 7]]));
    expect(verdicts.map(({ error, gifts }) => error?.code ?? gifts)).toEqual([[2], 'orders.gift_gone', [1]]);
  });
});
