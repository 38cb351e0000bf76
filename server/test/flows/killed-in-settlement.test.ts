import type { KyselyPlugin } from 'kysely';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { closeSessions, lapseTakes } from '../../src/domains/activities/flash-sale/close.ts';
import { closeTeams, refundTeams } from '../../src/domains/activities/teams/close.ts';
import { activitiesTest } from '../../src/domains/activities/testing.ts';
import { createProduct, stockOf } from '../../src/domains/catalog/testing.ts';
import { distributionBook } from '../../src/domains/distribution/domain.ts';
import { releaseCommissions } from '../../src/domains/distribution/release.ts';
import { announcePaid, announceReceived, distributionTest } from '../../src/domains/distribution/testing.ts';
import { leaderTest, waveValues } from '../../src/domains/leaders/testing.ts';
import { closeWaves, giveWavesBack } from '../../src/domains/leaders/waves/close.ts';
import { createMember } from '../../src/domains/members/testing.ts';
import { bookMismatches, createBuyer, payTestOrder, type TestBuyer } from '../../src/domains/orders/testing.ts';
import { createStore } from '../../src/domains/stores/testing.ts';
import { addDays, DAY_MS, dayStart, MINUTE_MS, minuteOfDay, shanghaiDay } from '../../src/platform/calendar.ts';
import type { Ctx } from '../../src/platform/ctx.ts';
import type { Sweep } from '../../src/platform/sweeps.ts';
import { alone } from '../../src/platform/testing/alone.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// A worker is killed with -9 while it settles a play: before its first statement, before its second, and so on. What was committed stays, the
// rest never happened, and nobody says goodbye. Whoever comes next finds all of it, and each piece and fen once.

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });
const { live } = activitiesTest(app);
const HOUR_MS = 60 * MINUTE_MS;

/** A connection that is gone from its n-th statement on. */
function deathAt(n: number) {
  let asked = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      asked += 1;
      if (asked >= n) throw new Error('killed');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { plugin, died: () => asked >= n };
}

/** Killed at each statement in turn, until one process gets through and has nothing left to do; answers how often one died. */
async function killed(sweep: Sweep, at: Date): Promise<number> {
  for (let n = 1; n < 500; n += 1) {
    const { plugin, died } = deathAt(n);
    // What is tried again later is due by then.
    const now = new Date(at.getTime() + n * 6 * MINUTE_MS);
    const dying: Ctx = { ...ctx, now: () => now, db: ctx.db.withPlugin(plugin) };
    const done = await sweep.run(dying, alone).catch((error: unknown) => {
      if (died()) return null;
      throw error;
    });
    if (!died() && done === 0) return n - 1;
  }
  throw new Error(`${sweep.name} never ended`);
}

type Asked = { readonly activity: string; readonly team?: string };
async function bought({ token, addressId }: TestBuyer, skuId: string, play: Asked, more: object = {}): Promise<string> {
  const asked = { lines: [{ skuId, quantity: 1 }], play };
  const body = { ...asked, ...('pickup' in more ? {} : { addressId }), ...more };
  const quoted = { ...asked, ...('pickup' in more ? { collects: true } : {}) };
  const { payable } = (await app.call('POST /api/shop/quote', { token, body: quoted })).body;
  const placed = await app.call('POST /api/shop/orders', { token, body: { ...body, expectedPayable: payable } });
  expect([placed.status, placed.body.error]).toEqual([200, undefined]);
  await payTestOrder(app, placed.body);
  await app.settle();
  return String(placed.body.id);
}

const buyers = async (n: number) => Promise.all(Array.from({ length: n }, async () => createBuyer(ctx)));

/** Of these orders: how many requests for money back each has, and what is missing or too much. */
async function givenBack(orders: readonly string[]) {
  const { rows } = await sql<{ refunds: number; wrong: number }>`
    select count(r.id)::int as refunds, (o.paid - coalesce(sum(r.amount), 0))::int as wrong
    from orders.placed o left join orders.refund r on r.order_id = o.id where o.id = any(${[...orders]}::text[]) group by o.id, o.paid
  `.execute(ctx.db);
  return rows;
}
const once = (orders: readonly string[]) => orders.map(() => ({ refunds: 1, wrong: 0 }));

