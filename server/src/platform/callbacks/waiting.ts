import { sql } from 'kysely';
import type { Ctx } from '../ctx.ts';

/** Of these, whose pushes wait or are being worked off: what is new of them is about to be known. */
export async function personsWaiting(
  ctx: Ctx,
  source: string,
  persons: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person: string }>`
    select distinct person from platform.callback
    where source = ${source} and person = any(${[...persons]}::text[]) and state in ('waiting', 'working')
  `.execute(ctx.db);
  return new Set(rows.map(({ person }) => person));
}
