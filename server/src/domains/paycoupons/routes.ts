import { payCouponContract as contract } from '@huoshui/contracts/paycoupons';
import { named, words } from '@huoshui/contracts/words';
import { payCouponMove } from '@huoshui/contracts/words/paycoupons';
import { inTransaction } from '../../platform/db.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import type { Wechat } from '../../wechat/index.ts';
import { givenCells, listGiven, listHers } from './list-given.ts';
import { makeNow, moveStock } from './make.ts';
import { inHerWechat } from './products/list-coupons.ts';
import { createStock, findStock, listStocks, presentStock } from './stock.ts';

const read = { can: 'coupons.read' } as const;

export function payCouponRoutes(wechat: Wechat): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/pay-coupons', read, async (ctx, { query }) => listStocks(ctx, query)),
    route(
      contract,
      'POST /api/admin/pay-coupons',
      {
        can: 'coupons.write',
        idempotent: true,
        // WeChat is asked on the way; the stock is kept first.
        transaction: false,
        audit: (_in, { id, name }) => ({
          entityId: id,
          summary: named(words('新建微信支付券', 'Made the stock of WeChat Pay coupons'), name),
        }),
      },
      async (ctx, { body }) => {
        const id = await inTransaction(ctx, async (ctx) => createStock(ctx, body.values));
        await makeNow(ctx, wechat, id);
        return presentStock(await findStock(ctx, id), ctx.now());
      },
    ),
    route(contract, 'GET /api/admin/pay-coupons/:id', read, async (ctx, { params }) =>
      presentStock(await findStock(ctx, params.id), ctx.now()),
    ),
    route(
      contract,
      'POST /api/admin/pay-coupons/:id/move',
      {
        can: 'coupons.write',
        // WeChat is asked on the way.
        transaction: false,
        audit: ({ body }, { id, name }) => ({
          entityId: id,
          summary: named(
            words(`微信支付券：${payCouponMove[body.move].zh}`, `WeChat Pay coupons: ${payCouponMove[body.move].en}`),
            name,
          ),
        }),
      },
      async (ctx, { params, body }) => {
        await moveStock(ctx, wechat, params.id, body.move);
        return presentStock(await findStock(ctx, params.id), ctx.now());
      },
    ),
    route(contract, 'GET /api/admin/pay-coupons/:id/coupons', read, async (ctx, { params, query }) =>
      listGiven(ctx, params.id, query),
    ),
    route(
      contract,
      'GET /api/admin/pay-coupons/:id/coupons.csv',
      { ...read, download: csvFile('pay-coupons') },
      async (ctx, { params, query }) => tableFile(await givenCells(ctx, params.id, query), query),
    ),
    route(contract, 'GET /api/shop/pay-coupons', { member: true }, async (ctx) => {
      if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
      return { ...(await listHers(ctx, ctx.actor.id)), inWechat: await inHerWechat(ctx, ctx.actor.id) };
    }),
  ];
}
