import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
const MINUTE = 60_000;
const day = () => new Date(app.ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const range = () => ({ from: day(), to: day() });

type Json = Readonly<Record<string, unknown>>;
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body)) as Json;

/** A member of staff makes one in her client. */
async function aGroup(name: string, owner = 'guide01'): Promise<string> {
  const { chatId } = await call(`POST /staff/${owner}/groups`, { name });
  await app.settle();
  return String(chatId);
}

const lane = (values: Json) => ({ for: 'everyone', who: null, groups: [], another: false, base: null, ...values });

async function aCode(lanes: readonly Json[], values: Json = {}) {
  const { id } = await api('POST /api/admin/group-codes', {
    cookie,
    body: {
      values: { name: `群活码 ${Math.random()}`, lanes: lanes.map(lane), fullAt: 190, lead: '每周三上新', ...values },
    },
  });
  await app.settle();
  return id;
}

const visit = async ({ token }: Shopper, id: string) =>
  api('POST /api/shop/group-codes/:id/visits', { token, params: { id } });

/** She presses the picture of the code, and taps 加入群聊. */
async function join({ wechatId }: Shopper, picture: string | null) {
  const key = await shop.keyOf(picture);
  const { chatId } = await call(`POST /shoppers/${wechatId}/join-ways/${key}`, {});
  await app.settle();
  return String(chatId);
}

const show = async (id: string) => api('GET /api/admin/customer-groups/:id', { cookie, params: { id } });
const code = async (id: string) => api('GET /api/admin/group-codes/:id', { cookie, params: { id } });
const figures = async (id: string) =>
  api('GET /api/admin/group-codes/:id/figures', { cookie, params: { id }, query: range() });

async function buy(shopper: Shopper) {
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const placed = await order(shop, shopper, [{ skuId, quantity: 1 }]);
  await pay(shop, shopper, placed.id);
  await app.settle();
}

it('leads who has paid into the benefits group and who has not into the other, and its figures tell them apart', async () => {
  const [benefits, learning] = [await aGroup('会员福利群 1'), await aGroup('水果科普群 1', 'guide02')];
  expect(await show(benefits)).toMatchObject({ name: '会员福利群 1', owner: '导购 01', members: 1, customers: 0 });
  const id = await aCode([
    { lane: '福利群', for: 'bought', groups: [benefits] },
    { lane: '科普群', groups: [learning] },
  ]);
  const print = await api('POST /api/admin/codes', {
    cookie,
    body: {
      ...{ name: '包裹卡进群', kind: 'mini_program', place: 'parcel_card', channel: null, store: null },
      ...{ target: 'group', group: id, caption: null, costs: 'none', cost: null, costFrom: null, lastDay: null },
    },
  });
  expect(print.sentence.zh).toContain('打开进群「群活码');
  const [buyer, looker] = [await newShopper(shop), await newShopper(shop)];
  await buy(buyer);
  // WeCom says joins in whole seconds: what she bought in the second of her join is told from what came after it by more.
  await app.advance(MINUTE);
  expect(await api('POST /api/shop/code-scans', { token: buyer.token, body: { scene: print.scene } })).toMatchObject({
    page: 'group',
    id,
  });
  const shown = await visit(buyer, id);
  expect(shown).toMatchObject({ outcome: 'shown', group: '会员福利群 1', lead: '每周三上新' });
  expect(await visit(buyer, id)).toEqual(shown);
  const other = await visit(looker, id);
  expect(other).toMatchObject({ outcome: 'shown', group: '水果科普群 1' });
  expect(await join(buyer, shown.picture)).toBe(benefits);
  expect(await join(looker, other.picture)).toBe(learning);
  expect(await visit(buyer, id)).toMatchObject({ outcome: 'in_it', group: '会员福利群 1', picture: null });

  const { items } = await api('GET /api/admin/members/:id/groups', { cookie, params: { id: buyer.memberId } });
  expect(items).toMatchObject([{ group: '会员福利群 1', codeId: id, leftAt: null }]);
  const inGroup = async (values: Json) => {
    const condition = { kind: 'in_group', values: { groups: null, tags: null, ...values } };
    return (await api('POST /api/admin/conditions/estimate', { cookie, body: { condition } })).members;
  };
  await api('PUT /api/admin/customer-groups/:id/tags', { cookie, params: { id: benefits }, body: { tags: ['福利'] } });
  expect([
    await inGroup({}),
    await inGroup({ groups: [learning] }),
    await inGroup({ tags: ['福利'] }),
    await inGroup({ tags: ['别的'] }),
  ]).toEqual([2, 1, 1, 0]);

  await app.advance(MINUTE);
  await buy(looker);
  // Who has bought since is led on to the other group.
  expect(await visit(looker, id)).toMatchObject({ outcome: 'shown', group: '会员福利群 1' });
  await app.settle();
  const told = await figures(id);
  expect(told.whole).toMatchObject({ visits: 4, visitors: 2, added: 2, firstOrders: 1, orders: 1 });
  expect(
    told.lanes
      .map(({ lane: name, figures: { visitors, added, firstOrders } }) => [name, visitors, added, firstOrders])
      .sort(),
  ).toEqual([
    ['福利群', 2, 1, 0],
    ['科普群', 1, 1, 1],
  ]);
});

