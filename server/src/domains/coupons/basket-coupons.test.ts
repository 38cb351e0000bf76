import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createCoupon } from './testing.ts';

const app = await testApp();

type Item = { templateId: string; saves: number };

describe('coupons to take beside a basket', () => {
  it('are those that lower its price below the best she has, by how much, the most first', async () => {
    const member = await createMember(app.ctx);
    const product = await createProduct(app.ctx, { price: 20_000 });
    const scope = { kind: 'products' as const, ids: [product.id] };
    const off = (amount: number, threshold: number) =>
      createCoupon(app.ctx, { scope, threshold, discount: { kind: 'amount', amount } });
    const [small, big, far] = [await off(500, 20_000), await off(1_500, 40_000), await off(9_000, 80_000)];
    const elsewhere = await createCoupon(app.ctx, {
      scope: { kind: 'products', ids: ['prd_other'] },
      discount: { kind: 'amount', amount: 4_000 },
      threshold: 0,
    });
    const look = async (quantity: number): Promise<Item[]> => {
      const body = { lines: [{ skuId: product.skuId, quantity }] };
      return (await app.call('POST /api/shop/basket-coupons', { token: member.token, body })).body.items;
    };
    const seen = (items: Item[]) => items.map(({ templateId, saves }) => [templateId, saves]);
    expect(seen(await look(1))).toEqual([[small.id, 500]]);
    expect(seen(await look(2))).toEqual([
      [big.id, 1_500],
      [small.id, 500],
    ]);
    expect(JSON.stringify(await look(2))).not.toContain(far.id);
    expect(JSON.stringify(await look(2))).not.toContain(elsewhere.id);

    // The one she took is hers: it is no offer any more, and a lesser one beside it saves nothing.
    await app.call(`POST /api/shop/coupon-center/${big.id}`, { token: member.token });
    expect(await look(2)).toEqual([]);
    expect(seen(await look(1))).toEqual([[small.id, 500]]);
  });

  it('are none for what cannot be bought', async () => {
    const member = await createMember(app.ctx);
    const gone = await createProduct(app.ctx, { price: 9_000, status: 'off_sale' });
    await createCoupon(app.ctx, { scope: { kind: 'products', ids: [gone.id] } });
    const body = {
      lines: [
        { skuId: gone.skuId, quantity: 1 },
        { skuId: 'sku_none', quantity: 2 },
      ],
    };
    const answer = await app.call('POST /api/shop/basket-coupons', { token: member.token, body });
    expect([answer.status, answer.body.items]).toEqual([200, []]);
  });
});

describe('what stands on product cards', () => {
  it('are the badges of the promotions that run for each, once each, and none of another product', async () => {
    const { cookie } = await signedIn(app.ctx);
    const [here, both, plain] = [
      await createProduct(app.ctx),
      await createProduct(app.ctx),
      await createProduct(app.ctx),
    ];
    const promote = async (ids: string[], kind: string, values: object, from = -1) =>
      app.call('POST /api/admin/promotions', {
        cookie,
        body: {
          kind,
          values: { name: '活动', scope: { kind: 'products', ids, exceptProductIds: [] }, ...values },
          startsAt: new Date(app.ctx.now().getTime() + from * DAY_MS).toISOString(),
          endsAt: new Date(app.ctx.now().getTime() + (from + 2) * DAY_MS).toISOString(),
        },
      });
    const tiers = { tiers: [{ threshold: 10_000, off: 1_000 }] };
    await promote([here.id, both.id], 'amount_off', tiers);
    await promote([both.id], 'amount_off', { tiers: [{ threshold: 20_000, off: 3_000 }] });
    await promote([both.id], 'free_shipping', { threshold: 3_900 });
    await promote([plain.id], 'amount_off', tiers, 1);
    const { token } = await createMember(app.ctx);
    const ids = [here.id, both.id, plain.id, 'prd_none'].join(',');
    const { items } = (await app.call(`GET /api/shop/offers?products=${ids}`, { token })).body;
    const badges = new Map(
      items.map((item: { productId: string; badges: { zh: string }[] }) => [
        item.productId,
        item.badges.map(({ zh }) => zh).toSorted(),
      ]),
    );
    expect(badges.get(here.id)).toEqual(['满减']);
    expect(badges.get(both.id)).toEqual(['包邮', '满减']);
    expect(badges.get(plain.id)).toEqual([]);
    expect(badges.size).toBe(3);
  });
});
