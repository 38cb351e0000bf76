import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { shopSettings } from '../../platform/shop-settings.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { distributionBook } from '../distribution/domain.ts';
import { announcePaid, announceReceived, announceRefunded } from '../distribution/testing.ts';
import { becomeOne, createMember, givePhone, signedInAgain } from '../members/testing.ts';
import { createBuyer, receivedOrder } from '../orders/testing.ts';
import { createStore } from '../stores/testing.ts';
import { leaderTest, type TestLeader } from './testing.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 240_000 });
const { admin, sound, shop, rules, leader, visits, money } = leaderTest(app);
const REFUND_DAYS = 1;
let product = { id: '', skuId: '' };

beforeAll(async () => {
  const { id, skuId } = await createProduct(ctx, { price: 50_00, stock: 500 });
  product = { id, skuId };
  const stored = await getSetting(ctx, shopSettings);
  await putSetting(ctx, shopSettings, { ...stored, order: { ...stored.order, refundDays: REFUND_DAYS } });
  await rules({ byRule: 'off', reward: 500, rewardFor: 'first_order', rewardLeast: 1000, rewardMost: 100 });
});

const goods = (payable: number, quantity = 1) => [{ productId: product.id, quantity, payable }];
const neighbourOf = async ({ code }: Pick<TestLeader, 'code'>, device?: string) => {
  const her = await createMember(ctx);
  await visits(her, code, device);
  return her;
};
const shown = async ({ ldr }: TestLeader) => sound(admin(`GET /api/admin/leaders/${ldr}`));

describe('who may be a leader', () => {
  it('meets the rule by her orders, is proposed once, and is one when the shop says so', async () => {
    await rules({ byRule: 'propose', orders: 2, days: 30 });
    const buyer = await createBuyer(ctx);
    await receivedOrder(app, buyer, [{ skuId: product.skuId, quantity: 1 }]);
    await app.settle();
    const proposed = async () => (await sound(admin('GET /api/admin/leaders?state=proposed'))).items;
    expect(await proposed()).toEqual([]);
    await receivedOrder(app, buyer, [{ skuId: product.skuId, quantity: 1 }]);
    await app.settle();
    await receivedOrder(app, buyer, [{ skuId: product.skuId, quantity: 1 }]);
    await app.settle();
    const [one, ...more] = await proposed();
    expect(more).toEqual([]);
    expect(one).toMatchObject({ way: 'rule', orders: 3, code: '', person: { memberId: buyer.id } });
    expect((await shop('GET /api/shop/leaders/mine', buyer)).state).toBeNull();
    expect(await sound(admin('POST /api/admin/leaders/proposals', {}))).toEqual({ proposed: 0 });
    const place = await createStore(ctx, { name: '阳光花园提货点' });
    const review = { outcome: 'approved', because: '', storeId: place.id };
    const letIn = await sound(admin(`POST /api/admin/leaders/${one.id}/review`, review));
    expect(letIn).toMatchObject({ state: 'active', point: { name: '阳光花园提货点' } });
    expect(letIn.code).toMatch(/^[0-9a-z]{7}$/);
    expect((await admin(`POST /api/admin/leaders/${one.id}/review`, review)).body.error.code).toBe(
      'leaders.not_waiting',
    );
    expect((await shop('GET /api/shop/leaders/mine', buyer)).code).toBe(letIn.code);
    await rules({ byRule: 'automatic' });
    const other = await createBuyer(ctx);
    for (const _ of [1, 2]) await receivedOrder(app, other, [{ skuId: product.skuId, quantity: 1 }]);
    await app.settle();
    expect((await shop('GET /api/shop/leaders/mine', other)).state).toBe('active');
    await rules({ byRule: 'off' });
  });

  it('serves a place alone, and a store with stock of its own is none', async () => {
    const place = await createStore(ctx, { name: '一号楼' });
    const own = await createStore(ctx, { name: '自营店', ownStock: true });
    const [her, other] = [await leader(place.id), await leader()];
    const point = async ({ ldr }: TestLeader, storeId: string | null) =>
      (await admin(`POST /api/admin/leaders/${ldr}/point`, { storeId })).body;
    expect((await point(other, place.id)).error.code).toBe('leaders.point_taken');
    expect((await point(other, own.id)).error.code).toBe('leaders.own_stock');
    await sound(admin(`POST /api/admin/leaders/${her.ldr}/move`, { to: 'ended', because: '搬家' }));
    expect((await point(other, place.id)).point.name).toBe('一号楼');
    const back = await admin(`POST /api/admin/leaders/${her.ldr}/move`, { to: 'active', because: '回来了' });
    expect(back.body.error.code).toBe('leaders.point_taken');
  });
});

