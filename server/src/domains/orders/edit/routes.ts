import { orderEditsContract as contract } from '@huoshui/contracts/order-edits';
import { words } from '@huoshui/contracts/words';
import { formatYuan } from '../../../platform/money.ts';
import { type Route, route } from '../../../platform/routes.ts';
import type { OrderPorts } from '../ports.ts';
import { cutPrice } from './cut-price.ts';
import { moveAddress } from './move-address.ts';

const write = { can: 'orders.write' } as const;

/** What the house changes of an order that has not left yet. */
export const editRoutes = (ports: OrderPorts): readonly Route[] => [
  // WeChat is asked on the way: no connection waits for it.
  route(
    contract,
    'POST /api/admin/orders/:id/price-cut',
    {
      ...write,
      idempotent: 'money',
      transaction: false,
      audit: ({ params, body }, { payable }) => ({
        entityId: params.id,
        summary: words(
          `改价 -¥${formatYuan(body.off)}，应付 ¥${formatYuan(payable)}：${body.reason}`,
          `Cut the price by ¥${formatYuan(body.off)} to ¥${formatYuan(payable)}: ${body.reason}`,
        ),
      }),
    },
    async (ctx, { params, body }) => ({ payable: await cutPrice(ctx, ports, params.id, body) }),
  ),
  route(
    contract,
    'PUT /api/admin/orders/:id/address',
    {
      ...write,
      // Where she lives does not stand in the log.
      audit: ({ params }) => ({
        entityId: params.id,
        summary: words('修改收货地址', 'Changed the address'),
        details: {},
      }),
    },
    async (ctx, { params, body }) => ({ freight: await moveAddress(ctx, params.id, body) }),
  ),
];
