import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { meOf } from '../dashboards/mine.ts';
import { readIssue } from './inbox.ts';

/** The first time counts. @throws analytics.no_briefing */
export async function markRead(ctx: Ctx, id: string) {
  await sql`
    update analytics.briefing_delivery set read_at = ${ctx.now()} where id = ${id} and operator_id = ${meOf(ctx).id} and read_at is null
  `.execute(ctx.db);
  const { sections: _sections, anomalies: _anomalies, ...issue } = await readIssue(ctx, id);
  return issue;
}