describe('a new neighbour', () => {
  it('brings the reward by her first order of enough, once, when nothing can come back any more', async () => {
    const her = await leader();
    const neighbour = await neighbourOf(her);
    await announcePaid(ctx, neighbour, goods(9_99));
    await app.settle();
    expect(await money(her)).toEqual({ frozen: 0, balance: 0 });
    const order = await announcePaid(ctx, neighbour, goods(10_00));
    await announcePaid(ctx, neighbour, goods(80_00));
    await app.settle();
    expect(await money(her)).toEqual({ frozen: 5_00, balance: 0 });
    expect(await shown(her)).toMatchObject({ neighbours: 1, newcomers: 1, counted: 1, earned: 5_00, frozen: 5_00 });
    await announceReceived(ctx, neighbour, order);
    await app.settle();
    await app.advance(REFUND_DAYS * DAY_MS + 60_000);
    expect(await money(her)).toEqual({ frozen: 0, balance: 5_00 });
    expect((await shop('GET /api/shop/leaders/neighbours', signedInAgain(ctx, her))).items).toMatchObject([
      { state: 'counted', reward: 5_00 },
    ]);
    expect(await distributionBook.compare(ctx)).toEqual([]);
  });

  it('is nobody else’s afterwards, is not the leader herself, and was not here before', async () => {
    const [her, other] = [await leader(), await leader()];
    const neighbour = await neighbourOf(her);
    await visits(neighbour, other.code);
    await visits(her, her.code);
    const known = await createMember(ctx);
    await sql`update members.member set created_at = created_at - interval '1 hour' where id = ${known.id}`.execute(
      ctx.db,
    );
    await visits(known, other.code);
    await announcePaid(ctx, neighbour, goods(20_00));
    await announcePaid(ctx, known, goods(20_00));
    await announcePaid(ctx, her, goods(20_00));
    await app.settle();
    expect([await money(her), await money(other)]).toEqual([
      { frozen: 5_00, balance: 0 },
      { frozen: 0, balance: 0 },
    ]);
    expect(await shown(other)).toMatchObject({ neighbours: 1, newcomers: 0, counted: 0 });
  });

  it('loses it by refunds that leave less than enough, whatever they are and at whatever stage', async () => {
    const her = await leader();
    const act = fc.record({
      paid: fc.integer({ min: 10_00, max: 60_00 }),
      backs: fc.array(fc.integer({ min: 1, max: 40_00 }), { maxLength: 3 }),
      whole: fc.boolean(),
      late: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 12, maxLength: 12 }), async (people) => {
        const before = await money(her);
        const told = await Promise.all(
          people.map(async (one) => {
            const neighbour = await neighbourOf(her);
            return { ...one, neighbour, order: await announcePaid(ctx, neighbour, goods(one.paid)) };
          }),
        );
        await app.settle();
        let expected = before.frozen + before.balance;
        const giveBack = async (late: boolean) => {
          for (const { paid, backs, whole, neighbour, order, late: when } of told) {
            if (when !== late) continue;
            let left = paid;
            for (const asked of backs) {
              const amount = Math.min(asked, left);
              if (amount === 0) continue;
              left -= amount;
              await announceRefunded(ctx, neighbour, order, { lines: [{ at: 0, quantity: 0, amount }] });
            }
            if (whole && left > 0)
              await announceRefunded(ctx, neighbour, order, {
                whole: true,
                lines: [{ at: 0, quantity: 1, amount: left }],
              });
            if (left >= 10_00 && !whole) expected += 5_00;
          }
        };
        await giveBack(false);
        for (const { neighbour, order } of told) await announceReceived(ctx, neighbour, order);
        await app.settle();
        await app.advance(REFUND_DAYS * DAY_MS + 60_000);
        await giveBack(true);
        await app.settle();
        const after = await money(her);
        expect(after.frozen + after.balance).toBe(expected);
        expect((await shown(her)).earned).toBe(expected);
      }),
      { numRuns: 1 },
    );
    expect(await distributionBook.compare(ctx)).toEqual([]);
  });

  it('by registering brings it days later; a month has a limit that many at one moment do not pass', async () => {
    await rules({ rewardFor: 'registers', rewardDays: 2, rewardMost: 3 });
    const her = await leader();
    const people = await Promise.all(Array.from({ length: 5 }, async () => neighbourOf(her)));
    await Promise.all(people.map(async ({ id }, n) => givePhone(ctx, id, `1380013${4000 + n}`)));
    await app.advance(30 * 60_000);
    expect(await money(her)).toEqual({ frozen: 15_00, balance: 0 });
    expect(await shown(her)).toMatchObject({ counted: 5, earned: 15_00 });
    await app.advance(2 * DAY_MS);
    expect(await money(her)).toEqual({ frozen: 0, balance: 15_00 });
    const { items } = await sound(admin(`GET /api/admin/commissions?distributor=${her.dst}`));
    expect(items[0]).toMatchObject({ earnedFor: 'neighbour', order: { id: '', number: '' }, left: 5_00 });
    await rules({ rewardFor: 'first_order', rewardLeast: 1000, rewardMost: 100 });
  });

  it('is looked at where many came by phones of one kind on one network', async () => {
    const her = await leader();
    const people = await Promise.all(Array.from({ length: 3 }, async () => neighbourOf(her, 'Mate 60 390x844')));
    for (const person of people) {
      await announcePaid(ctx, person, goods(30_00));
      await app.settle();
    }
    const { items } = await sound(admin(`GET /api/admin/commissions?state=held&distributor=${her.dst}`));
    expect(items).toHaveLength(1);
    expect(items[0].held.zh).toContain('3 人');
  });

  it('goes with a merge and comes back apart; of two leaders one goes on with both', async () => {
    const [one, two] = [await leader(), await leader()];
    const neighbour = await neighbourOf(two);
    await announcePaid(ctx, neighbour, goods(30_00));
    await app.settle();
    await becomeOne(ctx, one, two);
    await app.settle();
    expect(await shown(one)).toMatchObject({ neighbours: 1, counted: 1, earned: 5_00 });
    const late = await neighbourOf(two);
    await announcePaid(ctx, late, goods(30_00));
    await app.settle();
    expect(await shown(one)).toMatchObject({ neighbours: 2, counted: 2, earned: 10_00 });
    expect(await distributionBook.compare(ctx)).toEqual([]);
  });
});
