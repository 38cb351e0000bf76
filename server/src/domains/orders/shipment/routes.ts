import { setTimeout as pause } from 'node:timers/promises';
import { shipmentContract as contract } from '@huoshui/contracts/shipments';
import { type Words, words } from '@huoshui/contracts/words';
import { readUpload } from '../../../platform/http/upload.ts';
import { type Route, route } from '../../../platform/routes.ts';
import { csvFile, tableFile } from '../../../platform/table-file.ts';
import { xlsxSheets } from '../../../platform/xlsx.ts';
import { searchCarriers } from '../carriers/known.ts';
import { freshenCarriers } from '../carriers/refresh.ts';
import { orderErrors } from '../errors.ts';
import { slipTable } from '../export-slips.ts';
import type { OrderPorts } from '../ports.ts';
import { readSlips } from '../slips.ts';
import { correctShipment, retryUpload } from './correct.ts';
import { remindReceipt } from './remind.ts';
import { shipOrder } from './ship.ts';
import { shipMany } from './ship-many.ts';
import { shipTogether } from './ship-together.ts';

const read = { can: 'orders.read' } as const;
const write = { can: 'orders.write' } as const;

/** Of a list of parcels as a workbook: some ten thousand rows. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Taste: who is about to ship sees the list as it was known, when WeChat does not answer within this time. */
const PATIENCE_MS = 2500;

/** What is picked and packed, and how it leaves. */
export const shipmentRoutes = (ports: OrderPorts): readonly Route[] => [
  route(contract, 'GET /api/admin/slips', read, async (ctx, { query }) => readSlips(ctx, query)),
  route(
    contract,
    'GET /api/admin/slips/export.csv',
    { ...read, download: csvFile('to-ship') },
    async (ctx, { query }) => tableFile(await slipTable(ctx), query),
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
          `批量发货 ${shipped} 个包裹，${refused.length} 行没有发出`,
          `Shipped ${shipped} parcels by a list, ${refused.length} rows refused`,
        ),
      }),
    },
    async (ctx, { body }) => shipMany(ctx, body.rows),
  ),
  route(
    contract,
    'POST /api/admin/orders/shipments/workbook',
    { ...write, onlyReads: true },
    async (ctx, { request }) => {
      const file = await readUpload(ctx, request, MOST_BYTES);
      if (!file) throw orderErrors.error('no_list_file');
      const [first, ...others] = await xlsxSheets(file.bytes);
      return { text: first?.text ?? '', unread: others.map(({ name }) => name) };
    },
  ),
  route(
    contract,
    'POST /api/admin/orders/shared-parcel',
    {
      ...write,
      audit: ({ body }) => ({
        entityId: null,
        summary: aboutParcel(
          words(`${body.orderIds.length} 个订单合并发货`, `Shipped ${body.orderIds.length} orders in one parcel`),
          body,
        ),
      }),
    },
    async (ctx, { body: { orderIds, ...parcel } }) => {
      await shipTogether(ctx, orderIds, parcel);
      return { ok: true };
    },
  ),
  route(
    contract,
    'POST /api/admin/orders/:id/shipment',
    {
      ...write,
      audit: ({ body }) => ({
        summary: aboutParcel(
          body.lines === undefined ? words('发货', 'Shipped') : words('发出部分商品', 'Shipped a part'),
          body,
        ),
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
];

function aboutParcel(deed: Words, { company, waybill = '' }: { company: string; waybill?: string | undefined }) {
  return words(`${deed.zh}：${company} ${waybill}`.trim(), `${deed.en}: ${company} ${waybill}`.trim());
}
