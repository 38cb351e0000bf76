import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Activities that ask for a segment by the terms that hold now. One that is stopped or settled asks nothing. */
export async function activitiesOfSegment(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select a.id, a.name from activities.activity a join activities.terms t on t.activity_no = a.no and t.version = a.version
    where a.state <> 'stopped' and a.settled_at is null
      and jsonb_path_exists(t.values, '$.who.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))
    order by a.no
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'activity' as const, ...row }));
}
