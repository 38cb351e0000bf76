import { Type } from '@sinclair/typebox';
import { type Contract, IdParams, Nullable, OneOf, Seen } from './contract.ts';
import { Refund, RefundDetail } from './refunds.ts';
import { deliveryWay } from './words/orders.ts';
import { valuesOf } from './words.ts';

/** Addresses that the picture door of shoppers answered. */
export const EvidencePictures = Type.Array(Type.String({ maxLength: 120 }), { maxItems: 6, uniqueItems: true });

const Message = Type.Object({
  text: Type.String({ maxLength: 500 }),
  pictures: Type.Optional(EvidencePictures),
});

/** The same as the house sees it. */
const RefundShown = Type.Composite([
  RefundDetail,
  Type.Object({ memberId: Nullable(Type.String()), memberName: Type.String() }),
]);

/** What follows a request of a shopper: goods that come back, another piece for hers, and what both say meanwhile. */
export const afterSalesContract = {
  'POST /api/shop/evidence': {
    summary: 'Upload a picture of what is wrong as multipart field `file` (jpeg, png, webp; at most 2 MiB)',
    ok: Type.Object({ url: Type.String() }),
  },
  'GET /api/shop/refunds/:id': { params: IdParams, ok: RefundDetail },
  'POST /api/shop/refunds/:id/messages': {
    summary: 'Say something to the shop about a request',
    params: IdParams,
    body: Message,
    ok: RefundDetail,
  },
  'POST /api/shop/refunds/:id/return-parcel': {
    summary: 'With which parcel the goods go back to the shop; it may be put right until they are there',
    params: IdParams,
    body: Type.Object({
      company: Seen(20),
      waybill: Type.String({ minLength: 4, maxLength: 40, pattern: '^[A-Za-z0-9-]+$' }),
    }),
    ok: RefundDetail,
  },
  'GET /api/admin/refunds/:id': { params: IdParams, ok: RefundShown },
  'POST /api/admin/refunds/:id/messages': {
    summary: 'Answer her; she is told',
    params: IdParams,
    body: Message,
    ok: RefundShown,
  },
  'POST /api/admin/refunds/:id/inspection': {
    summary:
      'Goods that she sent back are here: units on offer again (back) and written off (lost), then the money or the replacement follows; or refuse them (reply says why). Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({
      accept: Type.Boolean(),
      lines: Type.Optional(
        Type.Array(
          Type.Object({
            lineId: Type.String({ maxLength: 64 }),
            back: Type.Integer({ minimum: 0, maximum: 999 }),
            lost: Type.Integer({ minimum: 0, maximum: 999 }),
          }),
          { minItems: 1, maxItems: 100 },
        ),
      ),
      /** Needed where not all of it came, or it is refused. */
      reply: Type.Optional(Type.String({ maxLength: 80 })),
    }),
    ok: Refund,
  },
  'POST /api/admin/refunds/:id/replacement': {
    summary: 'Send the other piece of an exchange, in a parcel of its own; she is told',
    params: IdParams,
    body: Type.Object({
      way: Type.Optional(OneOf(valuesOf(deliveryWay))),
      company: Seen(20),
      waybill: Type.Optional(Type.String({ minLength: 4, maxLength: 40, pattern: '^[A-Za-z0-9-]+$' })),
    }),
    ok: Refund,
  },
  'POST /api/admin/refunds/:id/money-instead': {
    summary:
      'There is no piece to send after all: what was set aside is free and the money goes back. Needs Idempotency-Key',
    params: IdParams,
    body: Type.Object({ reply: Seen(80) }),
    ok: Refund,
  },
} as const satisfies Contract;
