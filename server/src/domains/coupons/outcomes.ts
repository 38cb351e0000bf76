import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type OutcomeDays, outcomeOf } from '../../platform/outcomes.ts';

type Row = {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly cost: number;
  readonly sales: number;
};

/** Coupons that were used on these days and stayed so, by template: what they took off, and what these orders were paid less what went back. */
export async function couponOutcomes(ctx: Ctx, { from, to }: OutcomeDays) {
  const { rows } = await sql<Row>`
    select t.id, t.name, count(distinct c.member_id)::int as people, sum(coalesce(c.saving, 0))::bigint as cost,
      sum(coalesce(c.order_amount, 0) - c.order_refunded)::bigint as sales
    from coupons.coupon c join coupons.template t on t.id = c.template_id
    where c.state = 'used' and c.used_at >= ${dayStart(from)} and c.used_at < ${dayStart(addDays(to, 1))}
    group by t.id, t.name
  `.execute(ctx.db);
  return rows.map(({ id, name, people, cost, sales }) =>
    outcomeOf({ kind: 'coupon', id, name, to: `/coupons/${id}`, people, cost: Number(cost), sales: Number(sales) }),
  );
}
