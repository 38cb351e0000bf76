import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { readForm } from '../../platform/form/read.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import type { LifecycleRules } from './lifecycle.ts';
import { rulesForm } from './rules-form.ts';
import { lifecycleSetting } from './settings.ts';

/** Change the rules; everybody is looked at again by the sweep, which announces who moved. */
export async function changeRules(ctx: Ctx, draft: Draft): Promise<LifecycleRules> {
  await putSetting(ctx, lifecycleSetting, await readForm(ctx, rulesForm, draft));
  await sql`update audiences.standing set due_at = ${ctx.now()} where orders > 0`.execute(ctx.db);
  return getSetting(ctx, lifecycleSetting);
}
