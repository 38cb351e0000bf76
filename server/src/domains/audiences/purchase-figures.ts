import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** One order of `counted_order o` with its refunds `r`, grouped by order: what it came to, and whether it counts. */
export const ORDER_SPENT = sql.raw('o.amount - coalesce(sum(r.amount), 0)');
export const ORDER_COUNTS = sql.raw(
  'not coalesce(bool_or(r.whole) or (o.amount > 0 and sum(r.amount) >= o.amount), false)',
);

/** Orders that count and fen spent on everything paid since a moment, as PostgreSQL knows them; who paid nothing is absent. */
export async function purchaseFigures(
  ctx: Ctx,
  personNos: readonly number[],
  since: Date,
): Promise<Map<number, { readonly orders: number; readonly spent: number }>> {
  const { rows } = await sql<{ personNo: number; orders: number; spent: number }>`
    select person_no, count(*) filter (where counts)::int as orders, sum(spent)::float8 as spent from (
      select o.person_no, ${ORDER_SPENT} as spent, ${ORDER_COUNTS} as counts
      from audiences.counted_order o left join audiences.counted_refund r using (order_id)
      where o.person_no = any(${[...personNos]}::int[]) and o.at >= ${since}
      group by o.order_id
    ) as per_order group by person_no
  `.execute(ctx.db);
  return new Map(rows.map(({ personNo, ...figures }) => [personNo, figures]));
}
