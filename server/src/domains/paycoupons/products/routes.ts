import { payCouponContract as contract } from '@huoshui/contracts/paycoupons';
import { named, words } from '@huoshui/contracts/words';
import { inTransaction } from '../../../platform/db.ts';
import { type Route, route } from '../../../platform/routes.ts';
import type { Wechat } from '../../../wechat/index.ts';
import { listCoupons } from './list-coupons.ts';
import { makeProductNow, stopProduct } from './make.ts';
import type { TemplateOf } from './port.ts';
import { createProduct, findProduct, listProducts } from './product.ts';

const read = { can: 'coupons.read' } as const;

export function productRoutes(wechat: Wechat, templateOf: TemplateOf): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/product-coupons', read, async (ctx, { query }) => listProducts(ctx, query)),
    route(
      contract,
      'POST /api/admin/product-coupons',
      {
        can: 'coupons.write',
        idempotent: true,
        // WeChat is asked on the way; the product is kept first.
        transaction: false,
        audit: (_in, { id, name }) => ({
          entityId: id,
          summary: named(words('把优惠券放进微信卡包', 'Put the coupon into WeChat as'), name),
        }),
      },
      async (ctx, { body }) => {
        const id = await inTransaction(ctx, async (ctx) => createProduct(ctx, templateOf, body.values));
        await makeProductNow(ctx, wechat, id);
        return findProduct(ctx, id);
      },
    ),
    route(contract, 'GET /api/admin/product-coupons/:id', read, async (ctx, { params }) => findProduct(ctx, params.id)),
    route(
      contract,
      'POST /api/admin/product-coupons/:id/stop',
      {
        can: 'coupons.write',
        transaction: false,
        audit: (_in, { id, name }) => ({
          entityId: id,
          summary: named(words('不再放进微信卡包', 'Puts no more into WeChat of'), name),
        }),
      },
      async (ctx, { params }) => {
        await stopProduct(ctx, wechat, params.id);
        return findProduct(ctx, params.id);
      },
    ),
    route(contract, 'GET /api/admin/product-coupons/:id/coupons', read, async (ctx, { params, query }) =>
      listCoupons(ctx, params.id, query),
    ),
  ];
}
