import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

/** Words that are never shown to others, whoever searches for them. */
export async function blockedWords(ctx: Ctx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ word: string }>`
    select word from catalog.blocked_word order by blocked_at desc, word limit 1000
  `.execute(ctx.db);
  return new Set(rows.map(({ word }) => word));
}

/** Blocking twice, or letting go what is not blocked, is no error. */
export async function blockWord(ctx: Ctx, word: string, blocked: boolean): Promise<void> {
  const plain = word.trim().toLowerCase();
  if (blocked)
    await sql`
      insert into catalog.blocked_word (word, blocked_at) values (${plain}, ${ctx.now()}) on conflict do nothing
    `.execute(ctx.db);
  else await sql`delete from catalog.blocked_word where word = ${plain}`.execute(ctx.db);
}
