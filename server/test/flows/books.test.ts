import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { openShop } from './shop.ts';
import { DAY_MS, newShopper, order, pay } from './shopper.ts';

// Sums that are kept beside what they are of are held against it every morning, as WeChat's books are against ours.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { api, app } = shop;
const as = { cookie: shop.owner.cookie };

const told = async () => {
  const { items } = await api('GET /api/admin/money/differences', { ...as, query: { state: 'open', limit: 100 } });
  return items.filter(({ kind }) => kind.endsWith('_sums')).map((one) => [one.kind, one.told]);
};

it('budgets and coupons agree with what was given and used; a sum that does not rings once', async () => {
  const budget = await api('POST /api/admin/budgets', { ...as, body: { name: '秋季预算', limit: 100_000 } });
  const coupon = await createCoupon(app.ctx, { name: '立减十元', channel: 'grant', perMember: 9, threshold: 0 });
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 99 });
  const her = await newShopper(shop);
  const personNo = (
    await sql<{ personNo: number }>`select person_no from members.member where id = ${her.memberId}`.execute(app.ctx.db)
  ).rows[0]?.personNo;
  for (const _ of [1, 2, 3])
    await giveCoupon(app.ctx, { id: her.memberId, personNo: personNo ?? 0 }, coupon.id, budget.id);
  await app.settle();
  // One is used, one is used and comes back with its order, one stays.
  const kept = await order(shop, her, [{ skuId, quantity: 1 }]);
  await pay(shop, her, kept.id);
  const back = await order(shop, her, [{ skuId, quantity: 1 }]);
  await pay(shop, her, back.id);
  await app.settle();
  const body = { reason: '不要了' };
  await api('POST /api/admin/orders/:id/refunds', { ...as, params: { id: back.id }, body, key: randomUUID() });
  await app.advance(2 * DAY_MS, 3_600_000);
  expect(await told()).toEqual([]);

  await sql`update benefits.budget set committed = committed + 500 where id = ${budget.id}`.execute(app.ctx.db);
  await sql`update coupons.template set used = used + 1 where id = ${coupon.id}`.execute(app.ctx.db);
  await app.advance(3 * DAY_MS, 3_600_000);
  expect((await told()).toSorted()).toEqual([
    ['budget_sums', '秋季预算: committed ¥35 ≠ ¥30'],
    ['coupon_sums', '立减十元: used 2 ≠ 1'],
  ]);
});

it('points and the growth of levels agree with what came and went; where they do not, it says with whom', async () => {
  await turnPointsOn(app.ctx, { spend: true, spendPerYuan: 100, spendShare: 50, spendLeast: 10, days: 10 });
  const growth = { on: true, perYuan: 1, days: 20, keepDays: 10, graceDays: 0 };
  await api('PUT /api/admin/settings/growth', { ...as, query: {}, body: growth });
  const { skuId } = await createProduct(app.ctx, { price: 30_000, stock: 99 });
  const her = await newShopper(shop);
  const params = { id: her.memberId };
  await api('POST /api/admin/members/:id/points', { ...as, params, body: { points: 500, reason: '补偿' } });
  // Points that pay, are earned, come back with a part, and end; growth that a refund lowers, and that ends.
  const bought = await order(shop, her, [{ skuId, quantity: 2 }], 300);
  await pay(shop, her, bought.id);
  await app.settle();
  await api('POST /api/admin/orders/:id/refunds', {
    ...as,
    params: { id: bought.id },
    body: { reason: '少一件', lines: [{ lineId: `${bought.id}.0`, quantity: 1 }] },
    key: randomUUID(),
  });
  const before = await told();
  for (const _ of [1, 2, 3, 4, 5]) await app.advance(5 * DAY_MS, 3_600_000);
  expect(await told()).toEqual(before);

  const again = await order(shop, her, [{ skuId, quantity: 1 }]);
  await pay(shop, her, again.id);
  await app.settle();
  await sql`update loyalty.lot set rest = rest - 7 where order_id = ${again.id}`.execute(app.ctx.db);
  await sql`update loyalty.standing set growth = growth + 11 where member_id = ${her.memberId}`.execute(app.ctx.db);
  await app.advance(2 * DAY_MS, 3_600_000);
  const fresh = (await told()).filter((one) => !before.some((old) => String(old) === String(one)));
  expect(fresh.map(([kind]) => kind).toSorted()).toEqual(['growth_sums', 'points_sums']);
  expect(String(fresh)).toMatch(/: growth 311 ≠ 300/);
  expect(String(fresh)).toMatch(/: points 591 ≠ 598/);
});
