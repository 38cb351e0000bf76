import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { buyable } from './sale.ts';
import { distance, foundByAny } from './search.ts';
import { queryTerms } from './search-terms.ts';
import { expand } from './synonyms/expand.ts';

/** Up to ten names to search for: what is on sale and fits what was typed so far, the closest first, then best sellers. */
export async function suggest(ctx: Ctx, text: string): Promise<string[]> {
  if (queryTerms(text) === null) return [];
  const texts = await expand(ctx, text);
  const { rows } = await sql<{ name: string }>`
    select p.name
    from catalog.product p
    left join catalog.sold_rank r on r.product_id = p.id
    where ${buyable(ctx)} and ${foundByAny({ texts })}
    order by ${distance(texts)}, coalesce(r.sold, 0) desc, p.sort, p.id
    limit 10
  `.execute(ctx.db);
  return [...new Set(rows.map((row) => row.name))];
}
