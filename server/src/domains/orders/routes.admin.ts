import { setTimeout as pause } from 'node:timers/promises';
import { orderContract as contract } from '@huoshui/contracts/orders';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { formatYuan } from '../../platform/money.ts';
import { type Route, route } from '../../platform/routes.ts';
import { csvFile, tableCsv } from '../../platform/table-file.ts';
import { findMembers } from '../members/index.ts';
import { actsOn } from './acts.ts';
import { readApplications } from './applications.ts';
import { searchCarriers } from './carriers/known.ts';
import { freshenCarriers } from './carriers/refresh.ts';
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
import { correctShipment, retryUpload } from './shipment/correct.ts';
import { remindReceipt } from './shipment/remind.ts';
import { shipOrder } from './shipment/ship.ts';
import { shipMany } from './shipment/ship-many.ts';
import { shipOwed } from './shipment/ship-owed.ts';
import { readSlips } from './slips.ts';

const read = { can: 'orders.read' } as const;
const write = { can: 'orders.write' } as const;

/** Taste: who is about to ship sees the list as it was known, when WeChat does not answer within this time. */
const PATIENCE_MS = 2500;

export const adminRoutes = (ports: OrderPorts): readonly Route[] => [
  route(contract, 'GET /api/admin/orders', read, async (ctx, { query }) => listOrders(ctx, query)),
  route(
    contract,
    'GET /api/admin/orders/export.csv',
    { ...read, download: csvFile('orders') },
    async (ctx, { query }) => tableCsv(await orderTable(ctx, query), query.language),
  ),
  route(contract, 'GET /api/admin/slips', read, async (ctx, { query }) => readSlips(ctx, query)),
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
  // Each order leaves in a transaction of its own: one that cannot be shipped keeps none of the others back.
  route(
    contract,
    'POST /api/admin/orders/shipments',
    {
      ...write,
      transaction: false,
      audit: (_in, { shipped, refused }) => ({
        entityId: null,
        summary: words(
          `批量发货 ${shipped} 单，${refused.length} 单没有发出`,
          `Shipped ${shipped} by a list, ${refused.length} refused`,
        ),
      }),
    },
    async (ctx, { body }) => shipMany(ctx, body.rows),
  ),
  route(
    contract,
    'POST /api/admin/orders/:id/shipment',
    {
      ...write,
      audit: ({ body }) => ({
        summary: aboutParcel(words('发货', 'Shipped'), body),
      }),
    },
    async (ctx, { params, body }) => {
      await shipOrder(ctx, params.id, body);
      return { ok: true };
    },
  ),
  route(
    contract,
    'POST /api/admin/orders/:id/shipment/correction',
    {
      ...write,
      audit: ({ body }) => ({ summary: aboutParcel(words('更正物流信息', 'Corrected the shipment'), body) }),
    },
    async (ctx, { params, body }) => {
      await correctShipment(ctx, params.id, body);
      return { ok: true };
    },
  ),
  route(
    contract,
    'POST /api/admin/orders/:id/shipment/retry',
    { ...write, audit: words('再次把发货信息告诉微信', 'Told WeChat of the shipment once more') },
    async (ctx, { params }) => {
      await retryUpload(ctx, params.id);
      return { ok: true };
    },
  ),
  // WeChat is asked on the way: what was written down before stands whatever becomes of the answer.
  route(
    contract,
    'POST /api/admin/orders/:id/receipt-reminder',
    {
      ...write,
      transaction: false,
      audit: words('请微信提醒买家确认收货', 'Had WeChat remind her to confirm'),
    },
    async (ctx, { params, body }) => {
      await remindReceipt(ctx, ports, params.id, new Date(body.handedOverAt));
      return { ok: true };
    },
  ),
  route(contract, 'GET /api/admin/carriers', read, async (ctx, { query }) => {
    await Promise.race([freshenCarriers(ctx, ports), pause(PATIENCE_MS, undefined, { ref: false })]);
    return searchCarriers(ctx, query.q);
  }),
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
  route(
    contract,
    'POST /api/admin/orders/:id/owed-shipment',
    {
      ...write,
      audit: ({ body }) => ({
        summary: aboutParcel(words('补发', 'Sent what was owed'), body),
      }),
    },
    async (ctx, { params, body }) => {
      await shipOwed(ctx, params.id, body);
      return { ok: true };
    },
  ),
];

async function withMember(ctx: Ctx, id: string) {
  const [order, acts, remark, applications] = await Promise.all([
    presentOne(ctx, id),
    actsOn(ctx, id),
    readRemark(ctx, id),
    readApplications(ctx, id),
  ]);
  const member = (await findMembers(ctx, [order.memberId])).get(order.memberId);
  return { ...order, memberName: member?.nickname ?? '', remark, acts, applications };
}

function aboutParcel(deed: Words, { company, waybill = '' }: { company: string; waybill?: string | undefined }) {
  return words(`${deed.zh}：${company} ${waybill}`.trim(), `${deed.en}: ${company} ${waybill}`.trim());
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
