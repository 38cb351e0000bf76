import type { Anomaly } from '@huoshui/contracts/targets';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { meOf } from '../dashboards/mine.ts';
import { readAnomaly } from './list.ts';

/** Whoever looked first stays. @throws analytics.no_anomaly */
export async function acknowledge(ctx: Ctx, id: string): Promise<Anomaly> {
  await sql`
    update analytics.anomaly set seen_at = ${ctx.now()}, seen_by = ${meOf(ctx).name} where id = ${id} and seen_at is null
  `.execute(ctx.db);
  return readAnomaly(ctx, id);
}
