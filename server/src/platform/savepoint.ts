import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';

/**
 * Try something inside the present transaction: when it fails, its writes and the facts it announced are taken back and
 * the transaction goes on. Answers the error, or null.
 */
export async function trySaved(ctx: Ctx, work: () => Promise<void>): Promise<Error | null> {
  const told = ctx.facts?.length ?? 0;
  await sql`savepoint attempt`.execute(ctx.db);
  try {
    await work();
    await sql`release savepoint attempt`.execute(ctx.db);
    return null;
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(ctx.db);
    ctx.facts?.splice(told);
    return error instanceof Error ? error : new Error(String(error));
  }
}
