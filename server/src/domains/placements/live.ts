import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import { running } from '../experiments/index.ts';
import type { Experiments } from './as-hers.ts';
import { pace } from './pace.ts';
import { type PlacementRow, scheduleOf } from './placement.ts';
import { readLive, readStamp } from './queries.ts';
import { isOpenAt } from './schedule.ts';

type Live = {
  /** The first to go first. */
  readonly rows: readonly PlacementRow[];
  /** How far apart different pop-ups are. */
  readonly minutes: number;
  readonly experiments: Experiments;
};
export type LiveNow = (ctx: Ctx) => Promise<Live>;

/**
 * What is live at this very moment. It is kept in memory under a stamp that every change moves on: a request reads one number, and a pause is
 * felt by the next of them in every process.
 */
export function keepLive(): LiveNow {
  let kept: (Live & { readonly stamp: number }) | null = null;
  return async (ctx) => {
    const stamp = await readStamp(ctx);
    const known =
      kept?.stamp === stamp
        ? kept
        : {
            stamp,
            rows: await readLive(ctx),
            experiments: await running.all(ctx, 'placement'),
            ...(await getSetting(ctx, pace)),
          };
    kept = known;
    return { ...known, rows: known.rows.filter(({ values }) => isOpenAt(scheduleOf(values), ctx.now())) };
  };
}