it('teams that were not completed: each order goes back whole, once', async () => {
  const { skuId } = await createProduct(ctx, { price: 100_00, stock: 50 });
  const id = await live('group_buy', {
    ...{ size: 3, hours: 24, perMember: 9, goods: [{ sku: skuId, price: 60_00 }], tiers: [] },
  });
  const orders: string[] = [];
  for (const [leads, joins] of [await buyers(2), await buyers(2)]) {
    if (!leads || !joins) throw new Error('nobody');
    const first = await bought(leads, skuId, { activity: id });
    const { holds } = (await app.call(`GET /api/shop/orders/${first}`, { token: leads.token })).body;
    orders.push(first, await bought(joins, skuId, { activity: id, team: holds[0].team }));
  }
  const later = new Date(ctx.now().getTime() + 25 * HOUR_MS);
  expect(await killed(closeTeams, later)).toBeGreaterThan(3);
  const { rows: teams } = await sql<{ state: string }>`select state from activities.team`.execute(ctx.db);
  expect(teams.map(({ state }) => state)).toEqual(['failed', 'failed']);
  expect(await killed(refundTeams, new Date(later.getTime() + DAY_MS))).toBeGreaterThan(10);
  expect(await givenBack(orders)).toEqual(once(orders));
  const { rows } = await sql<{ taken: number }>`select taken from activities.activity where id = ${id}`.execute(ctx.db);
  expect(rows).toEqual([{ taken: 0 }]);
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('waves: those of a cancelled one go back once, pieces that were set aside and nobody has are the shop’s again', async () => {
  const { admin, sound, rules, leader } = leaderTest(app);
  await rules({ byRule: 'off', reward: 0 });
  const { skuId } = await createProduct(ctx, { price: 20_00, stock: 40 });
  const storeId = (await createStore(ctx, { name: '阳光花园', pickup: false })).id;
  const { ldr } = await leader(storeId);
  const tomorrow = addDays(shanghaiDay(ctx.now()), 1);
  const wave = async (name: string, stock: 'shop' | 'own') => {
    const goods = [{ sku: skuId, price: 15_00, cap: stock === 'own' ? 10 : null }];
    const { id } = await sound(
      admin('POST /api/admin/waves', { values: waveValues(ctx.now(), name, skuId, { goods, stock }) }),
    );
    await sound(admin(`POST /api/admin/waves/${id}/publication`, {}));
    return id;
  };
  const [gone, kept] = [await wave('取消的', 'shop'), await wave('成了的', 'own')];
  expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 40, reserved: 10 });
  const from = new Date(dayStart(tomorrow).getTime() + 40 * MINUTE_MS).toISOString();
  const pickup = { storeId, from, name: '王芳', phone: '13800138000' };
  const order = async (activity: string) => {
    const [her] = await buyers(1);
    if (!her) throw new Error('nobody');
    return bought(her, skuId, { activity, team: ldr }, { pickup });
  };
  const orders = [await order(gone), await order(gone), await order(gone)];
  await order(kept);
  await sound(admin(`POST /api/admin/waves/${gone}/cancellation`, { because: '货没到' }));
  const cut = new Date(dayStart(tomorrow).getTime() + 60 * MINUTE_MS);
  expect(await killed(giveWavesBack, cut)).toBeGreaterThan(10);
  expect(await givenBack(orders)).toEqual(once(orders));
  expect(await killed(closeWaves, cut)).toBeGreaterThan(3);
  const { rows } = await sql<{ closed: boolean }>`select closed_at is not null as closed from leaders.wave`.execute(
    ctx.db,
  );
  expect(rows).toEqual([{ closed: true }, { closed: true }]);
  // Nine of ten that were set aside are back; the four that were sold have left.
  expect((await stockOf(ctx, skuId)).reserved).toBe(0);
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('commissions: what waited long enough is hers once, as the ledger has it', async () => {
  const { rules, plan, distributor, opens, money } = distributionTest(app);
  await rules({ join: 'application' });
  await plan();
  const { id: productId } = await createProduct(ctx, { price: 100_00, stock: 50 });
  const hers = [await distributor(), await distributor()];
  for (const { code } of hers)
    for (const paid of [100_00, 33_33]) {
      const customer = await createMember(ctx);
      await opens(customer, code);
      const order = await announcePaid(ctx, customer, [{ productId, quantity: 1, payable: paid }]);
      await app.settle();
      await announceReceived(ctx, customer, order);
      await app.settle();
    }
  const before = await Promise.all(hers.map(money));
  expect(before).toEqual(hers.map(() => ({ frozen: 13_33, balance: 0 })));
  expect(await killed(releaseCommissions, new Date(ctx.now().getTime() + 60 * DAY_MS))).toBeGreaterThan(5);
  expect(await Promise.all(hers.map(money))).toEqual(hers.map(() => ({ frozen: 0, balance: 13_33 })));
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from distribution.entry where kind = 'released'
  `.execute(ctx.db);
  expect(rows).toEqual([{ count: 4 }]);
  expect(await distributionBook.compare(ctx)).toEqual([]);
});

it('sessions of a flash sale: what lapsed comes back into them, and what nobody has to the shop, once', async () => {
  const { skuId } = await createProduct(ctx, { price: 100_00, stock: 20 });
  const today = shanghaiDay(ctx.now());
  const id = await live('flash_sale', {
    ...{ days: { from: today, to: today }, sessions: [{ from: minuteOfDay(ctx.now()) - 1, minutes: 30 }] },
    ...{ goods: [{ sku: skuId, price: 60_00, stock: 8 }], perOrder: 2, perMember: 2, payMinutes: 10 },
  });
  const [buys, lets] = await buyers(2);
  if (!buys || !lets) throw new Error('nobody');
  const take = async ({ token }: TestBuyer) =>
    (await app.call(`POST /api/shop/activities/${id}/takes`, { token, body: { skuId, quantity: 1 } })).body.taking;
  expect([await take(buys), await take(lets)]).toEqual(['kept', 'kept']);
  await bought(buys, skuId, { activity: id });
  const later = new Date(ctx.now().getTime() + HOUR_MS);
  expect(await killed(lapseTakes, later)).toBeGreaterThan(2);
  expect(await killed(closeSessions, later)).toBeGreaterThan(4);
  const { rows } = await sql<{ total: number; unsold: number; back: number; closed: boolean }>`
    select k.total, k.unsold, k.back, s.closed_at is not null as closed from activities.flash_stock k
    join activities.flash_session s on s.no = k.session_no where k.sku_id = ${skuId}
  `.execute(ctx.db);
  expect(rows).toEqual([{ total: 8, unsold: 7, back: 7, closed: true }]);
  expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 19, reserved: 0 });
  expect(await bookMismatches(ctx)).toEqual([]);
});
