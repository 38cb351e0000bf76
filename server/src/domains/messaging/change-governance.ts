import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { readForm } from '../../platform/form/read.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { governanceSetting } from './governance.ts';
import { type GovernanceValues, governanceForm, rulesOf, valuesOf } from './governance-form.ts';

/** New rules hold at once: what waits for an hour or a second that the old ones named is judged again. */
export async function changeGovernance(ctx: Ctx, draft: Draft): Promise<GovernanceValues> {
  const values = await readForm(ctx, governanceForm, draft);
  const rules = rulesOf(values, await getSetting(ctx, governanceSetting));
  await inTransaction(ctx, async (ctx) => {
    await putSetting(ctx, governanceSetting, rules);
    await sql`
      update messaging.outbound set due_at = ${ctx.now()}
      where state = 'queued' and verdict = 'defer' and reason in ('quiet_hours', 'rate') and due_at > ${ctx.now()}
    `.execute(ctx.db);
  });
  return valuesOf(rules);
}