it('shows a lane that nobody came by with nothing, not as if there were none', async () => {
  const id = await aCode([{ lane: '还没人来', groups: [await aGroup('空着的群')] }]);
  expect((await figures(id)).lanes).toEqual([
    {
      lane: '还没人来',
      figures: { visits: 0, visitors: 0, added: 0, joined: 0, firstOrders: 0, orders: 0, gmv: 0, spent: 0 },
    },
  ]);
});

it('goes on to the next group when one is full, says so where none has room, and takes over what WeCom made', async () => {
  await sandbox('PUT /faults', { groupFullAt: 3 });
  const [first, second] = [await aGroup('限量群 1'), await aGroup('限量群 2')];
  const closed = await aCode([{ lane: '限量', groups: [first, second] }], { fullAt: 3 });
  const people = await Promise.all(Array.from({ length: 7 }, async () => newShopper(shop)));
  // All at once: a place is kept for each, so no group is shown beyond its bound.
  const shown = await Promise.all(people.map(async (one) => visit(one, closed)));
  const into = (name: string) => shown.filter(({ group }) => group === name).length;
  expect([into('限量群 1'), into('限量群 2'), into('')]).toEqual([2, 2, 3]);
  expect(shown.filter(({ outcome }) => outcome === 'full')).toHaveLength(3);
  for (const [at, { picture }] of shown.entries()) if (picture !== null) await join(people[at] ?? fail(), picture);
  expect(await code(closed)).toMatchObject({ state: 'no_room', joined: 4, lanes: [{ room: 0 }] });
  const work = (await api('GET /api/admin/work', { cookie })).items;
  expect(work).toContainEqual(expect.objectContaining({ kind: 'scrm.full_group_codes', count: 1 }));

  const open = await aCode([{ lane: '不限量', groups: [second], another: true, base: '不限量群' }], { fullAt: 3 });
  const late = await newShopper(shop);
  const made = await visit(late, open);
  expect(made).toMatchObject({ outcome: 'shown' });
  const third = await join(late, made.picture);
  expect(await show(third)).toMatchObject({ name: '不限量群2', customers: 1 });
  const { lanes } = await code(open);
  expect(lanes[0]?.groups.map(({ name, byWecom }) => [name, byWecom])).toEqual([
    ['限量群 2', false],
    ['不限量群2', true],
  ]);
  // The next is led to it straight away, and the one after it makes another.
  const next = await newShopper(shop);
  const again = await visit(next, open);
  expect(again.group).toBe('不限量群2');
  expect(await join(next, again.picture)).toBe(third);
  const last = await newShopper(shop);
  const fourth = await join(last, (await visit(last, open)).picture);
  expect(await show(fourth)).toMatchObject({ name: '不限量群3', customers: 1 });
  await sandbox('PUT /faults', { groupFullAt: 200 });
});

function fail(): never {
  throw new Error('nobody there');
}

