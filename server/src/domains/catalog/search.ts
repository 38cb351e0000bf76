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
  const [first, ...others] = ways;
  if (first === undefined) return sql`false`;
  return others.length === 0 ? foundBy(first) : foundByOneOf(ways);
}

function exact(text: string): Meant[] {
  const wanted = queryTerms(text);
  return wanted === null ? [] : [{ ...wanted, either: [] }];
}

function foundBy({ all, runs, either }: Meant): RawBuilder<unknown> {
  const conditions = [
    ...(all.length === 0 ? [] : [sql`p.search_terms @> ${[...all]}::text[]`]),
    ...either.map((terms) => sql`p.search_terms && ${[...terms]}::text[]`),
    // one of them: the index knows; more: they are mostly in the name, else each product's terms are unpacked to count
    ...runs.map(({ pairs, least }) =>
      least === 1
        ? sql`p.search_terms && ${[...pairs]}::text[]`
        : sql`(${countInName(pairs)} >= ${least} or ${countOf(pairs, sql`p.search_terms`)} >= ${least})`,
    ),
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
  const name = nameFor(wanted.text);
  return sql`(case position(${wanted.text} in ${name}) when 1 then -2000000 when 0
    then -1000 * ${neighbours(wanted)} + least(length(p.name), 900) else -1000000 end)`;
}

/** Lowering names costs more than all the rest of a search: most texts are the same in either case, and what is looked for in latin letters is found by lowering these alone. */
function nameFor(text: string): RawBuilder<unknown> {
  if (text === text.toUpperCase()) return sql`p.name`;
  return /^[\x20-\x7e]+$/.test(text) ? sql`lower(p.name collate "C")` : sql`lower(p.name)`;
}

function neighbours({ all, runs }: Wanted): RawBuilder<unknown> {
  const pairs = [...all, ...runs.flatMap((run) => run.pairs)].filter((term) => term.startsWith('c:'));
  return pairs.length === 0 ? sql`0` : countInName(pairs);
}

/** What stands side by side in its name is one of its terms. */
function countInName(terms: readonly string[]): RawBuilder<unknown> {
  return sql`(select count(*)::int from unnest(${terms.map((term) => term.slice(2))}::text[]) as pair where position(pair in p.name) > 0)`;
}

/**
 * Each way is looked up by itself in the index of terms: joined by `or` they were held against every product on sale, whose
 * terms had to be unpacked for each (0.4 s among ten thousand, 3 s before the table was analyzed). One text for any number of
 * ways, so that its plan is kept.
 */
function foundByOneOf(ways: readonly Meant[]): RawBuilder<unknown> {
  const asked = ways.map(({ all, runs, either }) => ({
    terms: all,
    runs: [...runs, ...either.map((terms) => ({ pairs: terms, least: 1 }))],
  }));
  return sql`p.id = any(array(
    select hit.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as way (terms text[], runs jsonb)
    cross join lateral (
      select one.id from catalog.product one
      where one.search_terms @> way.terms and not exists (
        select 1 from jsonb_to_recordset(way.runs) as run (pairs text[], least int)
        where (select count(*) from unnest(run.pairs) as pair where pair = any(one.search_terms)) < run.least)
      offset 0
    ) hit))`;
}

function countOf(terms: readonly string[], among: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select count(*) from unnest(${[...terms]}::text[]) as term where term = any(${among}))`;
}
