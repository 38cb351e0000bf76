import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { queryTerms } from './search-terms.ts';

/** Up to ten names to search for: what is on sale and fits what was typed so far, best sellers first. */
export async function suggest(ctx: Ctx, text: string): Promise<string[]> {
  const terms = queryTerms(text);
  if (terms.length === 0) return [];
  const { rows } = await sql<{ name: string }>`
    select p.name
    from catalog.product p
    left join catalog.sku s on s.product_id = p.id
    left join catalog.stock k on k.sku_id = s.id
    where p.status = 'on_sale' and p.search_terms @> ${terms}::text[]
    group by p.id
    order by (position(${text.trim().toLowerCase()} in lower(p.name)) = 1) desc, coalesce(sum(k.sold), 0) desc, p.sort, p.id
    limit 10
  `.execute(ctx.db);
  return [...new Set(rows.map((row) => row.name))];
}
