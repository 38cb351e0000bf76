import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { inTransaction } from '../../../platform/db.ts';
import { newId } from '../../../platform/ids.ts';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { alone } from '../../../platform/testing/alone.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { distributionBook } from '../../distribution/domain.ts';
import { announceRefunded } from '../../distribution/testing.ts';
import { signedInAgain, type TestMember } from '../../members/testing.ts';
import { bookMismatches, createBuyer, payTestOrder, type TestBuyer } from '../../orders/testing.ts';
import { createStore } from '../../stores/testing.ts';
import { leaderTest, type TestLeader, waveValues } from '../testing.ts';
import { closeWaves, giveWavesBack } from './close.ts';
import { decideClaims } from './decide.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 360_000 });
const { admin, sound, shop, rules, leader, visits, money } = leaderTest(app);
const today = shanghaiDay(ctx.now());
const tomorrow = addDays(today, 1);
const CUT = new Date(dayStart(tomorrow).getTime() + 30 * MINUTE_MS);
const goods = { a: { id: '', skuId: '' }, b: { id: '', skuId: '' } };
let zhang: TestLeader;
let li: TestLeader;
const points = { zhang: '', li: '' };

beforeAll(async () => {
  const stored = await getSetting(ctx, shopSettings);
  await putSetting(ctx, shopSettings, { ...stored, order: { ...stored.order, refundDays: 1 } });
  await rules({ byRule: 'off', reward: 0 });
  goods.a = await createProduct(ctx, { price: 20_00, stock: 400 });
  goods.b = await createProduct(ctx, { price: 9_90, stock: 400 });
  points.zhang = (await createStore(ctx, { name: '阳光花园', pickup: false })).id;
  points.li = (await createStore(ctx, { name: '世纪新村', pickup: false })).id;
  zhang = await leader(points.zhang);
  li = await leader(points.li);
});

type Asked = { readonly cap?: number | null; readonly values?: object };

async function wave({ cap = null, values = {} }: Asked = {}): Promise<string> {
  const both = [
    { sku: goods.a.skuId, price: 15_00, cap },
    { sku: goods.b.skuId, price: 6_66, cap },
  ];
  const named = waveValues(ctx.now(), newId('t').slice(-8), goods.a.skuId, { goods: both, ...values });
  const { id } = await sound(admin('POST /api/admin/waves', { values: named }));
  await sound(admin(`POST /api/admin/waves/${id}/publication`, {}));
  return id;
}

type Line = { readonly skuId: string; readonly quantity: number };
const lineOf = (good: 'a' | 'b', quantity = 1): Line => ({ skuId: goods[good].skuId, quantity });

async function order(buyer: Pick<TestMember, 'token'>, id: string, lines: readonly Line[], of: TestLeader = zhang) {
  const play = { activity: id, team: of.ldr };
  const storeId = of === zhang ? points.zhang : points.li;
  const { token } = buyer;
  const quote = await app.call('POST /api/shop/quote', { token, body: { lines, play, collects: true } });
  if (quote.status !== 200) return quote;
  const from = new Date(dayStart(tomorrow).getTime() + 40 * MINUTE_MS).toISOString();
  const pickup = { storeId, from, name: '王芳', phone: '13800138000' };
  return app.call('POST /api/shop/orders', {
    token,
    headers: { 'idempotency-key': newId('key') },
    body: { lines, play, pickup, expectedPayable: quote.body.payable },
  });
}

async function bought(buyer: TestBuyer, id: string, lines: readonly Line[], of: TestLeader = zhang) {
  const placed = await order(buyer, id, lines, of);
  expect([placed.status, placed.body.error]).toEqual([200, undefined]);
  await payTestOrder(app, placed.body);
  return { orderId: String(placed.body.id), number: String(placed.body.number), lines, buyer };
}

const read = async (id: string) => sound(admin(`GET /api/admin/waves/${id}`));
const listed = async (id: string, of: TestLeader) =>
  (await sound(admin(`GET /api/admin/waves/${id}/list?leader=${of.ldr}`))).items;
