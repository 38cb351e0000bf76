import type { Ctx } from './ctx.ts';

/**
 * Rows that wait for a moment: a due time, a partial index, and this. `run` handles some rows due by `ctx.now()` and
 * says how many; it is called again until it says 0. `next` is the earliest due time still to come, so that a moved
 * clock can stop at each one.
 */
export type Sweep = {
  readonly name: string;
  readonly next: (ctx: Ctx) => Promise<Date | null>;
  readonly run: (ctx: Ctx) => Promise<number>;
};

export function sweep(definition: Sweep): Sweep {
  return definition;
}

/** Run one sweep until nothing is due. A failing sweep is logged and left for the next round: it must not stop others. */
export async function runDue(ctx: Ctx, sweep: Sweep): Promise<number> {
  let handled = 0;
  const inner = { ...ctx, log: ctx.log.child({ sweep: sweep.name }) };
  try {
    for (;;) {
      const count = await sweep.run(inner);
      handled += count;
      if (count === 0) return handled;
    }
  } catch (error) {
    inner.log.error({ err: error }, 'sweep failed');
    return handled;
  }
}
