import type { Ctx } from '../../platform/ctx.ts';
import type { ActivityRow } from './activity.ts';
import { readLive, readStamp } from './queries.ts';

/** Those that are live and not settled, from the first to begin. */
export type LiveNow = (ctx: Ctx) => Promise<readonly ActivityRow[]>;

/**
 * They are kept in memory under a stamp that every change moves on: whoever asks reads one number, and a stop is felt by the next of them in
 * every process. `taken` of them is as old as the stamp.
 */
export function keepLive(): LiveNow {
  let kept: { readonly stamp: number; readonly rows: readonly ActivityRow[] } | null = null;
  return async (ctx) => {
    const stamp = await readStamp(ctx);
    const known = kept?.stamp === stamp ? kept : { stamp, rows: await readLive(ctx) };
    kept = known;
    return known.rows;
  };
}
