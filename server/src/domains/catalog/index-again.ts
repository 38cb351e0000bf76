import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { sweep } from '../../platform/sweeps.ts';
import { INDEX_VERSION, indexTerms } from './search-terms.ts';

const AT_ONCE = 200;

type Row = { id: string; name: string; subtitle: string; tags: string[]; category: string };

/** Products whose terms an older version made get those of this one: after an upgrade, some at a time. */
export const indexAgain = sweep({
  name: 'catalog.index-again',
  due: null,
  run: async (ctx) => {
    const { rows } = await sql<Row>`
      select p.id, p.name, p.subtitle, p.tags, c.name as category
      from catalog.product p join catalog.category c on c.id = p.category_id
      where p.terms_version < ${INDEX_VERSION} order by p.terms_version limit ${AT_ONCE}
    `.execute(ctx.db);
    if (rows.length > 0) await writeTerms(ctx, rows);
    return rows.length;
  },
});

/** A product that was saved meanwhile has its terms. */
async function writeTerms(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  const written = rows.map(({ id, name, subtitle, tags, category }) => {
    const own = indexTerms(name, [subtitle, ...tags]);
    return { id, name, own, all: [...new Set([...own, ...indexTerms(category, [])])] };
  });
  await sql`
    update catalog.product p set own_terms = given.own, search_terms = given.all_of_it, terms_version = ${INDEX_VERSION}
    from jsonb_to_recordset(${JSON.stringify(written.map(({ all, ...rest }) => ({ ...rest, all_of_it: all })))}::jsonb)
      as given (id text, name text, own text[], all_of_it text[])
    where p.id = given.id and p.terms_version < ${INDEX_VERSION}
  `.execute(ctx.db);
}