const lineIds = ({ orderId, lines }: { readonly orderId: string; readonly lines: readonly Line[] }) => ({
  orderId,
  lineIds: lines.map((_, at) => `${orderId}.${at}`),
});

it('gives each piece to one, whoever asks with whom: nobody has more than there is, or more than one may have', () => {
  const ask = fc.record({
    waveNo: fc.constantFrom(1, 2),
    personNo: fc.integer({ min: 1, max: 4 }),
    pieces: fc.uniqueArray(fc.record({ skuId: fc.constantFrom('a', 'b'), quantity: fc.integer({ min: 1, max: 4 }) }), {
      selector: ({ skuId }) => skuId,
      minLength: 1,
    }),
  });
  fc.assert(
    fc.property(fc.array(ask), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 6 }), (asks, cap, most) => {
      const rows = [1, 2].flatMap((waveNo) => ['a', 'b'].map((skuId) => ({ waveNo, skuId, price: 1, cap, sold: 0 })));
      const verdicts = decideClaims(
        asks.map((one) => ({ ...one, most, refusal: null })),
        { goods: rows, had: [] },
      );
      const sold = new Map<string, number>();
      for (const [at, { waveNo, personNo, pieces }] of asks.entries())
        for (const { skuId, quantity } of verdicts[at] === null ? pieces : [])
          for (const key of [`${waveNo} ${skuId}`, `${waveNo} ${skuId} ${personNo}`])
            sold.set(key, (sold.get(key) ?? 0) + quantity);
      for (const [key, units] of sold) expect(units).toBeLessThanOrEqual(key.split(' ').length === 2 ? cap : most);
      const [first] = asks;
      if (first?.pieces.every(({ quantity }) => quantity <= Math.min(cap, most))) expect(verdicts[0]).toBeNull();
    }),
  );
});

it('sells its cap to many at one moment, each at her leader’s place, and takes back what is never paid', async () => {
  const id = await wave({ cap: 6, values: { perMember: 2 } });
  const buyers = await Promise.all(Array.from({ length: 9 }, async () => createBuyer(ctx)));
  const told = await Promise.all(buyers.map(async (buyer) => order(buyer, id, [lineOf('a')])));
  const refused = told.flatMap(({ body }) => body.error?.code ?? []);
  expect([told.length - refused.length, new Set(refused)]).toEqual([6, new Set(['leaders.wave_sold_out'])]);
  const [winner = 0] = told.flatMap(({ body }, at) => (body.error === undefined ? [at] : []));
  await app.call(`POST /api/shop/orders/${told[winner]?.body.id}/cancellation`, {
    token: buyers[winner]?.token ?? '',
    body: {},
  });
  const late = await createBuyer(ctx);
  expect((await order(late, id, [lineOf('a', 2)])).body.error.code).toBe('leaders.wave_short');
  expect((await order(late, id, [lineOf('a'), lineOf('b', 3)])).body.error.code).toBe('leaders.wave_most');
  expect((await order(late, id, [lineOf('a'), lineOf('b')])).status).toBe(200);
  expect(await bookMismatches(ctx)).toEqual([]);
  const sent = { lines: [lineOf('b')], play: { activity: id, team: zhang.ldr } };
  expect((await app.call('POST /api/shop/quote', { token: late.token, body: sent })).body.error.code).toBe(
    'orders.play_collected_only',
  );
  expect((await app.call(`GET /api/shop/waves/${id}?l=${li.code}`, { token: late.token })).body.leader.id).toBe(li.ldr);
});

