import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';

/** How many products name each of these freight templates. */
export async function countByFreight(ctx: Ctx, templateIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; products: number }>`
    select freight_template_id as id, count(*)::int as products from catalog.product
    where freight_template_id = any(${[...templateIds]}::text[]) group by freight_template_id
  `.execute(ctx.db);
  return new Map(rows.map(({ id, products }) => [id, products]));
}
