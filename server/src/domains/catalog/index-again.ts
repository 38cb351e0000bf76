import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { sweep } from '../../platform/sweeps.ts';
import { INDEX_VERSION } from './search-terms.ts';
import { namesOfPaths, termsOf } from './terms.ts';

const AT_ONCE = 200;

type Row = { id: string; name: string; subtitle: string; tags: string[]; categoryId: string };

/** Products whose terms an older version made get those of this one: after an upgrade, some at a time. */
export const indexAgain = sweep({
  name: 'catalog.index-again',
  due: null,
  run: async (ctx) => {
    const { rows } = await sql<Row>`
      select id, name, subtitle, tags, category_id from catalog.product
      where terms_version < ${INDEX_VERSION} order by terms_version limit ${AT_ONCE}
    `.execute(ctx.db);
    if (rows.length > 0) await writeTerms(ctx, rows);
    return rows.length;
  },
});

/** A product that was saved meanwhile has its terms. */
async function writeTerms(ctx: Ctx, rows: readonly Row[]): Promise<void> {
  const paths = await namesOfPaths(
    ctx,
    rows.map((row) => row.categoryId),
  );
  const written = rows.map((row) => {
    const { own, all } = termsOf(row, paths.get(row.categoryId) ?? []);
    return { id: row.id, own, all_of_it: all };
  });
  await sql`
    update catalog.product p set own_terms = given.own, search_terms = given.all_of_it, terms_version = ${INDEX_VERSION}
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      as given (id text, own text[], all_of_it text[])
    where p.id = given.id and p.terms_version < ${INDEX_VERSION}
  `.execute(ctx.db);
}
