import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { gathered } from '../../../platform/gathered.ts';

type Synonym = { readonly searched: string; readonly finds: readonly string[]; readonly bothWays: boolean };

/** So many ways of saying it are looked for at once. */
const MOST_TEXTS = 8;

/**
 * Her text, then the same with what the shop says is another word for a part of it. Each part is changed once: no chains. Each search
 * asks this first, of a table that is nearly always small: those that come at the same moment ask at once.
 */
export const expand = gathered<string, string[]>({
  work: expandAll,
  lingerMs: 0,
  most: 100,
  lanes: 4,
  isCertain: () => true,
});

async function expandAll(ctx: Ctx, texts: readonly string[]): Promise<string[][]> {
  const { rows } = await sql<Synonym & { n: number }>`
    select asked.n::int as n, s.searched, s.finds, s.both_ways
    from unnest(${[...texts]}::text[]) with ordinality as asked (text, n)
    cross join lateral (
      select * from catalog.synonym
      where strpos(lower(asked.text), lower(searched)) > 0
        or (both_ways and exists (select 1 from unnest(finds) as one where strpos(lower(asked.text), lower(one)) > 0))
      order by length(searched) desc, id limit ${MOST_TEXTS}
    ) s
    order by asked.n, length(s.searched) desc, s.id
  `.execute(ctx.db);
  return texts.map((text, at) =>
    otherTexts(
      text,
      rows.filter(({ n }) => n === at + 1),
    ),
  );
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
