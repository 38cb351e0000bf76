import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';

/**
 * Whoever names the same waits until the transaction of the one before has ended: for rules over several rows, such as
 * "at most N", that no single row or constraint can hold. Several names are always taken in the same order.
 */
export async function takeTurn(ctx: Ctx, ...names: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${[...names].sort()}::text[]) as named (name)
  `.execute(ctx.db);
}
