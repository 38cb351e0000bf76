import { randomUUID } from 'node:crypto';
import { type Api, tolerate } from './api.ts';
import type { OpenMiniProgram } from './mini-program.ts';
import type { Goods, World } from './world.ts';

/** So many of the first who come by the home page look after their neighbours; of so many newcomers one comes by what they sent. */
const LEADERS = 2;
const BROUGHT = 4;
/** So many waves in a story, one after the other. */
const WAVES = 3;
const A_DAY_MS = 86_400_000;

/** The places that leaders serve, plainly made up: for waves alone. */
const places = ['阳光花园', '世纪新村'].map((name, n) => ({
  ...{ name: `${name}提货点`, state: 'open', phone: `021-0000010${n}`, notice: '3 号楼一层，找团长' },
  ...{ region: '上海市/上海市', district: '徐汇区', street: `模拟弄 ${n + 1} 号`, latitude: null, longitude: null },
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: 480, to: 1290 }],
  ...{ holidays: [], pickup: false, prepare: null, slot: null, ahead: null, keep: null, ownStock: null },
}));

/** Who may be a leader, and the places that they will serve. */
export async function loadLeaders(api: Api, cookie: string): Promise<void> {
  const { values } = await api('GET /api/admin/settings/leaders', { cookie });
  await api('PUT /api/admin/settings/leaders', {
    cookie,
    body: { ...values, on: true, byRule: 'propose', orders: 4, days: 30, reward: 500, rewardLeast: 1000 },
  });
  for (const place of places) await api('POST /api/admin/stores', { cookie, body: { ...place } });
}

/** The shop's side of a day: leaders are let in with a place each, a wave follows the other, and what arrived is told. */
export async function keepLeaders(api: Api, cookie: string, goods: readonly Goods[]): Promise<void> {
  const { now } = await api('GET /api/sandbox/clock');
  const { items: applied } = await api('GET /api/admin/leaders', { cookie, query: { state: 'applied', limit: 20 } });
  const { items: active } = await api('GET /api/admin/leaders', { cookie, query: { state: 'active', limit: 20 } });
  const taken = new Set(active.map(({ point }) => point?.id));
  const { items: stores } = await api('GET /api/admin/stores', { cookie, query: { q: '提货点', limit: 10 } });
  const free = stores.filter(({ id }) => !taken.has(id));
  for (const [at, { id }] of applied.entries())
    await tolerate(async () =>
      api('POST /api/admin/leaders/:id/review', {
        cookie,
        params: { id },
        body: { outcome: 'approved', because: '', storeId: free[at]?.id ?? null },
      }),
    );
  const { items: waves } = await api('GET /api/admin/waves', { cookie, query: { limit: 20 } });
  for (const { id, state, orders, collected } of waves)
    if ((state === 'handing' || state === 'over') && orders > collected)
      await tolerate(async () =>
        api('POST /api/admin/waves/:id/arrivals', { cookie, params: { id }, body: { leaderIds: [] } }),
      );
  const running = waves.some(({ state }) => state === 'coming' || state === 'open' || state === 'cut');
  if (active.some(({ point }) => point !== null) && !running && waves.length < WAVES)
    await tolerate(async () => makeWave(api, cookie, { goods, now, nth: waves.length }));
}

type Made = { readonly goods: readonly Goods[]; readonly now: string; readonly nth: number };

/** Open for a day and a half, collected on the day after. */
async function makeWave(api: Api, cookie: string, { goods, now, nth }: Made): Promise<void> {
  const day = (later: number) =>
    new Date(Date.parse(now) + later * A_DAY_MS + 8 * 3_600_000).toISOString().slice(0, 10);
  const some = goods.slice(nth * 3, nth * 3 + 3);
  const rows = [];
  for (const { productId } of some) {
    const { skus } = await api('GET /api/admin/products/:id', { cookie, params: { id: productId } });
    const [sku] = skus;
    if (sku !== undefined) rows.push({ sku: sku.id, price: Math.max(1, Math.floor(sku.price * 0.8)), cap: 40 });
  }
  const { id } = await api('POST /api/admin/waves', {
    cookie,
    body: {
      values: {
        ...{ name: `邻居团第 ${nth + 1} 期`, text: '产地直发，周末到小区', opensOn: day(0), opensAt: 0 },
        ...{ cutsOn: day(1), cutsAt: 1320, pickupOn: day(2), pickupFrom: 960, pickupTo: 1200, goods: rows },
        ...{ stock: 'shop', perMember: 5, rate: 10, for: 'all', leaders: null },
      },
    },
  });
  await api('POST /api/admin/waves/:id/publication', { cookie, params: { id } });
}

