import { type RawBuilder, sql } from 'kysely';
import type { Ctx } from './ctx.ts';

/** How many rows a list has: `andMore` where counting stopped, so that nobody takes the bound for the number. */
export type Counted = { readonly total: number; readonly andMore?: true };

/** Counted no further than `most`: a list of a million costs what one of `most` does. `planned` is `plannedAnew` or nothing. */
export async function countUpTo(
  ctx: Pick<Ctx, 'db'>,
  most: number,
  rowsOf: RawBuilder<unknown>,
  planned: RawBuilder<unknown> = sql``,
): Promise<Counted> {
  const { rows } = await sql<{ found: number }>`
    ${planned} select count(*)::int as found from (${rowsOf} limit ${most + 1}) as counted
  `.execute(ctx.db);
  const found = rows[0]?.found ?? 0;
  return found > most ? { total: most, andMore: true } : { total: found };
}
