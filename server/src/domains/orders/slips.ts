import { sql } from 'kysely';
import { countUpTo } from '../../platform/count.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { herStores } from '../../platform/her-stores.ts';
import { presentOrders } from './present.ts';

/** As many as are picked in one round. Taste. */
const A_ROUND = 50;
const MOST_COUNTED = 10_000;

/** Paid, held by nobody, and something of it is still to be sent: as `actsOn` says of one order that it may ship. */
export const CAN_LEAVE = sql`(o.state = 'paid' or o.unsent > 0) and o.store_id is null
  and not exists (select from orders.hold h where h.order_id = o.id)
  and exists (select from orders.line l where l.order_id = o.id and l.quantity > l.shipped_quantity + l.kept_quantity)`;

type Row = { readonly id: string; readonly createdAt: Date; readonly remark: string };
type Asked = {
  /** Ids of chosen orders, parted by commas: of these, those that can leave. */
  readonly orders?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

/** What is to be picked and packed, of all or of chosen orders, whole, the order that has waited longest first. */
export async function readSlips(ctx: Ctx, { orders: chosen, cursor, limit = A_ROUND }: Asked) {
  // What is sent belongs to no store.
  if (herStores(ctx) !== null) return { items: [], nextCursor: null, total: 0 };
  const which = chosen === undefined ? CAN_LEAVE : sql`o.id = any(${chosen.split(',')}::text[]) and ${CAN_LEAVE}`;
  const after = decodeCursor(cursor, ['instant', 'text']);
  const { rows } = await sql<Row>`
    select o.id, o.created_at, o.remark from orders.placed o where ${which}
      ${after ? sql`and (o.created_at, o.id) > (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by o.created_at, o.id limit ${limit + 1}
  `.execute(ctx.db);
  const ids = rows.slice(0, limit).map(({ id }) => id);
  const orders = await presentOrders(ctx, ids);
  const remarks = new Map(rows.map(({ id, remark }) => [id, remark]));
  const whole = orders.map((order) => ({ ...order, remark: remarks.get(order.id) ?? '' }));
  const { nextCursor } = toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => row,
  );
  const page = { items: whole, nextCursor };
  if (after) return page;
  return { ...page, ...(await countUpTo(ctx, MOST_COUNTED, sql`select from orders.placed o where ${which}`)) };
}