it('goes its whole way: lists, arrival, one hand-out, a commission that refunds lower at whatever stage, figures as recounted', async () => {
  const set = await wave({ values: { stock: 'own', goods: [{ sku: goods.a.skuId, price: 15_00, cap: 50 }] } });
  const id = await wave();
  const cancelled = await wave();
  expect(await bookMismatches(ctx)).toEqual([]);
  const people = await Promise.all(Array.from({ length: 6 }, async () => createBuyer(ctx)));
  const [ann, ben, cai, dan, eva, fei] = people;
  if (!ann || !ben || !cai || !dan || !eva || !fei) throw new Error('six people');
  await visits(ann, zhang.code);
  const orders = {
    ann: await bought(ann, id, [lineOf('a', 2), lineOf('b')]),
    ben: await bought(ben, id, [lineOf('b', 3)]),
    cai: await bought(cai, id, [lineOf('a')], li),
    dan: await bought(dan, id, [lineOf('a', 4)]),
    own: await bought(eva, set, [lineOf('a', 5)]),
    gone: [await bought(fei, cancelled, [lineOf('a')]), await bought(ann, cancelled, [lineOf('b', 2)], li)],
  };
  await app.settle();
  expect(await bookMismatches(ctx)).toEqual([]);
  expect((await money(zhang)).frozen).toBe(3_00 + 66 + 1_99 + 6_00 + 7_50 + 1_50);
  // Before the cut-off: two of four go back, and are there for the next.
  await announceRefunded(ctx, dan, lineIds(orders.dan), { lines: [{ at: 0, quantity: 2, amount: 30_00 }] });
  await app.settle();
  const shown = await shop(`GET /api/shop/waves/${id}?l=${zhang.code}`, signedInAgain(ctx, ann));
  expect(shown).toMatchObject({ state: 'open', people: 4, leader: { point: { name: '阳光花园' } } });
  expect(shown.goods.map(({ taken, hers }: { taken: number; hers: number }) => [taken, hers])).toEqual([
    [5, 2],
    [4, 1],
  ]);
  expect(shown.recent).toHaveLength(3);
  expect((await admin(`POST /api/admin/waves/${id}/arrivals`, { leaderIds: [] })).body.error.code).toBe(
    'leaders.wave_not_cut',
  );
  // Cancelled while somebody orders: whoever was in goes back once, however often the sweep is interrupted.
  const racing = await createBuyer(ctx);
  const [late] = await Promise.all([
    order(racing, cancelled, [lineOf('a')]),
    sound(admin(`POST /api/admin/waves/${cancelled}/cancellation`, { because: '货没到' })),
  ]);
  expect([undefined, 'leaders.wave_over']).toContain(late.body.error?.code);
  const killed = inTransaction(ctx, async (ctx) => {
    await giveWavesBack.run(ctx, alone);
    throw new Error('killed half way');
  });
  await expect(killed).rejects.toThrow('killed');
  await Promise.all([giveWavesBack.run(ctx, alone), giveWavesBack.run(ctx, alone)]);
  const { rows: given } = await sql<{ orderId: string; amount: number }>`
    select order_id, sum(amount)::int as amount from orders.refund
    where order_id = any(${orders.gone.map(({ orderId }) => orderId)}::text[]) group by 1 having count(*) = 1 order by 2
  `.execute(ctx.db);
  expect(given.map(({ amount }) => amount)).toEqual([13_32, 15_00]);

  await app.advance(CUT.getTime() - ctx.now().getTime());
  expect((await order(signedInAgain(ctx, ben), id, [lineOf('b')])).body.error.code).toBe('leaders.wave_over');
  await app.advance(11 * MINUTE_MS);
  await closeWaves.run(ctx, alone);
  expect([(await read(id)).final, (await read(set)).final]).toEqual([true, true]);
  expect(await bookMismatches(ctx)).toEqual([]);

  const rows = await listed(id, zhang);
  expect(rows.map(({ units, state }: { units: number; state: string }) => `${units} ${state}`).sort()).toEqual([
    '2 paid',
    '3 paid',
    '3 paid',
  ]);
  expect(rows[0]).toMatchObject({ name: '王芳', phone: '13800138000', point: '阳光花园' });
  expect((await admin(`GET /api/admin/waves/${id}/goods.csv?language=en`)).status).toBe(200);
  expect((await admin(`GET /api/admin/waves/${id}/list.csv?language=en&as=xlsx`)).status).toBe(200);
  const goodsNow = (await sound(admin(`GET /api/admin/waves/${id}/goods`))).items;
  expect(goodsNow.map(({ units }: { units: number }) => units)).toEqual([5, 4]);

  // Arrived at Zhang's: her neighbours are told once; Li's wait.
  const leading = signedInAgain(ctx, zhang);
  expect(await shop(`POST /api/shop/leaders/waves/${id}/arrival`, leading, {})).toEqual({ ready: 3 });
  expect(await shop(`POST /api/shop/leaders/waves/${id}/arrival`, leading, {})).toEqual({ ready: 0 });
  expect((await listed(id, li))[0].state).toBe('paid');
  const hand = async (who: Pick<TestMember, 'token'>, code: string) =>
    app.call('POST /api/shop/leaders/handouts', {
      token: who.token,
      headers: { 'idempotency-key': newId('key') },
      body: { code },
    });
  expect((await hand(signedInAgain(ctx, li), orders.ann.number)).body.error.code).toBe('leaders.not_hers');
  expect((await hand(signedInAgain(ctx, ann), orders.ann.number)).body.error.code).toBe('leaders.not_hers');
  const twice = await Promise.all([hand(leading, orders.ann.number), hand(leading, orders.ann.number)]);
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
  await hand(leading, orders.ben.number);
  await hand(leading, orders.dan.number);
  await app.settle();
  // After it was fetched, and once more after it was settled.
  await announceRefunded(ctx, ben, lineIds(orders.ben), { lines: [{ at: 0, quantity: 1, amount: 6_66 }] });
  await app.settle();
  await app.advance(DAY_MS + MINUTE_MS);
  const settled = Math.floor(30_00 * 0.1) + Math.floor(6_66 * 0.1) + Math.floor(13_32 * 0.1) + Math.floor(30_00 * 0.1);
  expect((await money(zhang)).balance).toBe(settled);
  await announceRefunded(ctx, ann, lineIds(orders.ann), {
    whole: true,
    lines: [
      { at: 0, quantity: 2, amount: 30_00 },
      { at: 1, quantity: 1, amount: 6_66 },
    ],
  });
  await app.settle();
  const left = settled - 3_00 - 66;
  expect((await money(zhang)).balance).toBe(left);
  expect(await distributionBook.compare(ctx)).toEqual([]);

  const figures = await read(id);
  const { rows: recount } = await sql<{ paid: number; back: number; commission: number }>`
    select (select sum(l.payable)::int from orders.line l join leaders.wave_order o on o.order_id = l.order_id
        join leaders.wave w on w.no = o.wave_no where w.id = ${id}) as paid,
      (select sum(l.back_paid)::int from leaders.wave_line l join leaders.wave_order o using (order_id) join leaders.wave w on w.no = o.wave_no
        where w.id = ${id}) as back,
      (select sum(amount - reversed)::int from distribution.commission where plan_id = ${id}) as commission
  `.execute(ctx.db);
  expect(figures).toMatchObject({ ...recount[0], orders: 3, people: 3, collected: 2 });
  const { items } = await sound(admin(`GET /api/admin/waves/${id}/points`));
  const sum = (of: 'paid' | 'commission' | 'orders') =>
    items.reduce((all: number, one: Readonly<Record<typeof of, number>>) => all + one[of], 0);
  expect([sum('commission'), sum('orders'), sum('paid')]).toEqual([
    figures.commission,
    figures.orders,
    figures.paid - figures.back,
  ]);
  const hers = (await shop('GET /api/shop/leaders/waves', signedInAgain(ctx, zhang))).items;
  expect(hers.find((one: { id: string }) => one.id === id)).toMatchObject({ waiting: 0, orders: 2 });
});
