import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { DayOfMessages } from '../../platform/planned.ts';

/** Marketing messages of each business day of some time: those handed over, and those that wait for their moment in it. */
export async function messagesByDay(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly DayOfMessages[]> {
  const { rows } = await sql<DayOfMessages>`
    select to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      count(*) filter (where sent)::int as sent, count(*) filter (where not sent)::int as waiting
    from (
      select handed_over_at as at, true as sent from messaging.outbound
      where kind = 'marketing' and handed_over_at >= ${from} and handed_over_at < ${to}
      union all
      select greatest(due_at, ${ctx.now()}) as at, false as sent from messaging.outbound
      where kind = 'marketing' and state = 'queued' and due_at < ${to}
    ) as one
    where at >= ${from} and at < ${to}
    group by 1
  `.execute(ctx.db);
  return rows;
}
