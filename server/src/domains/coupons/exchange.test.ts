import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { type QuoteLine, quote, refundAmount } from '../pricing/index.ts';
import { asOffer, type OfferedCoupon } from './coupon-offer.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx));
});

const now = new Date('2026-11-27T04:00:00Z');
const line = (skuId: string, listPrice: number, quantity: number): QuoteLine => ({
  ...{ lineId: skuId, skuId, productId: `prd_${skuId}`, categoryIds: [], quantity, listPrice, memberPrice: null },
});
const coupon = (id: string, facts: Partial<OfferedCoupon>): OfferedCoupon => ({
  id,
  name: id,
  discount: { kind: 'amount', amount: 1_000 },
  threshold: 0,
  scope: { kind: 'all' },
  hours: null,
  stack: 'main',
  validFrom: new Date(now.getTime() - 1_000),
  validTo: new Date(now.getTime() + 1_000),
  ...facts,
});
const eggs = (price: number, cap: number | null = null) =>
  coupon('eggs', { discount: { kind: 'exchange', skuId: 'eggs', price, cap, worth: 1_000 }, stack: 'exchange' });
const paid = (lines: readonly QuoteLine[], coupons: readonly OfferedCoupon[]) =>
  quote({ lines, offers: coupons.map(asOffer), prices: [], shipping: null, now });

describe('an exchange coupon', () => {
  it('makes one piece of its SKU cost its price, whatever else is in the cart', () => {
    expect(paid([line('eggs', 1_280, 3), line('milk', 990, 1)], [eggs(0)]).totals).toMatchObject({
      payable: 2 * 1_280 + 990,
      couponSaving: 1_280,
    });
    expect(paid([line('eggs', 1_280, 1)], [eggs(100)]).totals.payable).toBe(100);
    expect(paid([line('eggs', 1_280, 1)], [eggs(0, 500)]).totals.payable).toBe(780);
    expect(paid([line('milk', 990, 1)], [eggs(0)]).rejected).toMatchObject([{ reason: 'out_of_scope' }]);
    // The piece costs less than the coupon asks for it: nothing to take off, and never more to pay.
    expect(paid([line('eggs', 80, 1)], [eggs(100)]).totals.payable).toBe(80);
  });

  it('never takes more than its piece, and parts add up, whatever else is used', () => {
    fc.assert(
      fc.property(
        fc.record({ price: fc.nat(3_000), cap: fc.option(fc.integer({ min: 1, max: 3_000 })) }),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.nat(2_000),
        ({ price, cap }, list, quantity, milk, amount) => {
          const lines = [line('eggs', list, quantity), line('milk', milk, 1)];
          const other = coupon('main', { discount: { kind: 'amount', amount: amount + 1 } });
          const both = paid(lines, [eggs(price, cap), other]);
          const off = both.applied.find(({ offerId }) => offerId === 'eggs')?.saving ?? 0;
          expect(off).toBeLessThanOrEqual(Math.max(0, list - price));
          if (cap !== null) expect(off).toBeLessThanOrEqual(cap);
          expect(both.lines.reduce((sum, one) => sum + one.payable, 0)).toBe(both.totals.payable);
          for (const one of both.lines) {
            expect(one.payable).toBe(refundAmount(one.pieces, 0, one.quantity));
            expect(one.payable).toBeGreaterThanOrEqual(0);
          }
          // One coupon more never raises the price.
          expect(both.totals.payable).toBeLessThanOrEqual(paid(lines, [other]).totals.payable);
          expect(both.totals.payable).toBeLessThanOrEqual(paid(lines, [eggs(price, cap)]).totals.payable);
        },
      ),
    );
  });

  it('is made for a SKU below what that costs, and is found on its product', async () => {
    const { skuId, id: productId } = await createProduct(app.ctx, { price: 1_280, stock: 10 });
    const values = {
      ...{ name: '鸡蛋兑换券', kind: 'exchange', sku: skuId, price: 100, cap: null, validity: 'days', days: 7 },
      ...{ usable: 'always', stack: 'exchange', channel: 'shop', total: null, perMember: 1, note: null },
    };
    const post = async (more: object) =>
      app.call('POST /api/admin/coupons', { cookie, body: { values: { ...values, ...more }, state: 'active' } });
    expect((await post({ price: 1_280 })).body.error.details.problems[0].at).toBe('price');
    const { body } = await post({});
    expect(body).toMatchObject({
      discount: { kind: 'exchange', skuId, price: 100, worth: 1_180 },
      scope: { kind: 'products', ids: [productId] },
      sentence: { zh: '1 元换购指定商品 1 件，7 天内有效' },
    });
    const member = await createMember(app.ctx);
    const offers = await app.call(`GET /api/shop/products/${productId}/offers`, { token: member.token });
    expect(offers.body).toMatchObject({ price: 1_280, afterCoupon: 100 });
    const saved = await app.call(`PUT /api/admin/coupons/${body.id}`, {
      cookie,
      body: { values: { ...values, name: '换' } },
    });
    expect(saved.body).toMatchObject({ name: '换', discount: { worth: 1_180 } });
  });
});

describe('groups of coupons', () => {
  const lines = [line('eggs', 5_000, 1), line('milk', 5_000, 1)];
  const goods = coupon('goods', { stack: 'goods', scope: { kind: 'products', ids: ['prd_eggs'] } });

  it('an order uses one of a group, and one of each', () => {
    const two = paid(lines, [coupon('a', {}), coupon('b', { discount: { kind: 'amount', amount: 1_500 } })]);
    expect(two.totals.couponSaving).toBe(1_500);
    expect(two.rejected).toMatchObject([{ offerId: 'a', reason: 'not_best', instead: 'b' }]);
    expect(
      paid([line('eggs', 5_000, 2), line('milk', 5_000, 1)], [coupon('a', {}), goods, eggs(0)])
        .applied.map(({ offerId }) => offerId)
        .sort(),
    ).toEqual(['a', 'eggs', 'goods']);
  });

  it('what a threshold looks at is what the coupons of goods have left', () => {
    const main = coupon('main', { threshold: 9_500 });
    expect(paid(lines, [main]).totals.payable).toBe(9_000);
    const both = paid(lines, [main, { ...goods, discount: { kind: 'amount', amount: 800 } }]);
    expect(both.totals.payable).toBe(9_000);
    expect(both.rejected).toMatchObject([{ offerId: 'goods' }]);
  });
});
