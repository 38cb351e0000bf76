import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { stageEntered } from './triggers/stage-entered.ts';

/** Which journeys a member begins by coming to a stage, as they stand now. */
export async function journeysOfStages(
  ctx: Ctx,
): Promise<readonly { readonly stage: string; readonly name: string }[]> {
  const { rows } = await sql<{ stage: string; name: string }>`
    select v.definition->'trigger'->'values'->>'stage' as stage, j.name
    from journeys.journey j join journeys.version v on v.journey_no = j.no and v.version = j.version
    where j.state in ('live', 'paused') and v.definition->'trigger'->>'kind' = ${stageEntered.kind} order by j.no
  `.execute(ctx.db);
  return rows;
}
