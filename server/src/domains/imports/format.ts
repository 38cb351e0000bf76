import type { Ctx } from '../../platform/ctx.ts';
import type { Progress } from './queries.ts';
import type { Problem } from './row.ts';

/** A kind of file: what its text is made of, and how that is brought in. `R`: some rows of it that belong together. */
export type Format<R> = {
  /** Results a transaction. */
  readonly atOnce: number;
  readonly results: (text: string) => Iterable<R>;
  /** How many rows of the file a result is made of. */
  readonly rowsOf: (result: R) => number;
  readonly store: (ctx: Ctx, batch: readonly R[]) => Promise<Omit<Progress, 'rows'> & { readonly problems: Problem[] }>;
};
