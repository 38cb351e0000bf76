import { type RawBuilder, sql } from 'kysely';
import { queryTerms, type Wanted } from './search-terms.ts';

/** Which products `p` a text finds; all of them without one, none where there is nothing to search for. */
export function found(text: string | undefined): RawBuilder<unknown> {
  if (text === undefined || text === '') return sql`true`;
  const wanted = queryTerms(text);
  if (wanted === null) return sql`false`;
  const runs = wanted.runs.map(({ pairs, least }) => sql` and ${countOf(pairs, sql`p.search_terms`)} >= ${least}`);
  return sql`(p.search_terms @> ${[...wanted.all]}::text[]${sql.join(runs, sql``)})`;
}

/**
 * How far off a product is, the closest lowest: its name begins with the text, has it, or has most of its neighbours side by
 * side and says little else.
 */
export function distance(text: string): RawBuilder<unknown> {
  const wanted = queryTerms(text);
  if (wanted === null) return sql`0`;
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
