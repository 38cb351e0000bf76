import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { indexTerms } from './search-terms.ts';

type Worded = { readonly name: string; readonly subtitle: string; readonly tags: readonly string[] };

/** What a product is found by, and what of it is its own and not its categories'. */
export type Terms = { readonly own: readonly string[]; readonly all: readonly string[] };

/** A product is found by its own words and by the names of its category and all above it. */
export function termsOf({ name, subtitle, tags }: Worded, categories: readonly string[]): Terms {
  const own = indexTerms(name, [subtitle, ...tags]);
  return { own, all: [...new Set([...own, ...termsOfNames(categories)])] };
}

/** The names of each category with all above it, by its id; of those asked for. */
export async function namesOfPaths(ctx: Ctx, ids: readonly string[]): Promise<Map<string, readonly string[]>> {
  const { rows } = await sql<{ id: string; names: readonly string[] }>`
    select c.id, array(select above.name from catalog.category above where above.id = any(c.path)) as names
    from catalog.category c where c.id = any(${[...new Set(ids)]}::text[])
  `.execute(ctx.db);
  return new Map(rows.map(({ id, names }) => [id, names]));
}

/** Products in a category and below it are found by its new name or place and no more by the old: one statement. */
export async function followCategory(ctx: Ctx, id: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from catalog.category where path @> array[${id}::text]
  `.execute(ctx.db);
  const paths = await namesOfPaths(
    ctx,
    rows.map((row) => row.id),
  );
  const given = [...paths].map(([id, names]) => ({ id, terms: termsOfNames(names) }));
  await sql`
    update catalog.product p set search_terms = p.own_terms || given.terms
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (id text, terms text[])
    where p.category_id = given.id and p.terms_version > 0
  `.execute(ctx.db);
}

function termsOfNames(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => indexTerms(name, [])))];
}
