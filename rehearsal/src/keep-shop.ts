import { type Api, tolerate } from './api.ts';
import { inTurns } from './in-turns.ts';
import { keepLeaders } from './lead-neighbours.ts';
import { keepSupply, missingOn } from './sold-out.ts';
import type { Goods } from './world.ts';

/** Every so manieth order leaves in two parcels. Taste. */
const PARTLY_EACH = 12;
const A_DAY_MS = 86_400_000;

/** The shop's day: ship what was paid, some of it in two parcels, decide on refunds, fill up what runs out and can be had. */
export async function keepShop(api: Api, cookie: string, day: number, goods: readonly Goods[] = []): Promise<void> {
  if (day === 0) await showPlacements(api, cookie);
  const [rest, paid] = await Promise.all(
    (['partly_shipped', 'paid'] as const).map(async (state) =>
      api('GET /api/admin/orders', { cookie, query: { state, limit: 200 } }),
    ),
  );
  const { now } = await api('GET /api/sandbox/clock');
  // What the shop brings itself leaves on its day.
  const due = [...(rest?.items ?? []), ...(paid?.items ?? [])].filter(
    ({ slot }) => slot === null || Date.parse(slot.from) - Date.parse(now) < A_DAY_MS,
  );
  // Now and then the first piece goes ahead, and the rest follows the next day.
  const parcels = due.map(({ id, state, quantity, slot }, index) => ({
    id,
    how:
      slot === null
        ? { company: '顺丰速运', waybill: waybillOf(day, index) }
        : { way: 'same_city' as const, company: '模拟店员' },
    ahead: state === 'paid' && slot === null && quantity > 1 && index % PARTLY_EACH === 0,
  }));
  await inTurns(parcels, async ({ id, how, ahead }) =>
    tolerate(async () => {
      const lines = ahead ? { lines: [{ lineId: `${id}.0`, quantity: 1 }] } : {};
      const body = { ...how, ...lines };
      await api('POST /api/admin/orders/:id/shipment', { cookie, params: { id }, body });
    }),
  );
  const asked = await api('GET /api/admin/refunds', { cookie, query: { state: 'requested', limit: 100 } });
  await inTurns(asked.items, async ({ id }) =>
    tolerate(async () =>
      api('POST /api/admin/refunds/:id/decision', { cookie, params: { id }, body: { approve: true } }),
    ),
  );
  await keepLeaders(api, cookie, goods);
  await keepPickups(api, cookie);
  await keepAfterSales(api, cookie, day);
  await keepTodos(api, cookie);
  await keepSupply(api, cookie, { goods, day });
  const missing = new Set(missingOn({ goods, day })?.skuIds);
  const low = await api('GET /api/admin/stock', { cookie, query: { state: 'low', limit: 200 } });
  const out = await api('GET /api/admin/stock', { cookie, query: { state: 'out', limit: 200 } });
  const wanted = [...low.items, ...out.items].filter(({ skuId }) => !missing.has(skuId));
  await inTurns(wanted, async ({ skuId }) =>
    tolerate(async () => api('POST /api/admin/stock', { cookie, body: { skuId, change: BROUGHT, reason: '补货' } })),
  );
  await refillStores(api, cookie, missing);
}

/** Who is to be called is called the day after; a few of the day are left for whoever looks. */
async function keepTodos(api: Api, cookie: string): Promise<void> {
  const { now } = await api('GET /api/sandbox/clock');
  const { items } = await api('GET /api/admin/todos', { cookie, query: { state: 'open', limit: 100 } });
  const due = items.filter(({ createdAt }) => Date.parse(now) - Date.parse(createdAt) > A_DAY_MS / 2);
  await inTurns(due, async ({ id, createdAt }) =>
    tolerate(async () =>
      api('POST /api/admin/todos/:id/completion', {
        cookie,
        params: { id },
        body: { note: TODO_NOTES[Date.parse(createdAt) % TODO_NOTES.length] ?? '' },
      }),
    ),
  );
}

const TODO_NOTES = ['都满意，想等活动再买', '没接到电话', '想要小一点的包装', '很喜欢，已经推荐给朋友'];

/** So much goes to a store at a time; of what the shop has less of, so much is brought first. Taste. */
const [TO_STORE, BROUGHT] = [20, 200];

