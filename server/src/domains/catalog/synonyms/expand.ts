import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';

type Synonym = { readonly searched: string; readonly finds: readonly string[]; readonly bothWays: boolean };

/** So many ways of saying it are looked for at once. */
const MOST_TEXTS = 8;

/** Her text, then the same with what the shop says is another word for a part of it. Each part is changed once: no chains. */
export async function expand(ctx: Ctx, text: string): Promise<string[]> {
  const { rows } = await sql<Synonym>`
    select searched, finds, both_ways from catalog.synonym s
    where strpos(lower(${text}), lower(searched)) > 0
      or (both_ways and exists (select 1 from unnest(finds) as one where strpos(lower(${text}), lower(one)) > 0))
    order by length(searched) desc, id limit ${MOST_TEXTS}
  `.execute(ctx.db);
  return otherTexts(text, rows);
}

export function otherTexts(text: string, synonyms: readonly Synonym[]): string[] {
  const plain = text.toLowerCase();
  const texts = new Set([text]);
  for (const { searched, finds, bothWays } of synonyms) {
    const from = bothWays ? [searched, ...finds] : [searched];
    // The longest that is in it: 小番茄 is no 番茄 with something before it.
    const [said] = from.filter((one) => plain.includes(one.toLowerCase())).toSorted((a, b) => b.length - a.length);
    if (said === undefined) continue;
    const to = (bothWays ? [searched, ...finds] : finds).filter((one) => one !== said);
    for (const other of to) texts.add(plain.replace(said.toLowerCase(), other));
  }
  return [...texts].slice(0, MOST_TEXTS);
}
