import type { Api } from './api.ts';
import type { OpenMiniProgram } from './mini-program.ts';
import type { World } from './world.ts';

/** So many of the first who come by the home page ask to share; of so many newcomers one comes by what they sent. */
const SHARERS = 2;
const BROUGHT = 4;

/** Who may share, what it earns, and a better rate for what the shop wants to be known for. */
export async function loadDistribution(
  api: Api,
  cookie: string,
  from: string,
  hero: string | undefined,
): Promise<void> {
  const { values } = await api('GET /api/admin/settings/distribution', { cookie });
  const rules = { ...values, on: true, join: 'rule', joinOrders: 1, lockBy: 'first', lockDays: 30 };
  await api('PUT /api/admin/settings/distribution', { cookie, body: rules });
  const all = { name: '全场 5%', scope: { kind: 'all', ids: [], exceptProductIds: [] }, first: 5, second: 0 };
  await api('POST /api/admin/distribution-plans', { cookie, body: { values: { ...all, from, until: null } } });
  if (hero === undefined) return;
  const scope = { kind: 'products', ids: [hero], exceptProductIds: [] };
  const values12 = { ...all, name: '主推商品 12%', scope, first: 12, from, until: null };
  await api('POST /api/admin/distribution-plans', { cookie, body: { values: values12 } });
}

/**
 * Two members share what they like from the second order on, and some newcomers come to the shop by their links. What is hers is drawn of her
 * number alone: whatever else she does stays as it was.
 */
export async function shareGoods(
  { shares }: World,
  program: OpenMiniProgram,
  { her, isNew }: { readonly her: number; readonly isNew: boolean },
): Promise<void> {
  if (isNew && her % BROUGHT === 1) {
    const code = [...shares.values()][her % Math.max(1, shares.size)];
    if (code === undefined) return;
    await program.quietly(async () => program.ask('POST /api/shop/distribution/visits', { body: { code } }));
    return;
  }
  if (isNew || shares.size >= SHARERS || shares.has(program.wechatId)) return;
  const { state, missing } = await program.ask('GET /api/shop/distribution', {});
  if (state !== null || missing !== null) return;
  const reason = '我在两个小区群里，邻居常问我买什么';
  const told = await program.quietly(async () =>
    program.ask('POST /api/shop/distribution/application', { body: { reason } }),
  );
  if (told !== null && told.code !== '' && shares.size < SHARERS) shares.set(program.wechatId, told.code);
}
