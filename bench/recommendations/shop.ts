import { sql } from 'kysely';
import type { Db } from '../../server/src/platform/db.ts';
import type { EventStore } from '../../server/src/platform/event-store/client.ts';
import { fillShelves } from '../search/shelves.ts';

const ORDERS = 5;
/** Of an order: two that she buys again and again, and three by what is popular. */
const LINES = 5;
const PERSONS_AT_ONCE = 20_000;

/** Ten thousand products, and members with twenty-five order lines each over half a year. The same numbers give the same lines. */
export async function fillOrders(
  { db, url, events }: { readonly db: Db; readonly url: string; readonly events: EventStore },
  members: number,
  products: number,
): Promise<number> {
  await fillShelves(url, products);
  await sql`
    insert into members.member (id, nickname, source, created_at)
    select 'mem_' || lpad(n::text, 26, '0'), '会员', 'bench', now() from generate_series(1, ${members}::int) n
  `.execute(db);
  await sql`analyze members.member`.execute(db);
  const { rows } = await sql<{ id: string }>`select id from catalog.product order by id`.execute(db);
  await events.exec('CREATE TABLE bench_goods (n UInt32, id String) ENGINE = Join(ANY, LEFT, n)');
  await events.insert(
    'bench_goods',
    rows.map(({ id }, n) => ({ n, id })),
  );
  const chance = (...of: readonly string[]) => `(sipHash64(${of.join(', ')}) % 1000000 / 1000000)`;
  const often = `intDiv(sipHash64(p, l, 1), 16) % ${rows.length}`;
  const popular = `toUInt32(pow(${chance('p', 'j', 'l')}, 2) * ${rows.length - 1})`;
  for (let from = 1; from <= members; from += PERSONS_AT_ONCE)
    await events.exec(
      `INSERT INTO events (name, person_no, ts, event_id, received_at, source, value, order_id, props)
       SELECT 'order.paid', toUInt32(p), now() - toIntervalSecond(86400 * (36 * j + 1 + sipHash64(p, j) % 30)) AS at, concat('paid ', toString(p), ' ', toString(j)), at,
         'fact', 5000, concat('ord_', toString(p), '_', toString(j)),
         concat('{"lines":[', arrayStringConcat(arrayMap(l -> concat('{"lineId":"', toString(p), '.', toString(j), '.', toString(l), '","productId":"',
           joinGet('bench_goods', 'id', toUInt32(if(l < 2, ${often}, ${popular}))), '","categoryId":"cat_1","quantity":1,"payable":1000}'), range(${LINES})), ','), ']}')
       FROM (SELECT number + ${from} AS p, arrayJoin(range(${ORDERS})) AS j FROM numbers(${Math.min(PERSONS_AT_ONCE, members - from + 1)}))`,
    );
  await events.exec('OPTIMIZE TABLE events FINAL');
  return members * ORDERS * LINES;
}