/**
 * Two members look after their neighbours from the second order on; some newcomers come by their links, order in waves, and fetch what came.
 * What is hers is drawn of her number alone: whatever else she does stays as it was.
 */
export async function leadNeighbours(
  world: World,
  program: OpenMiniProgram,
  { her, isNew }: { readonly her: number; readonly isNew: boolean },
): Promise<void> {
  const { leaders } = world;
  const code = leaders.get(program.wechatId);
  if (code !== undefined) return handOut(program);
  const codes = [...leaders.values()].filter((one) => one !== '');
  const mine = codes[her % Math.max(1, codes.length)];
  if (mine !== undefined && her % BROUGHT === 2) {
    if (isNew)
      await program.quietly(async () =>
        program.ask('POST /api/shop/leaders/visits', { query: {}, body: { code: mine } }),
      );
    return orderInWave(world, program, { code: mine, her });
  }
  if (isNew || her % 5 !== 3 || leaders.size >= LEADERS) return;
  const body = { community: '阳光花园', reason: '我在业主群，邻居常问我买什么' };
  const told = await program.quietly(async () => program.ask('POST /api/shop/leaders/application', { body }));
  if (told !== null) leaders.set(program.wechatId, '');
}

/** Her code, once she has one; and whoever's goods lie ready has them by the evening. */
async function handOut(program: OpenMiniProgram): Promise<void> {
  const { items } = await program.ask('GET /api/shop/leaders/waves', {});
  for (const { id, waiting } of items) {
    if (waiting === 0) continue;
    const list = await program.ask('GET /api/shop/leaders/waves/:id/list', { params: { id } });
    for (const { number, state } of list.items)
      if (state === 'ready' && Number(number.slice(-2)) % 12 !== 0)
        await program.quietly(async () =>
          program.ask('POST /api/shop/leaders/handouts', { body: { code: number }, key: `hand-${number}` }),
        );
  }
}

/** Codes of those who were let in meanwhile. */
export async function learnCodes({ leaders }: World, program: OpenMiniProgram): Promise<void> {
  if (leaders.get(program.wechatId) !== '') return;
  const { code } = await program.ask('GET /api/shop/leaders/mine', {});
  if (code !== '') leaders.set(program.wechatId, code);
}

type Neighbour = { readonly code: string; readonly her: number };

/** Once a wave: one or two of something. */
async function orderInWave(world: World, program: OpenMiniProgram, { code, her }: Neighbour): Promise<void> {
  const { items, leader } = await program.ask('GET /api/shop/waves', { query: { l: code } });
  const open = items.find(({ state }) => state === 'open');
  if (open === undefined || leader?.point == null) return;
  const wave = await program.ask('GET /api/shop/waves/:id', { params: { id: open.id }, query: { l: code } });
  const wanted = wave.goods[her % Math.max(1, wave.goods.length)];
  if (wanted === undefined || wanted.left < 2 || wave.goods.some(({ hers }) => hers > 0)) return;
  const { id: storeId } = leader.point;
  const play = { activity: open.id, team: leader.id };
  const lines = [{ skuId: wanted.skuId, quantity: 1 + (her % 2) }];
  const order = await program.quietly(async () => {
    const { payable } = await program.ask('POST /api/shop/quote', { body: { lines, play, collects: true } });
    const pickup = {
      storeId,
      from: open.pickupFrom,
      name: '王邻居',
      phone: `1380000${String(her % 10_000).padStart(4, '0')}`,
    };
    const body = { lines, play, pickup, expectedPayable: payable };
    return program.ask('POST /api/shop/orders', { body, key: `wave-${randomUUID()}` });
  });
  if (!order) return;
  world.tally.orders += 1;
  const params = await program.ask('POST /api/shop/orders/:id/payment', { params: { id: order.id } });
  if (await world.phone.pay(program.wechatId, params, program.app.appid)) world.tally.paid += 1;
}
