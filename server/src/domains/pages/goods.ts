import type { Ctx } from '../../platform/ctx.ts';
import type { Card, CardQuery, Ports } from './ports.ts';

/** Lists of goods by what is asked for, each question once however many blocks ask it; in the order of their first asking. */
export async function readLists(
  ctx: Ctx,
  ports: Ports,
  queries: readonly CardQuery[],
): Promise<(query: CardQuery) => { readonly items: Card[]; readonly nextCursor: string | null }> {
  const byName = new Map(queries.map((query) => [JSON.stringify(query), query]));
  const found = new Map(
    await Promise.all([...byName].map(async ([name, query]) => [name, await ports.products(ctx, query)] as const)),
  );
  return (query) => found.get(JSON.stringify(query)) ?? { items: [], nextCursor: null };
}

/** Of chosen goods those that may be bought now, by id; one question for all of them. */
export async function readCards(ctx: Ctx, ports: Ports, ids: readonly string[]): Promise<ReadonlyMap<string, Card>> {
  const all = [...new Set(ids)].sort();
  if (all.length === 0) return new Map();
  const { items } = await ports.products(ctx, { ids: all.join(','), inStock: true, limit: all.length });
  return new Map(items.map((card) => [card.id, card]));
}
