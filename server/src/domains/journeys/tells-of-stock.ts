import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { backInStock } from './triggers/back-in-stock.ts';

/** Whether goods that came back bring anybody into a journey now: without one, nobody who asks would be told. */
export async function tellsOfStock(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql`
    select from journeys.journey j join journeys.version v on v.journey_no = j.no and v.version = j.version
    where j.state in ('live', 'paused') and v.definition->'trigger'->>'kind' = ${backInStock.kind} limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}
