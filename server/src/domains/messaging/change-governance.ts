import type { Governance } from '@huoshui/contracts/messaging';
import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { putSetting } from '../../platform/settings.ts';
import { governanceSetting } from './governance.ts';

/** New rules hold at once: what waits for an hour or a second that the old ones named is judged again. */
export async function changeGovernance(ctx: Ctx, rules: Static<typeof Governance>): Promise<Static<typeof Governance>> {
  await inTransaction(ctx, async (ctx) => {
    await putSetting(ctx, governanceSetting, rules);
    await sql`
      update messaging.outbound set due_at = ${ctx.now()}
      where state = 'queued' and verdict = 'defer' and reason in ('quiet_hours', 'rate') and due_at > ${ctx.now()}
    `.execute(ctx.db);
  });
  return rules;
}
