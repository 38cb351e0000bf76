import { orderContract as contract } from '@huoshui/contracts/orders';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { formatYuan } from '../../platform/money.ts';
import { type Route, route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { findMembers } from '../members/index.ts';
import { actsOn } from './acts.ts';
import { readApplications } from './applications.ts';
import { orderTable } from './export-orders.ts';
import { listOrders } from './list-admin.ts';
import type { OrderPorts } from './ports.ts';
import { presentOne } from './present.ts';
import { decideRefund } from './refund/decide.ts';
import { listRefunds } from './refund/list.ts';
import { getRefund } from './refund/present.ts';
import { giveRefund } from './refund/request.ts';
import { restockRefund } from './refund/restock.ts';
import { retryRefund } from './refund/retry.ts';
import { settleRefund } from './refund/settle.ts';
import { readRemark, writeRemark } from './remark.ts';
import { ordersBeside } from './shipment/ship-together.ts';

const read = { can: 'orders.read' } as const;
const write = { can: 'orders.write' } as const;

export const adminRoutes = (ports: OrderPorts): readonly Route[] => [
  route(contract, 'GET /api/admin/orders', read, async (ctx, { query }) => listOrders(ctx, query)),
  route(
    contract,
    'GET /api/admin/orders/export.csv',
    { ...read, download: csvFile('orders') },
    async (ctx, { query }) => tableFile(await orderTable(ctx, query), query),
  ),
  route(contract, 'GET /api/admin/orders/:id', read, async (ctx, { params }) => withMember(ctx, params.id)),
  route(
    contract,
    'PUT /api/admin/orders/:id/remark',
    {
      ...write,
      audit: ({ body }) => ({
        summary: words(`商家备注：${body.remark}`, `Remark: ${body.remark}`),
      }),
    },
    async (ctx, { params, body }) => {
      await writeRemark(ctx, params.id, body.remark);
      return { ok: true };
    },
  ),
  route(
    contract,
    'POST /api/admin/orders/:id/refunds',
    { ...write, idempotent: 'money', audit: (_in, out) => aboutRefund(words('给订单退款', 'Refunded the order'), out) },
    async (ctx, { params, body }) => getRefund(ctx, await giveRefund(ctx, params.id, body, body.reason)),
  ),
  route(contract, 'GET /api/admin/refunds', read, async (ctx, { query }) => listRefunds(ctx, query)),
  route(
    contract,
    'POST /api/admin/refunds/:id/decision',
    {
      ...write,
      idempotent: 'money',
      audit: ({ body }, out) =>
        aboutRefund(
          !body.approve
            ? words('拒绝退款', 'Refused the refund')
            : body.lines || body.amount
              ? words('部分同意退款', 'Approved the refund in part')
              : words('同意退款', 'Approved the refund'),
          out,
        ),
    },
    async (ctx, { params, body }) => {
      const { approve, reply, lines, amount, shippingFee, keepsGoods, keepsGifts } = body;
      const part = lines ? { lines } : amount === undefined ? undefined : { amount };
      await decideRefund(ctx, params.id, {
        approve,
        reply,
        part: approve ? part : undefined,
        shippingFee,
        keepsGoods,
        keepsGifts,
      });
      return getRefund(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/retry',
    { ...write, idempotent: 'money', audit: (_in, out) => aboutRefund(words('重试退款', 'Retried the refund'), out) },
    async (ctx, { params }) => {
      await retryRefund(ctx, params.id);
      return getRefund(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/settlement',
    {
      ...write,
      idempotent: 'money',
      // WeChat is asked on the way: no connection waits for it.
      transaction: false,
      audit: (_in, out) => aboutRefund(words('线下结清退款', 'Settled the refund outside of WeChat'), out),
    },
    async (ctx, { params, body }) => {
      await settleRefund(ctx, ports, params.id, body.note);
      return getRefund(ctx, params.id);
    },
  ),
  route(
    contract,
    'POST /api/admin/refunds/:id/returned-goods',
    {
      ...write,
      idempotent: true,
      audit: (_in, out) => aboutRefund(words('退回的商品重新上架', 'Put returned goods on offer again'), out),
    },
    async (ctx, { params, body }) => {
      await restockRefund(ctx, params.id, body.lines);
      return getRefund(ctx, params.id);
    },
  ),
];

async function withMember(ctx: Ctx, id: string) {
  const [order, acts, remark, applications, beside] = await Promise.all([
    presentOne(ctx, id),
    actsOn(ctx, id),
    readRemark(ctx, id),
    readApplications(ctx, id),
    ordersBeside(ctx, id),
  ]);
  const member = (await findMembers(ctx, [order.memberId])).get(order.memberId);
  return { ...order, memberName: member?.nickname ?? '', remark, acts, applications, beside: [...beside] };
}

function aboutRefund(deed: Words, { orderId, amount, reason }: { orderId: string; amount: number; reason: Words }) {
  return {
    entityId: orderId,
    summary: words(
      `${deed.zh} ¥${formatYuan(amount)}：${reason.zh}`,
      `${deed.en} ¥${formatYuan(amount)}: ${reason.en}`,
    ),
  };
}
