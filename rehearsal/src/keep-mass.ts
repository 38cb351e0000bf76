import { type Api, tolerate } from './api.ts';
import { inTurns } from './in-turns.ts';
import type { Phone } from './phone.ts';
import type { Goods } from './world.ts';

/** Every other week the shop writes to who has a friend among its staff. Taste. */
const EVERY_DAYS = 14;
const WRITTEN_ON = 8;
/** One of the staff never gets round to it: what she was to send is stopped in the end. */
const FORGETFUL = 'guide03';

/** What staff do with their WeCom in a story: mass sends of the shop, confirmed on their phones by most of them. Answers who did just now. */
export async function keepMass(
  api: Api,
  phone: Phone,
  cookie: string,
  day: number,
  goods: readonly Goods[],
): Promise<readonly string[]> {
  const { connected } = await api('GET /api/admin/wecom', { cookie });
  if (!connected) return [];
  const turn = day % EVERY_DAYS;
  if (turn === WRITTEN_ON) await write(api, cookie, day, goods[day % Math.max(1, goods.length)]);
  if (turn === WRITTEN_ON + 1) await begin(api, cookie);
  if (turn !== WRITTEN_ON + 2) return [];
  const { items } = await api('GET /api/admin/staff', { cookie, query: { limit: 20 } });
  const willing = items.filter(({ id, state }) => id !== FORGETFUL && state !== 'barred' && state !== 'gone');
  await inTurns(willing, async ({ id }) => phone.confirmMass(id));
  return willing.map(({ id }) => id);
}

async function write(api: Api, cookie: string, day: number, product: Goods | undefined): Promise<void> {
  if (product === undefined) return;
  const values = {
    ...{ name: `模拟群发 ${Math.floor(day / EVERY_DAYS) + 1}`, to: 'members', sender: 'own' },
    who: { kind: 'is_friend', values: { staff: null } },
    text: '这两天到了新鲜的，给老朋友留着。要几份直接下单，今天就发。',
    ...{ card: 'product', product: product.productId, title: '今天到的，点开看看' },
    ...{ waitDays: 3, reminders: 1, within: 7 },
  };
  await api('POST /api/admin/mass-sends', { cookie, body: { values } });
}

/** Planned the day before; where there is nobody yet nothing begins. */
async function begin(api: Api, cookie: string): Promise<void> {
  const { items } = await api('GET /api/admin/mass-sends', { cookie, query: { state: 'planned', limit: 20 } });
  for (const { id, counts } of items)
    if (counts.targets > 0)
      await tolerate(async () =>
        api('POST /api/admin/mass-sends/:id/start', { cookie, params: { id }, body: { expected: counts.targets } }),
      );
}
