import { contentContract as contract } from '@huoshui/contracts/content';
import { named, type Words, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { createArticle, publishArticle, readArticle, saveArticle, withdrawArticle } from './edit-article.ts';
import { figuresOf } from './figures.ts';
import { listArticles } from './list-articles.ts';

const READ = { can: 'pages.read' } as const;
const WRITE = { can: 'pages.write' } as const;
const note =
  (deed: Words) =>
  (_in: unknown, { id, title }: { readonly id: string; readonly title: string }) => ({
    entityId: id,
    summary: named(deed, title),
  });

export const adminRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/articles', READ, async (ctx, { query }) => listArticles(ctx, query)),
  route(
    contract,
    'POST /api/admin/articles',
    { ...WRITE, idempotent: true, audit: note(words('新写内容', 'Wrote the article')) },
    async (ctx, { body }) => createArticle(ctx, body.values),
  ),
  route(contract, 'GET /api/admin/articles/:id', READ, async (ctx, { params }) => readArticle(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/articles/:id',
    { ...WRITE, audit: note(words('修改内容（未发布）', 'Edited the article, not published yet')) },
    async (ctx, { params, body }) => saveArticle(ctx, params.id, body.values),
  ),
  route(
    contract,
    'POST /api/admin/articles/:id/publication',
    { ...WRITE, audit: note(words('发布内容', 'Published the article')) },
    async (ctx, { params, body }) => publishArticle(ctx, params.id, body.saves),
  ),
  route(
    contract,
    'POST /api/admin/articles/:id/withdrawal',
    { ...WRITE, audit: note(words('下线内容', 'Withdrew the article')) },
    async (ctx, { params }) => withdrawArticle(ctx, params.id),
  ),
  route(contract, 'GET /api/admin/articles/:id/figures', READ, async (ctx, { params, query }) =>
    figuresOf(ctx, params.id, query),
  ),
];
