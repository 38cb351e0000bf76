import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Each, eachOf, payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { findByPersonNo, findMembers, merges } from '../members/index.ts';
import { orderPaid, orderRefunded, ordersImported } from '../orders/events.ts';
import { followMerges } from './follow-merges.ts';
import { ORDER_COUNTS, ORDER_SPENT } from './purchase-figures.ts';
import { lockStandings, restage } from './standings.ts';

/**
 * Keep each buyer's orders, rhythm and stage; a batch touches every person once. The one place in PostgreSQL that counts:
 * what members show of orders and spending is handed on from here. Merges and their undoing are heard by the same ear, in their turn, so that
 * an order told of a record that is no more is never left behind.
 */
export const onOrders = listener({
  name: 'audiences.on-orders',
  on: [orderPaid, orderRefunded, ordersImported, ...merges.facts],
  batch: 5000,
  handle: async (ctx, told) => {
    const facts = told.flatMap((one) => eachOf(ctx.declared.get(one.type), one));
    const bought = await countPaid(ctx, facts);
    const refunded = await countRefunds(ctx, facts);
    const merged = await followMerges(ctx, told);
    const touched = [...new Set([...bought.persons, ...refunded, ...merged])];
    await sumUp(ctx, touched, { imported: bought.imported, here: [...bought.here, ...merged] });
    await restage(ctx, await lockStandings(ctx, touched), 'purchases', new Set([...bought.imported, ...merged]));
  },
});

type Bought = Readonly<Record<'persons' | 'imported' | 'here', readonly number[]>>;

async function countPaid(ctx: Ctx, facts: readonly Each[]): Promise<Bought> {
  const paid = facts.flatMap((told) => {
    const payload = payloadOf(orderPaid, told);
    return payload ? [{ ...payload, at: told.occurredAt }] : [];
  });
  // Told of a record that was merged meanwhile, it is the other's order.
  const living = await findMembers(
    ctx,
    paid.map((p) => p.memberId),
  );
  const rows = paid.flatMap((p) => {
    const personNo = living.get(p.memberId)?.personNo;
    return personNo === undefined ? [] : [{ ...p, personNo }];
  });
  await sql`
    insert into audiences.counted_order (order_id, person_no, at, amount)
    select * from unnest(${rows.map((r) => r.orderId)}::text[], ${rows.map((r) => r.personNo)}::int[],
      ${rows.map((r) => r.at)}::timestamptz[], ${rows.map((r) => r.amount)}::int[])
    on conflict do nothing
  `.execute(ctx.db);
  return {
    persons: rows.map((r) => r.personNo),
    imported: rows.filter((r) => r.source === 'import').map((r) => r.personNo),
    here: rows.filter((r) => r.source !== 'import').map((r) => r.personNo),
  };
}

async function countRefunds(ctx: Ctx, facts: readonly Each[]): Promise<number[]> {
  const refunds = facts.flatMap((told) => {
    const payload = payloadOf(orderRefunded, told);
    return payload ? [{ ...payload, at: told.occurredAt }] : [];
  });
  if (refunds.length === 0) return [];
  await sql`
    insert into audiences.counted_refund (refund_id, order_id, at, amount, whole)
    select * from unnest(${refunds.map((r) => r.refundId)}::text[], ${refunds.map((r) => r.orderId)}::text[],
      ${refunds.map((r) => r.at)}::timestamptz[], ${refunds.map((r) => r.amount)}::int[], ${refunds.map((r) => r.whole)}::bool[])
    on conflict do nothing
  `.execute(ctx.db);
  const { rows } = await sql<{ personNo: number }>`
    select distinct person_no from audiences.counted_order where order_id = any(${refunds.map((r) => r.orderId)})
  `.execute(ctx.db);
  return rows.map((r) => r.personNo);
}

/**
 * The figures of these persons, made anew from their orders. An order counts when it is paid and not given back whole, at
 * once or part by part; spent is paid less given back, over all orders (`purchases` is the same rule in the event store).
 * Who is first heard of with a file is `undecided`; who buys or signs in `here` is as everybody else.
 */
async function sumUp(
  ctx: Ctx,
  personNos: readonly number[],
  { imported, here }: Pick<Bought, 'imported' | 'here'>,
): Promise<void> {
  const members = [...(await findByPersonNo(ctx, personNos)).values()];
  await sql`
    with touched as (
      select * from unnest(${members.map((m) => m.personNo)}::int[], ${members.map((m) => m.id)}::text[]) as t (person_no, member_id)
    ), per_order as (
      select t.person_no, t.member_id, o.order_id, o.at, ${ORDER_SPENT} as spent, ${ORDER_COUNTS} as counts
      from touched t left join audiences.counted_order o using (person_no)
      left join audiences.counted_refund r using (order_id)
      group by t.person_no, t.member_id, o.order_id
    ), figures as (
      select person_no, member_id, count(order_id) filter (where counts)::int as orders,
        count(distinct (at at time zone 'Asia/Shanghai')::date) filter (where counts)::int as purchases,
        coalesce(sum(spent), 0)::bigint as spent,
        min(at) filter (where counts) as first_at, max(at) filter (where counts) as last_at
      from per_order group by person_no, member_id
    )
    insert into audiences.standing as s (person_no, member_id, orders, purchases, spent, first_at, last_at, arrival)
    select person_no, member_id, orders, purchases, spent, first_at, last_at,
      case when person_no = any(${here}::int[]) then null when person_no = any(${imported}::int[]) then 'undecided' end
    from figures order by person_no
    on conflict (person_no) do update set member_id = excluded.member_id, orders = excluded.orders, purchases = excluded.purchases,
      spent = excluded.spent, first_at = excluded.first_at, last_at = excluded.last_at,
      arrival = case when s.person_no = any(${here}::int[]) then null else s.arrival end
  `.execute(ctx.db);
}
