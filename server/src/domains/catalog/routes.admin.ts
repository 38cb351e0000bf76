import { catalogContract as contract } from '@huoshui/contracts/catalog';
import { route } from '../../platform/routes.ts';
import { changeCategory, createCategory, deleteCategory, listCategories } from './category.ts';
import { correctStock } from './correct-stock.ts';
import { getProduct } from './get-product.ts';
import { listProducts, listStock } from './list-admin.ts';
import { saveProduct, setStatus } from './save-product.ts';

const read = { can: 'catalog.read' } as const;
const write = { can: 'catalog.write' } as const;

export const adminRoutes = [
  route(contract, 'GET /api/admin/categories', read, async (ctx) => ({ items: await listCategories(ctx) })),
  route(
    contract,
    'POST /api/admin/categories',
    { ...write, audit: (_in, out) => about('新建分类', out) },
    async (ctx, { body }) => createCategory(ctx, body),
  ),
  route(
    contract,
    'PATCH /api/admin/categories/:id',
    { ...write, audit: (_in, out) => about('修改分类', out) },
    async (ctx, { params, body }) => changeCategory(ctx, params.id, body),
  ),
  route(contract, 'DELETE /api/admin/categories/:id', write, async (ctx, { params }) => {
    await deleteCategory(ctx, params.id);
    return { ok: true };
  }),
  route(contract, 'GET /api/admin/products', read, async (ctx, { query }) => listProducts(ctx, query)),
  route(
    contract,
    'POST /api/admin/products',
    { ...write, audit: (_in, out) => about('新建商品', out) },
    async (ctx, { body }) => getProduct(ctx, await saveProduct(ctx, body)),
  ),
  route(contract, 'GET /api/admin/products/:id', read, async (ctx, { params }) => getProduct(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/products/:id',
    { ...write, audit: (_in, out) => about('修改商品', out) },
    async (ctx, { params, body }) => getProduct(ctx, await saveProduct(ctx, body, params.id)),
  ),
  route(
    contract,
    'PUT /api/admin/products/:id/status',
    { ...write, audit: ({ body }, out) => about(body.status === 'on_sale' ? '上架商品' : '下架商品', out) },
    async (ctx, { params, body }) => {
      await setStatus(ctx, params.id, body.status);
      return getProduct(ctx, params.id);
    },
  ),
  route(contract, 'GET /api/admin/stock', read, async (ctx, { query }) => listStock(ctx, query)),
  route(
    contract,
    'POST /api/admin/stock',
    {
      ...write,
      audit: ({ body }) => ({
        entityId: body.skuId,
        summary: `调整库存 ${body.change > 0 ? '+' : ''}${body.change}：${body.reason}`,
      }),
    },
    async (ctx, { body }) => correctStock(ctx, body),
  ),
];

function about(deed: string, { id, name }: { readonly id: string; readonly name: string }) {
  return { entityId: id, summary: `${deed}「${name}」` };
}
