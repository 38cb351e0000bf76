import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { loadShop } from '../../../rehearsal/src/load-shop.ts';
import { OpenMiniProgram } from '../../../rehearsal/src/mini-program.ts';
import { keepSupply } from '../../../rehearsal/src/sold-out.ts';
import { playStory } from '../../../rehearsal/src/story.ts';
import { openShop } from './shop.ts';

// The demo shop as the rehearsal fills it and its first two days, small.

vi.setConfig({ testTimeout: 600_000 });

const shop = await openShop();
const { db } = shop.app.ctx;

it('runs a rule that pairs pieces and one that counts them, and shoppers come by both mini programs', async () => {
  await loadShop(shop.api, shop.owner.cookie, shop.app.running.address);
  const tally = await playStory(
    shop.api,
    shop.phone,
    shop.owner.cookie,
    { seed: 1, days: 2, shoppers: 90, lookers: 30 },
    async () => undefined,
  );
  expect(tally.paid).toBeGreaterThan(10);

  const { items } = (await shop.app.call('GET /api/admin/promotions', { cookie: shop.owner.cookie })).body;
  expect(items.map((one: { kind: string; state: string }) => [one.kind, one.state]).toSorted()).toEqual([
    ['add_on', 'running'],
    ['each_amount_off', 'running'],
    ['fixed_price', 'running'],
    ['gift_amount', 'running'],
    ['nth_piece', 'running'],
    ['pieces_for', 'running'],
    ['pieces_percent', 'running'],
  ]);
  // what is added for little is put into a cart by hand, which the story's shoppers do not do
  for (const { id, name } of items.filter((one: { kind: string }) => one.kind !== 'add_on')) {
    const { rows } = await sql<{ used: number }>`
      select count(*) as used from orders.placed o where paid_at is not null and (offers @> ${JSON.stringify([{ offerId: id }])}::jsonb
        or exists (select from orders.line l where l.order_id = o.id and l.gift ->> 'offerId' = ${id}))
    `.execute(db);
    expect(rows[0]?.used, name).toBeGreaterThan(0);
  }

  // Home is tested with two coupon amounts, and each is seen by some.
  const { rows: arms } = await sql<{ arm: number }>`select distinct arm from experiments.exposure order by 1`.execute(
    db,
  );
  expect(arms.map(({ arm }) => arm)).toEqual([0, 1]);

  // Who added staff at a counter has a card with them, and most of the cards are done by the next morning.
  const { rows: cards } = await sql<{ done: number }>`
    select count(*) filter (where state = 'done')::int as done from todos.todo where staff_id is not null
  `.execute(db);
  expect(cards[0]?.done).toBeGreaterThan(0);

  const [main = '', second = ''] = await shop.phone.miniPrograms();
  const { rows } = await sql<{ app: string; members: number; allowed: number; paid: number }>`
    select a.app, count(distinct a.member_id) as members,
      count(distinct c.person_no) filter (where c.remaining > 0) as allowed, count(distinct o.id) as paid
    from members.account a join members.member m on m.id = a.member_id
    left join orders.placed o on o.member_id = a.member_id and o.app = a.app and o.paid_at is not null
    left join messaging.consent c on c.person_no = m.person_no and c.app = a.app
    group by a.app
  `.execute(db);
  const by = new Map(rows.map((row) => [row.app, row]));
  expect([...by.keys()].toSorted()).toEqual([main, second].toSorted());
  // Each pays, and allows messages, in the one she came by.
  for (const row of rows) {
    expect(row.paid).toBeGreaterThan(0);
    expect(row.allowed).toBeGreaterThan(0);
  }
  expect(by.get(main)?.members).toBeGreaterThan(by.get(second)?.members ?? 0);
});

it('what a supplier brings late is asked for, at the shop and at its stores, and who asked hears of it the morning it is there', async () => {
  const { api, phone, app } = shop;
  const { cookie } = shop.owner;
  const query = { status: 'on_sale', limit: 1 } as const;
  const [product] = (await api('GET /api/admin/products', { cookie, query })).items;
  const {
    id: productId = '',
    categoryId,
    skus,
  } = await api('GET /api/admin/products/:id', { cookie, params: { id: product?.id ?? '' } });
  const late = { productId, categoryId, skuIds: skus.map(({ id }) => id) };
  const left = async () =>
    (await api('GET /api/shop/products/:id', { params: { id: productId } })).skus.map(({ available }) => available);
  expect(Math.max(...(await left()))).toBeGreaterThan(0);
  await keepSupply(api, cookie, { goods: [late], day: 9 });
  expect(Math.max(...(await left()))).toBe(0);

  const [appid = ''] = await phone.miniPrograms();
  const tally = { sessions: 0, orders: 0, paid: 0, opened: 0, events: 0, refused: 0 };
  const none = {
    takeable: [],
    stores: [],
    codes: new Map(),
    counter: async () => undefined,
    featured: null,
    invitations: [],
    invites: [],
    shares: new Map(),
    leaders: new Map(),
    bargains: [],
    ring: new Set<string>(),
    posters: [],
    unsent: [],
    later: [],
    missing: () => late,
  };
  const world = { api, phone, now: () => app.ctx.now(), goods: [late], miniPrograms: [{ appid }], tally, ...none };
  const { id } = await phone.create('模拟等货人');
  const her = new OpenMiniProgram(world, id, { appid });
  await her.signIn();
  await her.waitFor(late, true);
  expect(tally.refused).toBe(0);
  await keepSupply(api, cookie, { goods: [late], day: 11 });
  await app.advance(3_600_000, 600_000);
  const pages = (await phone.readNotices(id)).map(({ page }) => page);
  expect(pages.some((page) => page.includes(productId))).toBe(true);
});
