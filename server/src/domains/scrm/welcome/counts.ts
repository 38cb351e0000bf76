import type { welcomeState } from '@huoshui/contracts/words/scrm';
import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';

/** What became of the welcomes of a contact way, or of those of none, on these days, and in how many seconds of a hundred ninety-nine were sent. */
export async function welcomesOf(
  ctx: Ctx,
  wayId: string | null,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<{
  readonly states: { readonly state: keyof typeof welcomeState; readonly count: number }[];
  readonly slowestSeconds: number | null;
}> {
  const among = sql`${wayId === null ? sql`contact_way_id is null` : sql`contact_way_id = ${wayId}`} and event_at >= ${dayStart(from)} and event_at < ${dayStart(addDays(to, 1))}`;
  const { rows: states } = await sql<{ state: keyof typeof welcomeState; count: number }>`
    select state, count(*)::int as count from scrm.welcome where ${among} group by state order by count desc
  `.execute(ctx.db);
  const { rows } = await sql<{ seconds: number | null }>`
    select percentile_cont(0.99) within group (order by extract(epoch from sent_at - event_at))::float as seconds
    from scrm.welcome where ${among} and state = 'sent'
  `.execute(ctx.db);
  return { states, slowestSeconds: rows[0]?.seconds ?? null };
}
