import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** Where the friends stand who added staff by somebody's code; of testers' codes they are not counted. */
export async function sumAdded(ctx: Ctx, activityNo: number) {
  const { rows } = await sql<Record<'all' | 'counted' | 'open' | 'left' | 'known' | 'same', number>>`
    select count(*)::int as "all", count(*) filter (where d.state = 'counted')::int as counted,
      count(*) filter (where d.state = 'counted' and d.settle_at > ${ctx.now()} and d.lost_at is null)::int as open,
      count(*) filter (where d.state = 'left')::int as "left", count(*) filter (where d.state = 'known')::int as known,
      count(*) filter (where d.state in ('her_own', 'twice'))::int as same
    from activities.added d join activities.entry e on e.no = d.entry_no where d.activity_no = ${activityNo} and not e.tester
  `.execute(ctx.db);
  return rows[0] ?? { all: 0, counted: 0, open: 0, left: 0, known: 0, same: 0 };
}
