import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createCoupon, giveCoupon } from './testing.ts';

const app = await testApp();
let shopper: TestMember;
beforeAll(async () => {
  shopper = await createMember(app.ctx);
});

const ask = async (route: string, member = shopper) => (await app.call(route, { token: member.token })).body;

describe('the coupon centre', () => {
  it('says of each coupon what the shopper may do', async () => {
    const at = (days: number) => new Date(app.ctx.now().getTime() + days * DAY_MS).toISOString();
    const free = await createCoupon(app.ctx, { total: 3 });
    const mine = await createCoupon(app.ctx);
    const gone = await createCoupon(app.ctx, { total: 1 });
    const soon = await createCoupon(app.ctx, { validity: { kind: 'between', from: at(1), to: at(2) } });
    await createCoupon(app.ctx, { channel: 'grant' });
    await createCoupon(app.ctx, { validity: { kind: 'between', from: at(-2), to: at(-1) } });
    await app.call(`POST /api/shop/coupon-center/${mine.id}`, { token: shopper.token });
    await giveCoupon(app.ctx, await createMember(app.ctx), gone.id);
    const { items } = await ask('GET /api/shop/coupon-center');
    const states = items.map((item: { templateId: string; state: string }) => [item.templateId, item.state]);
    expect(states).toEqual([
      [free.id, 'takeable'],
      [soon.id, 'not_started'],
      [mine.id, 'taken'],
      [gone.id, 'sold_out'],
    ]);
    expect(items[0]).toMatchObject({
      remaining: 3,
      mine: 0,
      validityWords: { zh: '领取后 7 天内有效', en: 'valid for 7 days once taken' },
    });
  });

  it('shows beside a product only what is good for it', async () => {
    const [eggs, wine] = [await createProduct(app.ctx), await createProduct(app.ctx)];
    const forEggs = await createCoupon(app.ctx, { scope: { kind: 'categories', ids: [eggs.categoryId] } });
    const notEggs = await createCoupon(app.ctx, { scope: { kind: 'except', ids: [eggs.id] } });
    const { items } = await ask(`GET /api/shop/coupon-center?productId=${eggs.id}`);
    const ids = items.map((item: { templateId: string }) => item.templateId);
    expect(ids).toContain(forEggs.id);
    expect(ids).not.toContain(notEggs.id);
    const beside = await ask(`GET /api/shop/coupon-center?productId=${wine.id}`);
    expect(beside.items.map((item: { templateId: string }) => item.templateId)).toContain(notEggs.id);
    expect((await ask('GET /api/shop/coupon-center?productId=prd_none')).items).toEqual([]);
  });
});

describe('the price after coupon', () => {
  it('is what the checkout engine says, with member price, promotion and the best coupon at hand', async () => {
    const member = await createMember(app.ctx);
    const product = await createProduct(app.ctx, { price: 10_000, memberPrice: 9_000 });
    const only = { kind: 'products' as const, ids: [product.id] };
    const owner = await signedIn(app.ctx);
    const promotion = {
      kind: 'amount_off',
      values: { name: '满80减8', scope: { ...only, exceptProductIds: [] }, tiers: [{ threshold: 8_000, off: 800 }] },
      startsAt: app.ctx.now().toISOString(),
      endsAt: new Date(app.ctx.now().getTime() + DAY_MS).toISOString(),
    };
    await app.call('POST /api/admin/promotions', { cookie: owner.cookie, body: promotion });
    const small = await createCoupon(app.ctx, { name: '五元', scope: only, discount: { kind: 'amount', amount: 500 } });
    const big = await createCoupon(app.ctx, {
      name: '十二元',
      scope: only,
      discount: { kind: 'amount', amount: 1_200 },
    });
    const route = `GET /api/shop/products/${product.id}/offers`;
    const before = await ask(route, member);
    expect(before).toMatchObject({ price: 8_200, afterCoupon: 7_000, mine: [] });
    expect(before.explanation.zh).toBe('会员价省 ¥10，享「满80减8」减 ¥8，领「十二元」减 ¥12');
    await app.call(`POST /api/shop/coupon-center/${big.id}`, { token: member.token });
    const after = await ask(route, member);
    expect(after.afterCoupon).toBe(7_000);
    expect(after.explanation.zh).toContain('用「十二元」减 ¥12');
    expect(after.mine).toHaveLength(1);
    expect(after.takeable.map((item: { templateId: string }) => item.templateId)).toContain(small.id);
  });

  it('is not promised where one unit does not reach the threshold, nor for what is not on sale', async () => {
    const product = await createProduct(app.ctx, { price: 100 });
    const offers = await ask(`GET /api/shop/products/${product.id}/offers`, await createMember(app.ctx));
    expect(offers).toMatchObject({ price: 100, afterCoupon: null });
    const gone = await createProduct(app.ctx, { status: 'off_sale' });
    expect((await ask(`GET /api/shop/products/${gone.id}/offers`)).error.code).toBe('coupons.product_not_found');
  });
});