it('says who invited whom, who left by herself and who was taken out, and who of all stayed', async () => {
  const chat = await aGroup('留存群');
  const [a, b, c] = [await newShopper(shop), await newShopper(shop), await newShopper(shop)];
  for (const { wechatId } of [a, b, c])
    await call(`POST /groups/${chat}/members`, { shopper: wechatId, by: 'guide01' });
  await app.settle();
  await call(`DELETE /shoppers/${a.wechatId}/groups/${chat}`);
  await app.settle();
  const from = day();
  await app.advance(26 * 3_600_000);
  await call(`DELETE /groups/${chat}/members/${b.wechatId}`);
  await app.settle();
  const { items } = await api('GET /api/admin/customer-groups/:id/members', {
    cookie,
    params: { id: chat },
    query: { now: false },
  });
  expect(items.map(({ leftBy, invitedBy, memberId }) => [leftBy, invitedBy, memberId]).sort()).toEqual(
    [
      ['herself', '导购 01', a.memberId],
      ['removed', '导购 01', b.memberId],
    ].sort(),
  );
  const told = await api('GET /api/admin/customer-groups/:id/figures', {
    cookie,
    params: { id: chat },
    query: { from, to: day() },
  });
  expect(told).toMatchObject({
    joined: 3,
    left: 2,
    inviters: [{ name: '导购 01', invited: 3, still: 1 }],
    stay: [
      { days: 1, of: 3, still: 2 },
      { days: 7, of: 0 },
      { days: 30, of: 0 },
    ],
  });
  expect(told.days.map(({ joined, left, customers }) => [joined, left, customers])).toEqual([
    [3, 1, 2],
    [0, 1, 1],
  ]);
  await call(`DELETE /groups/${chat}`);
  await app.settle();
  expect(await show(chat)).toMatchObject({ state: 'dismissed', customers: 0 });
});

it('finds by its daily list what no callback told', async () => {
  await sandbox('PUT /faults', { wecomCallbacks: 'lost' });
  const { chatId } = await call('POST /staff/guide03/groups', { name: '没有通知的群' });
  const her = await newShopper(shop);
  await call(`POST /groups/${chatId}/members`, { shopper: her.wechatId });
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
  const known = async () => (await api('GET /api/admin/customer-groups', { cookie, query: { q: '没有通知' } })).items;
  expect(await known()).toEqual([]);
  await api('POST /api/admin/customer-groups/reading', { cookie });
  await app.settle();
  expect(await known()).toMatchObject([{ customers: 1 }]);
  await sandbox('PUT /faults', { wecomCallbacks: 'lost' });
  await call(`DELETE /groups/${chatId}`);
  await sandbox('PUT /faults', { wecomCallbacks: 'normal' });
  await app.advance(25 * 3_600_000);
  expect(await known()).toMatchObject([{ state: 'dismissed' }]);
});

it('ends where the groups of WeCom stand, whatever anybody did and however it was told', async () => {
  const chats = [await aGroup('乱序群 1'), await aGroup('乱序群 2')];
  const shoppers = await Promise.all([1, 2, 3].map(async () => newShopper(shop)));
  const act = fc.record({
    who: fc.nat({ max: 2 }),
    chat: fc.nat({ max: 1 }),
    deed: fc.constantFrom('join', 'join', 'leave', 'remove'),
    travel: fc.constantFrom('normal', 'doubled', 'shuffled', 'delayed'),
    rest: fc.constantFrom(0, 1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      for (const { who, chat, deed, travel, rest } of acts) {
        const { wechatId } = shoppers[who] ?? { wechatId: '' };
        await sandbox('PUT /faults', { wecomCallbacks: travel, notifyDelaySeconds: 9 });
        const ask = {
          join: async () => call(`POST /groups/${chats[chat]}/members`, { shopper: wechatId, by: 'guide01' }),
          leave: async () => call(`DELETE /shoppers/${wechatId}/groups/${chats[chat]}`),
          remove: async () => call(`DELETE /groups/${chats[chat]}/members/${wechatId}`),
        }[deed];
        // Leaving where she is not is refused, and tells nothing.
        await ask().catch(() => null);
        await (rest === 0 ? app.settle() : app.advance(rest));
      }
      await app.advance(20_000);
      const there = await Promise.all(
        chats.map(async (chat) => {
          const { inIt } = await call(`GET /groups/${chat}`);
          return (Array.isArray(inIt) ? inIt : []).map(({ userid }) => `${chat} ${userid}`);
        }),
      );
      const { rows } = await sql<{ pair: string; members: number; counted: number }>`
        select chat_id || ' ' || userid as pair from scrm.chat_member where left_at is null and chat_id = any(${chats}::text[])
      `.execute(app.ctx.db);
      expect(rows.map(({ pair }) => pair).sort()).toEqual(there.flat().sort());
      const { rows: wrong } = await sql`
        select id from scrm.chat c where members <> (select count(*) from scrm.chat_member m where m.chat_id = c.id and m.left_at is null)
      `.execute(app.ctx.db);
      expect(wrong).toEqual([]);
      // Each beginning and each end was told once.
      const { rows: twice } = await sql`
        select payload->>'membershipId' from platform.event where type in ('group.joined', 'group.left')
        group by type, payload->>'membershipId' having count(*) > 1
      `.execute(app.ctx.db);
      expect(twice).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
