import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { memberMerged } from '../members/events.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import { lockStandings, restage } from './standings.ts';

type Paid = { orderId: string; personNo: number; memberId: string; at: Date };

/** Keep each buyer's rhythm and stage; a batch touches every person once. */
export const onOrders = listener({
  name: 'audiences.on-orders',
  on: [orderPaid, orderRefunded],
  batch: 2000,
  handle: async (ctx, facts) => {
    const paid: Paid[] = [];
    const gone: string[] = [];
    const imported = new Set<number>();
    for (const told of facts) {
      const bought = payloadOf(orderPaid, told);
      const refund = payloadOf(orderRefunded, told);
      if (bought && told.personNo !== null) {
        paid.push({ orderId: bought.orderId, personNo: told.personNo, memberId: bought.memberId, at: told.occurredAt });
        if (bought.source === 'import') imported.add(told.personNo);
      }
      if (refund?.whole) gone.push(refund.orderId);
    }
    const touched = await count(ctx, paid, gone);
    await restage(ctx, await lockStandings(ctx, touched), '购买变化', imported);
  },
});

/** Add and take back orders, then make the figures of everyone touched anew from what is left. */
async function count(ctx: Ctx, paid: readonly Paid[], gone: readonly string[]): Promise<number[]> {
  await sql`
    insert into audiences.counted_order (order_id, person_no, at)
    select * from unnest(${paid.map((p) => p.orderId)}::text[], ${paid.map((p) => p.personNo)}::int[], ${paid.map((p) => p.at)}::timestamptz[])
    on conflict do nothing
  `.execute(ctx.db);
  const removed = await sql<{ personNo: number }>`
    delete from audiences.counted_order where order_id = any(${[...gone]}) returning person_no
  `.execute(ctx.db);
  const persons = [...new Set([...paid.map((p) => p.personNo), ...removed.rows.map((r) => r.personNo)])];
  const memberIds = new Map(paid.map((p) => [p.personNo, p.memberId]));
  await sql`
    with touched as (
      select * from unnest(${persons}::int[], ${persons.map((p) => memberIds.get(p) ?? null)}::text[]) as t (person_no, member_id)
    ), figures as (
      select t.person_no, t.member_id, count(o.order_id)::int as orders, min(o.at) as first_at, max(o.at) as last_at
      from touched t left join audiences.counted_order o using (person_no) group by 1, 2
    ), kept as (
      update audiences.standing s set orders = f.orders, first_at = coalesce(f.first_at, s.first_at), last_at = coalesce(f.last_at, s.last_at)
      from figures f where f.person_no = s.person_no returning s.person_no
    )
    insert into audiences.standing (person_no, member_id, orders, first_at, last_at)
    select person_no, member_id, orders, first_at, last_at from figures
    where orders > 0 and member_id is not null and person_no not in (select person_no from kept)
    order by person_no
    on conflict (person_no) do nothing
  `.execute(ctx.db);
  return persons;
}

/** Two records are one person: her orders count together. */
export const onMemberMerged = listener({
  name: 'audiences.on-member-merged',
  on: [memberMerged],
  handle: async (ctx, facts) => {
    for (const told of facts) {
      const merged = payloadOf(memberMerged, told);
      if (merged) await merge(ctx, merged);
    }
  },
});

async function merge(
  ctx: Ctx,
  { memberId, winnerNo, loserNo }: { memberId: string; winnerNo: number; loserNo: number },
): Promise<void> {
  await sql`update audiences.counted_order set person_no = ${winnerNo} where person_no = ${loserNo}`.execute(ctx.db);
  await sql`update audiences.stage_change set person_no = ${winnerNo} where person_no = ${loserNo}`.execute(ctx.db);
  await sql`
    with gone as (delete from audiences.standing where person_no = ${loserNo})
    insert into audiences.standing (person_no, member_id, orders, first_at, last_at)
    select ${winnerNo}, ${memberId}, count(*)::int, min(at), max(at) from audiences.counted_order where person_no = ${winnerNo}
    having count(*) > 0
    on conflict (person_no) do update set orders = excluded.orders, first_at = excluded.first_at, last_at = excluded.last_at
  `.execute(ctx.db);
  await restage(ctx, await lockStandings(ctx, [winnerNo]), '合并档案', new Set([winnerNo]));
}
