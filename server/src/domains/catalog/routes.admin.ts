import { catalogContract as contract } from '@huoshui/contracts/catalog';
import { named, type Words, words } from '@huoshui/contracts/words';
import { route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { changeCategory, createCategory, deleteCategory, listCategories } from './category.ts';
import { correctStock } from './correct-stock.ts';
import { getProduct } from './get-product.ts';
import { goodsTable } from './goods-file/goods-table.ts';
import { listProducts, listStock } from './list-admin.ts';
import { readPriceHistory } from './price-history.ts';
import { saveProduct, setStatus } from './save-product.ts';

const read = { can: 'catalog.read' } as const;
const write = { can: 'catalog.write' } as const;

export const adminRoutes = [
  route(contract, 'GET /api/admin/categories', read, async (ctx) => ({ items: await listCategories(ctx) })),
  route(
    contract,
    'POST /api/admin/categories',
    { ...write, idempotent: true, audit: (_in, out) => about(words('新建分类', 'Created the category'), out) },
    async (ctx, { body }) => createCategory(ctx, body),
  ),
  route(
    contract,
    'PATCH /api/admin/categories/:id',
    { ...write, audit: (_in, out) => about(words('修改分类', 'Changed the category'), out) },
    async (ctx, { params, body }) => changeCategory(ctx, params.id, body),
  ),
  route(
    contract,
    'DELETE /api/admin/categories/:id',
    { ...write, audit: words('删除分类', 'Deleted a category') },
    async (ctx, { params }) => {
      await deleteCategory(ctx, params.id);
      return { ok: true };
    },
  ),
  route(contract, 'GET /api/admin/products/:id/prices', read, async (ctx, { params }) => ({
    items: await readPriceHistory(ctx, params.id),
  })),
  route(contract, 'GET /api/admin/products', read, async (ctx, { query }) => listProducts(ctx, query)),
  route(
    contract,
    'GET /api/admin/products/goods.csv',
    { ...read, download: csvFile('goods') },
    async (ctx, { query }) => tableFile(await goodsTable(ctx), query),
  ),
  route(
    contract,
    'POST /api/admin/products',
    { ...write, idempotent: true, audit: (_in, out) => about(words('新建商品', 'Created the product'), out) },
    async (ctx, { body }) => getProduct(ctx, await saveProduct(ctx, body)),
  ),
  route(contract, 'GET /api/admin/products/:id', read, async (ctx, { params }) => getProduct(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/products/:id',
    { ...write, audit: (_in, out) => about(words('修改商品', 'Changed the product'), out) },
    async (ctx, { params, body }) => getProduct(ctx, await saveProduct(ctx, body, params.id)),
  ),
  route(
    contract,
    'PUT /api/admin/products/:id/status',
    { ...write, audit: ({ body }, out) => about(onSale[body.status], out) },
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
      // A difference: taken twice, it would count twice.
      idempotent: true,
      audit: ({ body }) => ({
        entityId: body.skuId,
        summary: changedStock(body),
      }),
    },
    async (ctx, { body }) => correctStock(ctx, body),
  ),
];

const onSale = {
  draft: words('下架商品', 'Took off sale the product'),
  on_sale: words('上架商品', 'Put on sale the product'),
  off_sale: words('下架商品', 'Took off sale the product'),
} as const;

export function changedStock({ change, reason }: { readonly change: number; readonly reason: string }): Words {
  const by = change > 0 ? `+${change}` : String(change);
  return words(`调整库存 ${by}：${reason}`, `Changed stock by ${by}: ${reason}`);
}

function about(deed: Words, { id, name }: { readonly id: string; readonly name: string }) {
  return { entityId: id, summary: named(deed, name) };
}
