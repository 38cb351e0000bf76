import { storeStockContract as contract } from '@huoshui/contracts/store-stock';
import { words } from '@huoshui/contracts/words';
import { route } from '../../../platform/routes.ts';
import { correctStock } from '../correct-stock.ts';
import { changedStock } from '../routes.admin.ts';
import { listStoreStock } from './list.ts';
import { transferStock } from './transfer-stock.ts';

export const storeStockRoutes = [
  route(contract, 'GET /api/admin/store-stock', { can: 'store_stock.read' }, async (ctx, { query }) =>
    listStoreStock(ctx, query),
  ),
  route(
    contract,
    'POST /api/admin/store-stock',
    {
      can: 'store_stock.write',
      // A difference: taken twice, it would count twice.
      idempotent: true,
      audit: ({ body }) => ({ entityId: body.skuId, summary: changedStock(body) }),
    },
    async (ctx, { body }) => correctStock(ctx, body),
  ),
  route(
    contract,
    'POST /api/admin/stock-transfers',
    {
      // What the shop has changes too.
      can: 'catalog.write',
      idempotent: true,
      audit: ({ body }, { units }) => ({
        entityId: String(body.to ?? body.from ?? ''),
        summary: words(`调拨 ${units} 件：${body.reason}`, `Moved ${units} units of stock: ${body.reason}`),
      }),
    },
    async (ctx, { body }) => transferStock(ctx, body),
  ),
];
