import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { segmentEntered, segmentLeft } from '../audiences/events.ts';

/**
 * Which journeys ask for a segment, by whatever of theirs: what brings people in, a question, a goal. An ended one asks nothing; what is
 * drawn will, once it is published.
 */
export async function journeysOfSegment(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ kind: 'journey' | 'drawing'; id: string; name: string }>`
    select kind, id, name from (
      select 'journey' as kind, j.id, j.name, j.no from journeys.journey j
      join journeys.version v on v.journey_no = j.no and v.version = j.version
      where j.state <> 'ended' and ${asks(sql`v.definition`, segmentId)}
      union all
      select 'drawing', j.id, d.name, j.no from journeys.drawing d join journeys.journey j on j.no = d.journey_no
      where j.state <> 'ended' and ${asks(sql`d.definition`, segmentId)}
    ) used order by no, kind desc
  `.execute(ctx.db);
  return rows;
}

const asks = (definition: ReturnType<typeof sql>, segmentId: string) =>
  sql`jsonb_path_exists(${definition}, '$.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))`;

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
