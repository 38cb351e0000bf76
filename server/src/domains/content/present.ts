import type { contentContract } from '@huoshui/contracts/content';
import type { RouteOut } from '@huoshui/contracts/contract';
import type { Ctx } from '../../platform/ctx.ts';
import { type ArticleRow, stateOf } from './article.ts';
import { likesOf } from './likes.ts';

export type ArticleView = RouteOut<(typeof contentContract)['GET /api/admin/articles/:id']>;

const PAGE = 'content/pages/article';

export async function present(ctx: Ctx, rows: readonly ArticleRow[]): Promise<ArticleView[]> {
  const likes = await likesOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.values.kind,
    title: row.values.title,
    state: stateOf(row),
    edited: row.published !== null && row.saves !== row.publishedSaves,
    values: row.values,
    saves: row.saves,
    likes: likes.get(row.id) ?? 0,
    page: `${PAGE}?id=${row.id}`,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }));
}
