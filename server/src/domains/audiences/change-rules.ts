import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting, putSetting } from '../../platform/settings.ts';
import { audienceErrors } from './errors.ts';
import type { LifecycleRules } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';

/** Change the rules; everybody is looked at again by the sweep, which announces who moved. */
export async function changeRules(ctx: Ctx, rules: LifecycleRules): Promise<LifecycleRules> {
  if (rules.growingOrders >= rules.matureOrders || rules.decliningFactor >= rules.lostFactor)
    throw audienceErrors.error('rules_contradict');
  if (!(rules.minInterval <= rules.defaultInterval && rules.defaultInterval <= rules.maxInterval))
    throw audienceErrors.error('intervals_contradict');
  await putSetting(ctx, lifecycleSetting, { ...rules });
  await sql`update audiences.standing set due_at = ${ctx.now()} where orders > 0`.execute(ctx.db);
  return getSetting(ctx, lifecycleSetting);
}
