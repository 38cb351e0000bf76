import { Type } from '@sinclair/typebox';
import { MOST_LINES } from './cart.ts';
import {
  Bilingual,
  type Contract,
  Done,
  FileLanguage,
  IdParams,
  Instant,
  ListQuery,
  OneOf,
  Page,
  Seen,
  TableFile,
} from './contract.ts';
import { Order } from './order.ts';
import { deliveryWay } from './words/orders.ts';
import { valuesOf } from './words.ts';

const ParcelInput = Type.Object({
  /** Absent: express. A carrier that WeChat does not list is refused; it is never told as another way of delivery. */
  way: Type.Optional(OneOf(valuesOf(deliveryWay))),
  company: Seen(20),
  /** Express needs one. */
  waybill: Type.Optional(Type.String({ minLength: 4, maxLength: 40, pattern: '^[A-Za-z0-9-]+$' })),
});

/** How what was paid leaves the house. */
export const shipmentContract = {
  'GET /api/admin/slips': {
    summary: 'Orders that can leave now, whole, those that have waited longest first; held ones are not among them',
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      /** Ids of chosen orders, parted by commas. */
      orders: Type.Optional(Seen(8000)),
    }),
    ok: Page(Type.Composite([Order, Type.Object({ remark: Type.String() })])),
  },
  'GET /api/admin/slips/export.csv': {
    summary: 'What can leave now, a row for each line, to be filled with carriers and waybills and shipped by',
    query: Type.Object(FileLanguage),
    ok: TableFile(),
  },
  'POST /api/admin/orders/shipments': {
    summary: 'Ship what a list names by order number: what cannot be shipped is told row by row, the rest has left',
    body: Type.Object({
      rows: Type.Array(
        Type.Object({
          number: Type.String({ maxLength: 64 }),
          company: Type.String({ maxLength: 40 }),
          waybill: Type.String({ maxLength: 64 }),
          /** What of the order is in the parcel; rows of one order with one waybill are one. Absent: all that is left. */
          sku: Type.Optional(Type.String({ maxLength: 64 })),
          quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
        }),
        { minItems: 1, maxItems: 500 },
      ),
    }),
    ok: Type.Object({
      /** Parcels that left now, and rows of parcels that had left before. */
      shipped: Type.Integer(),
      known: Type.Integer(),
      refused: Type.Array(
        Type.Object({ row: Type.Integer(), number: Type.String(), code: Type.String(), why: Bilingual() }),
      ),
    }),
  },
  'POST /api/admin/orders/shipments/workbook': {
    summary:
      'The first sheet of an XLSX (multipart field file) as the text of a CSV, to be looked at before it is shipped',
    ok: Type.Object({
      text: Type.String(),
      /** Sheets with something on them that were not read, by name. */
      unread: Type.Array(Type.String()),
    }),
  },
  'POST /api/admin/orders/shared-parcel': {
    summary:
      'All that is left of several orders of one person to one address leaves in one parcel, or none of them does',
    body: Type.Composite([
      ParcelInput,
      Type.Object({ orderIds: Type.Array(Type.String({ maxLength: 64 }), { minItems: 2, maxItems: 20 }) }),
    ]),
    ok: Done,
  },
  'POST /api/admin/orders/:id/shipment': {
    summary:
      'A parcel leaves: all that is still to be sent, or the units that it names; a waybill of the order is taken once',
    params: IdParams,
    body: Type.Composite([
      ParcelInput,
      Type.Object({
        lines: Type.Optional(
          Type.Array(
            Type.Object({
              lineId: Type.String({ maxLength: 64 }),
              quantity: Type.Integer({ minimum: 0, maximum: 999 }),
              /** The lot that these units are of: one of the product that is neither recalled nor past its date. */
              lot: Type.Optional(Type.String({ maxLength: 64 })),
            }),
            { minItems: 1, maxItems: MOST_LINES },
          ),
        ),
      }),
    ]),
    ok: Done,
  },
  'POST /api/admin/orders/:id/shipment/correction': {
    summary: 'Put a mistyped carrier or waybill right, once when all has left: WeChat and the shopper are told anew',
    params: IdParams,
    body: Type.Composite([
      ParcelInput,
      /** Which of its parcels; absent: the first. */
      Type.Object({ parcel: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })) }),
    ]),
    ok: Done,
  },
  'POST /api/admin/orders/:id/shipment/retry': {
    summary: 'Tell WeChat once more of a shipment it was not told of',
    params: IdParams,
    ok: Done,
  },
  'POST /api/admin/orders/:id/receipt-reminder': {
    summary: 'The carrier has handed it over: WeChat asks her once to confirm the receipt',
    params: IdParams,
    body: Type.Object({ handedOverAt: Instant() }),
    ok: Done,
  },
  'GET /api/admin/carriers': {
    summary: "WeChat's carriers that match, the most used first; the list is read anew every day",
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Object({ items: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })) }),
  },
} as const satisfies Contract;
