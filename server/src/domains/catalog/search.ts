import { type RawBuilder, sql } from 'kysely';
import { type Meant, nearTerms } from './near-terms.ts';
import { queryTerms, type Wanted } from './search-terms.ts';

/** What is looked for: her own text first, then what the shop says is the same. `near`: what she may have meant. */
export type Asked = { readonly texts: readonly string[]; readonly near?: boolean };

/** So many ways to read a text that found nothing are tried at once: a long one has one for each of its characters. */
const MOST_NEAR = 16;

/** Which products `p` a text finds; all of them without one, none where there is nothing to search for. */
export function found(text: string | undefined): RawBuilder<unknown> {
  return text === undefined || text === '' ? sql`true` : foundByAny({ texts: [text] });
}

export function foundByAny({ texts, near = false }: Asked): RawBuilder<unknown> {
  const ways = near ? texts.slice(0, 1).flatMap(nearTerms).slice(0, MOST_NEAR) : texts.flatMap(exact);
  if (ways.length === 0) return sql`false`;
  return sql`(${sql.join(ways.map(foundBy), sql` or `)})`;
}

function exact(text: string): Meant[] {
  const wanted = queryTerms(text);
  return wanted === null ? [] : [{ ...wanted, either: [] }];
}

function foundBy({ all, runs, either }: Meant): RawBuilder<unknown> {
  const conditions = [
    ...(all.length === 0 ? [] : [sql`p.search_terms @> ${[...all]}::text[]`]),
    ...either.map((terms) => sql`p.search_terms && ${[...terms]}::text[]`),
    ...runs.map(({ pairs, least }) => sql`${countOf(pairs, sql`p.search_terms`)} >= ${least}`),
  ];
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/**
 * How far off a product is, the closest lowest: its name begins with the text, has it, or has most of its neighbours side by
 * side and says little else. What is found by another word than hers comes after what is as close by her own.
 */
export function distance(texts: readonly string[]): RawBuilder<unknown> {
  const all = texts.flatMap((text) => queryTerms(text) ?? []);
  if (all.length === 0) return sql`0`;
  return sql`least(${sql.join(all.map((wanted, n) => sql`${distanceOf(wanted)} + ${n === 0 ? 0 : 1}::int`))})`;
}

function distanceOf(wanted: Wanted): RawBuilder<unknown> {
  return sql`(case position(${wanted.text} in lower(p.name)) when 1 then -2000000 when 0
    then -1000 * ${neighbours(wanted)} + least(length(p.name), 900) else -1000000 end)`;
}

function neighbours({ all, runs }: Wanted): RawBuilder<unknown> {
  const pairs = [...all, ...runs.flatMap((run) => run.pairs)].filter((term) => term.startsWith('c:'));
  return sql`(select count(*)::int from unnest(${pairs.map((term) => term.slice(2))}::text[]) as pair where position(pair in p.name) > 0)`;
}

function countOf(terms: readonly string[], among: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select count(*) from unnest(${[...terms]}::text[]) as term where term = any(${among}))`;
}
