import type { Ctx } from '../../platform/ctx.ts';
import { type PlacementRow, scheduleOf } from './placement.ts';
import { readLive, readStamp } from './queries.ts';
import { isOpenAt } from './schedule.ts';

export type LiveNow = (ctx: Ctx) => Promise<readonly PlacementRow[]>;

/**
 * Those that are live at this very moment, the first to go first. They are kept in memory under a stamp that every change moves on:
 * a request reads one number, and a pause is felt by the next of them in every process.
 */
export function keepLive(): LiveNow {
  let kept: { readonly stamp: number; readonly rows: readonly PlacementRow[] } | null = null;
  return async (ctx) => {
    const stamp = await readStamp(ctx);
    const rows: readonly PlacementRow[] = kept?.stamp === stamp ? kept.rows : await readLive(ctx);
    if (kept?.stamp !== stamp) kept = { stamp, rows };
    return rows.filter(({ values }) => isOpenAt(scheduleOf(values), ctx.now()));
  };
}
