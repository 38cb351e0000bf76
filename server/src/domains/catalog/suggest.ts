import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { distance, found } from './search.ts';
import { queryTerms } from './search-terms.ts';

/** Up to ten names to search for: what is on sale and fits what was typed so far, the closest first, then best sellers. */
export async function suggest(ctx: Ctx, text: string): Promise<string[]> {
  if (queryTerms(text) === null) return [];
  const { rows } = await sql<{ name: string }>`
    select p.name
    from catalog.product p
    left join catalog.sku s on s.product_id = p.id
    left join catalog.stock k on k.sku_id = s.id
    where p.status = 'on_sale' and ${found(text)}
    group by p.id
    order by ${distance(text)}, coalesce(sum(k.sold), 0) desc, p.sort, p.id
    limit 10
  `.execute(ctx.db);
  return [...new Set(rows.map((row) => row.name))];
}
