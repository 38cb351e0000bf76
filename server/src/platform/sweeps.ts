import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from './ctx.ts';

/**
 * Rows that wait for a moment: a due time, a partial index, and this. `run` handles some rows due by `ctx.now()` and
 * says how many; it is called again until it says 0 or the process stops. `due` is an SQL expression for the earliest due time, so that one
 * statement asks for all of them and a moved clock can stop at each; null for work that meets no moment.
 */
export type Sweep = {
  readonly name: string;
  readonly due: RawBuilder<unknown> | null;
  /** It takes so many at a time: when it handled fewer, nothing was left that was due. Without, it is called until it says 0. */
  readonly batch?: number;
  readonly run: (ctx: Ctx, around: Around) => Promise<number>;
};

/** What a sweep may ask of the worker that runs it. */
export type Around = {
  /**
   * Wait until listeners that only follow have all that was told up to now: before something is decided by what they keep. Outside
   * of any transaction. Throws when they cannot, for their store is away: then nothing is decided, and the sweep comes again.
   */
  catchUp(): Promise<void>;
};

export function sweep(definition: Sweep): Sweep {
  return definition;
}

export type Due = { readonly sweep: Sweep; readonly at: Date };

/** When each of these sweeps is next due, the earliest first; one statement. */
export async function nextDues(ctx: Ctx, sweeps: readonly Sweep[]): Promise<Due[]> {
  const asked = sweeps.flatMap((sweep) => (sweep.due ? [{ sweep, due: sweep.due }] : []));
  if (asked.length === 0) return [];
  const { rows } = await sql<{ name: string; at: Date | null }>`
    ${sql.join(
      // Names as they are: a statement without values has one plan, and this one is long.
      asked.map(({ sweep, due }) => sql`select ${sql.lit(sweep.name)}::text as name, ${due}::timestamptz as at`),
      sql` union all `,
    )}
  `.execute(ctx.db);
  const byName = new Map(sweeps.map((s) => [s.name, s]));
  const dues = rows.flatMap(({ name, at }) => {
    const found = byName.get(name);
    return found && at ? [{ sweep: found, at }] : [];
  });
  return dues.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * Some rows of a sweep: who calls it calls again until it says 0, and may stop in between. A failing sweep is logged and
 * left for the next round: it must not stop others.
 */
export async function runDue(ctx: Ctx, sweep: Sweep, around: Around): Promise<number> {
  const inner = { ...ctx, log: ctx.log.child({ sweep: sweep.name }) };
  try {
    return await sweep.run(inner, around);
  } catch (error) {
    inner.log.error({ err: error }, 'sweep failed');
    return 0;
  }
}
