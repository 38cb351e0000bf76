import { type Api, tolerate } from './api.ts';
import type { Phone } from './phone.ts';
import type { Goods } from './world.ts';

/** Between its mass sends the shop has staff publish something. Taste. */
const EVERY_DAYS = 14;
const WRITTEN_ON = 2;
/** As of mass sends: one of the staff never gets round to it. */
const FORGETFUL = 'guide03';

/** Moments of the shop: written, given to staff a day later, published the day after. Answers whose feeds have something new. */
export async function keepMoments(
  api: Api,
  phone: Phone,
  cookie: string,
  day: number,
  goods: readonly Goods[],
): Promise<ReadonlySet<string>> {
  const { connected } = await api('GET /api/admin/wecom', { cookie });
  const turn = day % EVERY_DAYS;
  if (!connected) return new Set();
  if (turn === WRITTEN_ON) await write(api, cookie, day, goods);
  if (turn === WRITTEN_ON + 1) await begin(api, cookie);
  if (turn !== WRITTEN_ON + 2) return new Set();
  const { items } = await api('GET /api/admin/staff', { cookie, query: { limit: 20 } });
  const willing = items.filter(({ id, state }) => id !== FORGETFUL && state !== 'barred' && state !== 'gone');
  const seen = await Promise.all(willing.map(async ({ id }) => phone.publishMoments(id)));
  return new Set(seen.flat());
}

async function write(api: Api, cookie: string, day: number, goods: readonly Goods[]): Promise<void> {
  const product = goods[(day + 3) % Math.max(1, goods.length)];
  if (product === undefined) return;
  const turn = Math.floor(day / EVERY_DAYS);
  // Every other one shows the pictures of what there is instead: these lead nowhere.
  const what =
    turn % 2 === 0
      ? {
          text: '早上五点到的货，挑了最好的拍给大家看。要的直接点下面，中午前下单今天送到。',
          ...{ card: 'product', product: product.productId, title: '今天早上到的，点开就能买' },
        }
      : {
          text: '今天架上这几样最好，要哪样直接和我说。',
          ...{ card: 'pictures', goods: goods.slice(0, 3).map(({ productId }) => productId) },
        };
  const values = {
    ...{ name: `模拟朋友圈 ${turn + 1}`, staff: [], tags: [] },
    ...what,
    ...{ waitDays: 3, within: 7 },
  };
  await api('POST /api/admin/moments', { cookie, body: { values } });
}

/** Where nobody has friends yet nothing begins. */
async function begin(api: Api, cookie: string): Promise<void> {
  const { items } = await api('GET /api/admin/moments', { cookie, query: { state: 'planned', limit: 20 } });
  for (const { id } of items)
    await tolerate(async () => api('POST /api/admin/moments/:id/start', { cookie, params: { id } }));
}
