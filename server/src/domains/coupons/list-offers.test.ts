import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer } from '../orders/testing.ts';
import { createCoupon, giveCoupon } from './testing.ts';

const app = await testApp();

type Item = { productId: string; price: number; afterCoupon: number | null; takeable: string[] };

async function look(
  token: string,
  ids: readonly string[],
): Promise<{ items: Item[]; coupons: { templateId: string }[] }> {
  const answer = await app.call(`GET /api/shop/offers?products=${ids.join(',')}`, { token });
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('券后价 in lists', () => {
  it('is what checkout asks for one piece with the coupon taken, for any rules and coupons', async () => {
    const { cookie } = await signedIn(app.ctx);
    const money = fc.integer({ min: 1, max: 5_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ price: fc.integer({ min: 100, max: 9_000 }), member: fc.boolean() }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.array(fc.record({ off: money, threshold: money, one: fc.boolean(), given: fc.boolean() }), { maxLength: 3 }),
        fc.option(fc.record({ off: money, more: money })),
        async (goods, coupons, rule) => {
          const buyer = await createBuyer(app.ctx);
          const made = [];
          for (const { price, member } of goods)
            made.push(
              await createProduct(app.ctx, {
                price,
                ...(member ? { memberPrice: Math.ceil(price * 0.9) } : {}),
              }),
            );
          const ids = made.map(({ id }) => id);
          for (const { off, threshold, one, given } of coupons) {
            const scope = { kind: 'products' as const, ids: one ? ids.slice(0, 1) : ids };
            const discount = { kind: 'amount' as const, amount: Math.min(off, threshold) };
            const channel = given ? ('grant' as const) : ('shop' as const);
            const template = await createCoupon(app.ctx, { scope, threshold, discount, channel });
            if (given) await giveCoupon(app.ctx, buyer, template.id);
          }
          if (rule !== null) {
            const body = {
              kind: 'amount_off',
              values: {
                name: '满减',
                scope: { kind: 'products', ids, exceptProductIds: [] },
                tiers: [{ threshold: rule.off + rule.more, off: rule.off }],
              },
              startsAt: new Date(app.ctx.now().getTime() - DAY_MS).toISOString(),
              endsAt: new Date(app.ctx.now().getTime() + DAY_MS).toISOString(),
            };
            expect((await app.call('POST /api/admin/promotions', { cookie, body })).status).toBe(200);
          }
          const before = await look(buyer.token, ids);
          for (const item of before.items) {
            const skuId = made.find(({ id }) => id === item.productId)?.skuId ?? '';
            const own = await app.call(`GET /api/shop/products/${item.productId}/offers`, { token: buyer.token });
            expect([own.body.price, own.body.afterCoupon]).toEqual([item.price, item.afterCoupon]);
            const first = item.takeable[0];
            if (first !== undefined) await app.call(`POST /api/shop/coupon-center/${first}`, { token: buyer.token });
            const body = { lines: [{ skuId, quantity: 1 }] };
            const quoted = await app.call('POST /api/shop/quote', { token: buyer.token, body });
            expect(quoted.body.payable - quoted.body.shippingFee).toBe(item.afterCoupon ?? item.price);
          }
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it('shows coupons of the hits to take, the narrowest first, and knows them as hers once taken', async () => {
    const buyer = await createBuyer(app.ctx);
    const eggs = await createProduct(app.ctx, { name: '土鸡蛋', price: 2_000 });
    const milk = await createProduct(app.ctx, { name: '鲜牛奶', price: 2_000 });
    const all = await createCoupon(app.ctx, {
      name: '全场券',
      threshold: 1_000,
      discount: { kind: 'amount', amount: 100 },
    });
    const scope = { kind: 'products' as const, ids: [eggs.id] };
    const egg = await createCoupon(app.ctx, {
      name: '鸡蛋券',
      scope,
      threshold: 1_500,
      discount: { kind: 'amount', amount: 500 },
    });
    const first = await look(buyer.token, [eggs.id, milk.id, 'prd_none']);
    const by = new Map(first.items.map((item) => [item.productId, item]));
    expect(by.get(eggs.id)).toMatchObject({ price: 2_000, afterCoupon: 1_500 });
    expect(by.get(eggs.id)?.takeable[0]).toBe(egg.id);
    expect(by.get(milk.id)).toMatchObject({ afterCoupon: 1_900 });
    expect(by.get(milk.id)?.takeable).not.toContain(egg.id);
    const offered = first.coupons.map(({ templateId }) => templateId);
    expect(offered.indexOf(egg.id)).toBeLessThan(offered.indexOf(all.id));
    await app.call(`POST /api/shop/coupon-center/${egg.id}`, { token: buyer.token });
    const after = await look(buyer.token, [eggs.id]);
    expect(after.items).toMatchObject([{ afterCoupon: 1_500 }]);
    expect(after.items[0]?.takeable).not.toContain(egg.id);
  });

  it('asks for a shopper and answers nothing for products that are not sold', async () => {
    const buyer = await createBuyer(app.ctx);
    const gone = await createProduct(app.ctx, { status: 'off_sale' });
    expect(await look(buyer.token, [gone.id, 'prd_none', '__proto__'])).toEqual({ items: [], coupons: [] });
    expect((await app.call(`GET /api/shop/offers?products=${gone.id}`)).status).toBe(401);
  });
});
