import { freightContract as contract } from '@huoshui/contracts/freight';
import { named, words } from '@huoshui/contracts/words';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { changeTemplate, createTemplate, deleteTemplate, listTemplates } from './change.ts';
import { readProductFreight } from './of-product.ts';
import { countTemplates } from './queries.ts';

export const freightRoutes: readonly Route[] = [
  route(contract, 'GET /api/admin/freight-templates', { can: 'pricing.read' }, async (ctx, { query }) => {
    const limit = query.limit ?? 20;
    const after = decodeCursor(query.cursor, ['text'])?.[0] ?? null;
    const q = query.q?.trim() || null;
    const rows = await listTemplates(ctx, { q, after, limit: limit + 1 });
    const page = toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
    return after === null ? { ...page, ...(await countTemplates(ctx, q)) } : page;
  }),
  route(
    contract,
    'POST /api/admin/freight-templates',
    {
      can: 'pricing.write',
      idempotent: true,
      audit: (_input, { name }) => ({ summary: named(words('新建运费模板', 'Created the freight template'), name) }),
    },
    async (ctx, { body }) => createTemplate(ctx, body),
  ),
  route(
    contract,
    'PUT /api/admin/freight-templates/:id',
    {
      can: 'pricing.write',
      audit: (_input, { name }) => ({ summary: named(words('修改运费模板', 'Changed the freight template'), name) }),
    },
    async (ctx, { params, body }) => changeTemplate(ctx, params.id, body),
  ),
  route(
    contract,
    'DELETE /api/admin/freight-templates/:id',
    {
      can: 'pricing.write',
      audit: words('删除运费模板', 'Deleted a freight template'),
    },
    async (ctx, { params }) => {
      await deleteTemplate(ctx, params.id);
      return { ok: true };
    },
  ),
  route(contract, 'GET /api/shop/products/:id/freight', { member: true }, async (ctx, { params }) =>
    readProductFreight(ctx, params.id),
  ),
];
