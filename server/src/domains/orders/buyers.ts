import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

type Often = { readonly personNo: number; readonly memberId: string; readonly orders: number };
type Asked = {
  readonly since: Date;
  readonly least: number;
  /** Of these alone; null: of everybody. */
  readonly memberIds: readonly string[] | null;
  readonly most: number;
};

/** Who buys how often, and who bought at a price. */
export const buyers = { often: boughtOften, atPrice: boughtAtPrice };

/** Who paid so many orders since then that were not given back whole, the most first. */
async function boughtOften(ctx: Ctx, { since, least, memberIds, most }: Asked): Promise<readonly Often[]> {
  const { rows } = await sql<Often>`
    select min(person_no) as person_no, member_id, count(*)::int as orders from orders.placed
    where paid_at >= ${since} and state in ('paid', 'shipped', 'received')
      and (${memberIds === null} or member_id = any(${[...(memberIds ?? [])]}::text[]))
    group by member_id having count(*) >= ${least} order by orders desc, member_id limit ${most}
  `.execute(ctx.db);
  return rows;
}

type AtPrice = { readonly orderId: string; readonly personNo: number; readonly paidAt: Date; readonly fen: number };
type PriceAsked = {
  readonly source: 'levels' | 'group_buy' | 'flash_sale' | 'bargain';
  readonly offerId: string;
  /** Of these alone: whoever knows them asks much less. */
  readonly orderIds?: readonly string[];
};

/** Orders that count (paid, and not given back whole) in which this offer took something off, and how many fen: of units that went back, nothing. */
async function boughtAtPrice(ctx: Ctx, { source, offerId, orderIds }: PriceAsked): Promise<readonly AtPrice[]> {
  const { rows } = await sql<AtPrice>`
    select o.id as order_id, o.person_no, o.paid_at, ${TAKEN_OFF}::int as fen
    from orders.application a join orders.placed o on o.id = a.order_id
      left join orders.line l on l.order_id = a.order_id and l.position = a.position
    where a.source = ${sql.lit(source)} and a.offer_id = ${offerId} ${orderIds === undefined ? sql`` : sql`and a.order_id = any(${[...orderIds]}::text[])`}
      and o.paid_at is not null and o.state not in ('unpaid', 'cancelled', 'refunded')
    group by o.id
  `.execute(ctx.db);
  return rows;
}

/** Of applications `a` with their lines `l`, what stays of what they took off. */
const TAKEN_OFF = sql.raw(
  'sum(case when l.quantity is null then a.amount else round(a.amount::numeric * (l.quantity - l.refunded_quantity) / l.quantity) end)',
);
