import type { Ctx } from '../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { type Operator, presentOperators } from './operator.ts';
import { countOperators, listOperators } from './queries.ts';

/** Accounts in the order of their creation; `q` looks into login and name. */
export async function listAccounts(
  ctx: Ctx,
  query: { readonly q?: string; readonly cursor?: string; readonly limit?: number },
): Promise<{ items: Operator[]; nextCursor: string | null; total: number }> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['text']);
  const rows = await listOperators(ctx, {
    q: query.q,
    after: after?.[0] ?? null,
    limit: limit + 1,
  });
  const page = toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => row,
  );
  const [items, total] = await Promise.all([presentOperators(ctx, page.items), countOperators(ctx, query.q)]);
  return { ...page, items, total };
}
