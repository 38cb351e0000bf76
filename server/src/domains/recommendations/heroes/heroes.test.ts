import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { createMember, signedInAgain, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { orderPaid } from '../../orders/events.ts';
import { aBlock, pagesTest } from '../../pages/testing.ts';
import { choose } from './choose.ts';
import { mondayOf } from './weeks.ts';

vi.setConfig({ testTimeout: 240_000 });
const app = await testApp();
const { ctx } = app;

const admin = async (route: string, body?: object) => {
  const { cookie } = await signedIn(ctx);
  const answer = await app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
  expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  return answer.body;
};

async function buys(her: TestMember, daysAgo: number, productIds: readonly string[]): Promise<void> {
  const orderId = newId('ord');
  const lines = productIds.map((productId, n) => ({
    ...{ lineId: `${orderId}_${n}`, productId, skuId: `sku_${productId}`, categoryId: 'cat_1', name: productId },
    ...{ quantity: 1, payable: 1000 },
  }));
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderPaid, {
      personNo: her.personNo,
      at: new Date(ctx.now().getTime() - daysAgo * DAY_MS),
      payload: {
        ...{ orderId, number: `HS${orderId.slice(-8)}`, memberId: her.id, amount: 1000 * lines.length },
        ...{ source: 'shop' as const, first: false, offers: [], lines },
      },
    }),
  );
}

it('a list has what is pinned first and each once, and half of the rest is new as far as there is enough', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 40 });
  fc.assert(
    fc.property(ids, ids, ids, fc.integer({ min: 10, max: 20 }), (ranked, pinned, before, most) => {
      const seen = new Set(before);
      const list = choose({ most, pinned, ranked, before: seen });
      const first = pinned.slice(0, most);
      expect(list.slice(0, first.length)).toEqual(first);
      expect(new Set(list).size).toBe(list.length);
      expect(list.length).toBe(Math.min(most, new Set([...first, ...ranked]).size));
      const rest = ranked.filter((id) => !first.includes(id));
      const fresh = list.slice(first.length).filter((id) => !seen.has(id));
      const enough = Math.min(Math.floor((most - first.length) / 2), rest.filter((id) => !seen.has(id)).length);
      expect(fresh.length).toBeGreaterThanOrEqual(enough);
      // The best of what is not pinned comes before worse ones.
      expect(list.slice(first.length)).toEqual(rest.filter((id) => list.includes(id)));
    }),
  );
});

it('proposes what is bought again, surely and under the price; shows the list of the week, and a new one on Monday', async () => {
  const made = await Promise.all(
    [20_00, 30_00, 90_00, 25_00].map(async (price) => (await createProduct(ctx, { price, stock: 50 })).id),
  );
  const [sure, lucky, dear, pinned] = made as [string, string, string, string];
  const people = await Promise.all(Array.from({ length: 12 }, async () => createMember(ctx)));
  for (const [at, her] of people.entries()) {
    await buys(her, 60, at < 5 ? [sure, lucky, dear] : [sure, dear]);
    if (at < 10) await buys(her, 45, [sure, dear]);
    if (at < 4) await buys(her, 40, [lucky]);
    // Twice on one day is once, and later than a month is too late.
    await buys(her, 60, [pinned]);
    await buys(her, 60, [pinned]);
    await buys(her, 20, [pinned]);
  }
  const young = await createMember(ctx);
  await buys(young, 3, [sure]);
  await buys(young, 1, [sure]);
  await app.settle();
  await expect
    .poll(async () => (await admin('GET /api/admin/heroes')).proposed.length, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(3);
  const { proposed } = await admin('GET /api/admin/heroes');
  type Figures = { productId: string; buyers: number; again: number; rate: { low: number; high: number } };
  // Four of five is less sure than ten of twelve.
  expect(proposed.map(({ productId, buyers, again }: Figures) => [productId, buyers, again])).toEqual([
    [sure, 12, 10],
    [lucky, 5, 4],
    [pinned, 12, 0],
  ]);
  expect(proposed[0].rate.low).toBeGreaterThan(proposed[1].rate.low);
  const rules = { on: true, priceTo: 39_90, most: 10, pinned: [pinned] };
  await admin('PUT /api/admin/settings/heroes', rules);
  const week = mondayOf(shanghaiDay(ctx.now()));
  const lists = async () =>
    (await admin('GET /api/admin/heroes')).weeks.map((one: { week: string; items: { productId: string }[] }) => [
      one.week,
      one.items.map(({ productId }) => productId),
    ]);
  expect(await lists()).toEqual([[week, [pinned, sure, lucky]]]);

  const { make, save, publish, sees } = pagesTest(app);
  const { id } = await make('爆品页', 'free');
  await save(id, [aBlock('heroes', 'products', { source: 'heroes', most: 20 })]);
  await publish(id);
  const shown = async () =>
    (await sees(signedInAgain(ctx, young), `kind=free&id=${id}`)).blocks[0]?.content.items?.map((item) => item.id);
  expect(await shown()).toEqual([pinned, sure, lucky]);
  // What costs more than the line by now is not shown, and comes back with its price.
  await admin('PUT /api/admin/settings/heroes', { ...rules, priceTo: 22_00 });
  expect(await shown()).toEqual([sure]);
  await admin('PUT /api/admin/settings/heroes', rules);
  const next = addDays(week, 7);
  await app.advance(dayStart(next).getTime() + 5 * 3_600_000 - 120_000 - ctx.now().getTime());
  expect(await lists()).toHaveLength(1);
  await app.advance(121_000);
  await app.settle();
  expect((await lists())[0]?.[0]).toBe(next);
  expect((await lists())[1]).toEqual([week, [pinned, sure, lucky]]);
  await admin('PUT /api/admin/settings/heroes', { ...rules, on: false });
  await app.advance(8 * DAY_MS);
  await app.settle();
  expect(await lists()).toHaveLength(2);
});
