import type { Ctx } from '../../platform/ctx.ts';
import { putSetting } from '../../platform/settings.ts';
import { governanceSetting } from './governance.ts';

/** Messages go at any hour, or at none but the last minute of the day. */
export async function setQuiet(ctx: Ctx, quiet: 'never' | 'always'): Promise<void> {
  const quietHours = { enabled: quiet === 'always', from: 0, to: quiet === 'always' ? 1439 : 0 };
  await putSetting(ctx, governanceSetting, { ...governanceSetting.initial, quietHours });
}
