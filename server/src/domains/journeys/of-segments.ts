import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Which journeys ask for a segment, by whatever of theirs: what brings people in, a question, a goal. An ended one asks nothing. */
export async function journeysOfSegment(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select j.id, j.name from journeys.journey j join journeys.version v on v.journey_no = j.no and v.version = j.version
    where j.state <> 'ended'
      and jsonb_path_exists(v.definition, '$.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))
    order by j.no
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'journey' as const, ...row }));
}
