import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { segmentEntered, segmentLeft } from '../audiences/events.ts';

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

/**
 * Whether anything of a journey that takes people in, or holds them, acts on who enters or leaves a segment: one that names it, or an event of
 * that name, in any version that somebody may be under way in.
 */
export async function segmentIsHeard(ctx: Ctx, segmentId: string): Promise<boolean> {
  const { rows } = await sql<{ heard: boolean }>`
    select exists (
      select from journeys.journey j join journeys.version v on v.journey_no = j.no
      where j.state in ('live', 'paused') and jsonb_path_exists(
        v.definition, '$.** ? (@ == $id || @ == $entered || @ == $left)',
        jsonb_build_object('id', ${segmentId}::text, 'entered', ${segmentEntered.type}::text, 'left', ${segmentLeft.type}::text)
      )
    ) as heard
  `.execute(ctx.db);
  return rows[0]?.heard ?? true;
}
