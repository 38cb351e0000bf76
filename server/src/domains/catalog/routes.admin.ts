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
  route(contract, 'POST /api/admin/categories', write, async (ctx, { body }) => createCategory(ctx, body)),
  route(contract, 'PATCH /api/admin/categories/:id', write, async (ctx, { params, body }) =>
    changeCategory(ctx, params.id, body),
  ),
  route(contract, 'DELETE /api/admin/categories/:id', write, async (ctx, { params }) => {
    await deleteCategory(ctx, params.id);
    return { ok: true };
  }),
  route(contract, 'GET /api/admin/products', read, async (ctx, { query }) => listProducts(ctx, query)),
  route(contract, 'POST /api/admin/products', write, async (ctx, { body }) =>
    getProduct(ctx, await saveProduct(ctx, body)),
  ),
  route(contract, 'GET /api/admin/products/:id', read, async (ctx, { params }) => getProduct(ctx, params.id)),
  route(contract, 'PUT /api/admin/products/:id', write, async (ctx, { params, body }) =>
    getProduct(ctx, await saveProduct(ctx, body, params.id)),
  ),
  route(contract, 'PUT /api/admin/products/:id/status', write, async (ctx, { params, body }) => {
    await setStatus(ctx, params.id, body.status);
    return getProduct(ctx, params.id);
  }),
  route(contract, 'GET /api/admin/stock', read, async (ctx, { query }) => listStock(ctx, query)),
  route(contract, 'POST /api/admin/stock', write, async (ctx, { body }) => correctStock(ctx, body)),
];