/** What gets low at a store comes from the shop, all of it or none: what the shop itself has too little of is brought first. */
async function refillStores(api: Api, cookie: string, missing: ReadonlySet<string>): Promise<void> {
  const low = await api('GET /api/admin/store-stock', { cookie, query: { state: 'low', limit: 50 } });
  const items = low.items.filter(({ skuId }) => !missing.has(skuId));
  if (items.length === 0) return;
  const wanted = new Map<string, number>();
  for (const { skuId } of items) wanted.set(skuId, (wanted.get(skuId) ?? 0) + TO_STORE);
  // The scarcest first.
  const own = await api('GET /api/admin/stock', { cookie, query: { limit: 200 } });
  const short = own.items.filter(({ skuId, available }) => available < (wanted.get(skuId) ?? 0));
  await inTurns(short, async ({ skuId }) =>
    tolerate(async () => api('POST /api/admin/stock', { cookie, body: { skuId, change: BROUGHT, reason: '补货' } })),
  );
  for (const to of new Set(items.map(({ storeId }) => storeId))) {
    const lines = items
      .filter(({ storeId }) => storeId === to)
      .map(({ skuId }) => ({ sku: skuId, quantity: TO_STORE }));
    await tolerate(async () =>
      api('POST /api/admin/stock-transfers', { cookie, body: { way: 'to_store', to, lines, reason: '补货' } }),
    );
  }
}

/** What is to be collected is laid ready; who came yesterday has it now, but for one in twelve who forgot. */
async function keepPickups(api: Api, cookie: string): Promise<void> {
  const { now } = await api('GET /api/sandbox/clock');
  const { items: fresh } = await api('GET /api/admin/pickups', { cookie, query: { todo: 'prepare', limit: 100 } });
  // What a leader hands out lies at her place, and is told from there.
  const ours = fresh.filter(({ storeName }) => !storeName.endsWith('提货点'));
  if (ours.length > 0)
    await tolerate(async () =>
      api('POST /api/admin/pickups/readiness', { cookie, body: { ids: ours.map(({ id }) => id) } }),
    );
  const { items: ready } = await api('GET /api/admin/pickups', { cookie, query: { todo: 'ready', limit: 100 } });
  const came = ready.filter(
    ({ number, to, storeName }) => to < now && !storeName.endsWith('提货点') && Number(number.slice(-2)) % 12 !== 0,
  );
  await inTurns(came, async ({ id, number: code, storeId }) =>
    tolerate(async () =>
      api('POST /api/admin/pickups/redemptions', { cookie, body: { code, storeId }, key: `pickup-${id}` }),
    ),
  );
}

/** Goods that came back are looked at, exchanges sent, messages answered. */
async function keepAfterSales(api: Api, cookie: string, day: number): Promise<void> {
  const waiting = async (todo: 'inspect' | 'replace' | 'answer') =>
    (await api('GET /api/admin/refunds', { cookie, query: { todo, limit: 50 } })).items;
  for (const { id, lines } of await waiting('inspect'))
    await tolerate(async () =>
      api('POST /api/admin/refunds/:id/inspection', {
        cookie,
        params: { id },
        body: { accept: true, lines: lines.map(({ lineId, quantity }) => ({ lineId, back: 0, lost: quantity })) },
        key: `inspect-${id}`,
      }),
    );
  for (const [index, { id }] of (await waiting('replace')).entries())
    await tolerate(async () =>
      api('POST /api/admin/refunds/:id/replacement', {
        cookie,
        params: { id },
        body: { company: '顺丰速运', waybill: waybillOf(day, 90_000 + index) },
      }),
    );
  for (const { id } of await waiting('answer'))
    await tolerate(async () =>
      api('POST /api/admin/refunds/:id/messages', {
        cookie,
        params: { id },
        body: { text: '已收到，今天为你处理' },
        key: `answer-${id}-${day}`,
      }),
    );
}

function waybillOf(day: number, index: number): string {
  return `SF${String(day).padStart(3, '0')}${String(index).padStart(8, '0')}`;
}

/** From the first morning on its pages show more than goods. */
async function showPlacements(api: Api, cookie: string): Promise<void> {
  const { items } = await api('GET /api/admin/placements', { cookie, query: { state: 'draft' } });
  for (const { id } of items)
    await api('POST /api/admin/placements/:id/state', { cookie, params: { id }, body: { state: 'live' } });
}
