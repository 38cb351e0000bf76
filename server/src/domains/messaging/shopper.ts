import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';

/** The member who calls. */
export function shopper(ctx: Ctx) {
  if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return ctx.actor;
}
