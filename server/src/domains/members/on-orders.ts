import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';

type Change = { personNo: number; orders: number; spent: number; at: Date | null };

/** Keep each member's order figures: a batch of facts is one statement, however many members it touches. */
export const onOrders = listener({
  name: 'members.on-orders',
  on: [orderPaid, orderRefunded],
  batch: 2000,
  handle: async (ctx, facts) => {
    const changes = facts.flatMap((told): Change[] => {
      if (told.personNo === null) return [];
      const paid = payloadOf(orderPaid, told);
      if (paid) return [{ personNo: told.personNo, orders: 1, spent: paid.amount, at: told.occurredAt }];
      const refunded = payloadOf(orderRefunded, told);
      return refunded
        ? [{ personNo: told.personNo, orders: refunded.whole ? -1 : 0, spent: -refunded.amount, at: null }]
        : [];
    });
    await sql`
      with change as (
        select person_no, sum(orders) as orders, sum(spent) as spent, min(at) as first_at, max(at) as last_at
        from unnest(
          ${changes.map((c) => c.personNo)}::int[], ${changes.map((c) => c.orders)}::int[],
          ${changes.map((c) => c.spent)}::bigint[], ${changes.map((c) => c.at)}::timestamptz[]
        ) as given (person_no, orders, spent, at)
        group by person_no
      ), living as (
        select coalesce(w.person_no, m.person_no) as person_no, sum(c.orders) as orders, sum(c.spent) as spent,
          min(c.first_at) as first_at, max(c.last_at) as last_at
        from change c join members.member m using (person_no) left join members.member w on w.id = m.merged_into
        group by 1
      )
      update members.standing s set
        orders = greatest(0, s.orders + living.orders),
        spent = s.spent + living.spent,
        first_paid_at = least(s.first_paid_at, living.first_at),
        last_paid_at = greatest(s.last_paid_at, living.last_at)
      from living where living.person_no = s.person_no
    `.execute(ctx.db);
  },
});
