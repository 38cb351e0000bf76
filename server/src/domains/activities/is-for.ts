import type { Ctx } from '../../platform/ctx.ts';
import type { HoldsNow } from '../audiences/index.ts';
import type { ActivityRow } from './activity.ts';

export type IsFor = (ctx: Ctx, activity: ActivityRow, personNo: number) => Promise<boolean>;

/**
 * Whether an activity is for her at this moment; by the terms that hold now. One whose condition cannot be asked (its segment is gone) is
 * for nobody, and the others are there all the same.
 */
export function createIsFor(holds: HoldsNow): IsFor {
  return async (ctx, { id, values }, personNo) => {
    if (values.who === null) return true;
    try {
      return await holds(ctx, values.who, personNo);
    } catch (error) {
      ctx.log.warn({ err: error, activity: id }, 'whom an activity is for cannot be asked');
      return false;
    }
  };
}
