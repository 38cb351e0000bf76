import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { lineIdOf } from './order.ts';

/** A line of an order that arrived, with what is left of it for her. */
type ReceivedLine = {
  readonly orderId: string;
  readonly number: string;
  readonly position: number;
  readonly lineId: string;
  readonly productId: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly image: string | null;
  /** Units that were not given back. */
  readonly kept: number;
  readonly receivedAt: Date;
};

/** What arrived, whether pictures are of who says so, and of which orders something is still asked back. */
export const received = { lines: receivedLines, arePicturesOf, openReturns };

/** Orders of hers looked through, the latest first. */
const MOST_ORDERS = 100;

/**
 * The lines that a member received since then and keeps, the latest orders first; of one order where it is named. `hold`: no
 * refund of them begins or ends until the transaction does.
 */
async function receivedLines(
  ctx: Ctx,
  asked: { readonly memberId: string; readonly since: Date; readonly orderId?: string; readonly hold?: boolean },
): Promise<ReceivedLine[]> {
  const { rows } = await sql<Omit<ReceivedLine, 'lineId'>>`
    select l.order_id, o.number, l.position, l.product_id, l.name, l.option_values as values, l.image,
      l.quantity - l.refunded_quantity - l.refunding_quantity as kept, o.received_at
    from (
      select id, number, received_at from orders.placed
      where member_id = ${asked.memberId} and state = 'received' and received_at >= ${asked.since}
        and (${asked.orderId ?? null}::text is null or id = ${asked.orderId ?? null})
      order by received_at desc, id limit ${MOST_ORDERS}
    ) o
    join orders.line l on l.order_id = o.id
    where l.product_id is not null and l.quantity > l.refunded_quantity + l.refunding_quantity
    order by o.received_at desc, l.order_id, l.position
    ${asked.hold ? sql`for share of l` : sql``}
  `.execute(ctx.db);
  return rows.map((row) => ({ ...row, lineId: lineIdOf(row) }));
}

/** Whether these are all addresses of pictures that she sent herself. */
async function arePicturesOf(ctx: Ctx, memberId: string, urls: readonly string[]): Promise<boolean> {
  const asked = [...new Set(urls)];
  if (asked.length === 0) return true;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from orders.evidence where member_id = ${memberId} and url = any(${asked}::text[])
  `.execute(ctx.db);
  return rows[0]?.n === asked.length;
}

/** Which of these orders wait for an answer to a refund, or for its money. */
async function openReturns(ctx: Ctx, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from orders.placed where id = any(${[...new Set(orderIds)]}::text[]) and refunding > 0
  `.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}
