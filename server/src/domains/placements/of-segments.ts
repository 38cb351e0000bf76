import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** Placements whose condition asks for a segment. An ended one asks nothing. */
export async function placementsOfSegment(ctx: Ctx, segmentId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from placements.placement
    where state <> 'ended'
      and jsonb_path_exists(values, '$.who.**.segment ? (@ == $id)', jsonb_build_object('id', ${segmentId}::text))
    order by no
  `.execute(ctx.db);
  return rows.map((row) => ({ kind: 'placement' as const, ...row }));
}
