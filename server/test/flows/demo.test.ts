import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { loadShop } from '../../../rehearsal/src/load-shop.ts';
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
