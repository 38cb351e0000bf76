import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Fen, Instant, Nullable, OneOf, Page } from './contract.ts';
import { touchKind } from './words/analytics.ts';
import { valuesOf } from './words.ts';

export const AttributionQuery = Type.Object({
  /** Orders paid on these days. */
  from: Day(),
  to: Day(),
  asOf: Type.Optional(Day()),
  /** Touches at most so many days before the order count. */
  window: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30 })),
  /** After so many days a touch weighs half (time decay). */
  halfLife: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, default: 7 })),
  /** Which kinds of touches count; all when absent. */
  kinds: Type.Optional(Type.Array(OneOf(valuesOf(touchKind)), { maxItems: 6 })),
});

/** Fen by each model; the parts of an order add up to what was spent on it, in every model. */
const Credits = Type.Object({ first: Fen(), last: Fen(), linear: Fen(), position: Fen(), decay: Fen() });

const Touch = Type.Object({
  kind: OneOf(valuesOf(touchKind)),
  /** `source:poster`, `journey:jny_…`; '' is all of the kind. */
  key: Type.String(),
  label: Bilingual(),
});

const Sums = Type.Object({
  credits: Credits,
  /** Orders that count which it touched; one that several touched is in several rows. */
  orders: Type.Integer(),
  buyers: Type.Integer(),
});

export const AttributionRow = Type.Composite([
  Touch,
  Sums,
  /** In as many days before, for as long as these have lasted; null where that was not asked. */
  Type.Object({ before: Nullable(Sums) }),
]);

export const Attribution = Type.Object({
  range: Type.Object({ from: Day(), to: Day() }),
  asOf: Day(),
  /** What was spent on orders of these days: every model's credits add up to it. */
  spent: Fen(),
  orders: Type.Integer(),
  /** The days before, and what was spent in them. */
  before: Nullable(Type.Object({ from: Day(), to: Day(), spent: Fen(), orders: Type.Integer() })),
  /** By kind, then one by one; the most credit (position) first. */
  kinds: Type.Array(AttributionRow),
  touches: Type.Array(AttributionRow),
  /** There were more, of little credit, that are not told one by one. */
  more: Type.Boolean(),
});

export const AttributedOrder = Type.Object({
  orderId: Type.String(),
  /** As people name it; the id where the past knew none. */
  number: Type.String(),
  paidAt: Instant(),
  spent: Fen(),
  /** Touches before it. */
  touches: Type.Integer(),
  /** What this touch gets of it. */
  credits: Credits,
});

/** An order and what touched her before it, first to last. */
export const OrderTouches = Type.Object({
  orderId: Type.String(),
  number: Type.String(),
  paidAt: Instant(),
  amount: Fen(),
  refunded: Fen(),
  spent: Fen(),
  touches: Type.Array(Type.Composite([Touch, Type.Object({ at: Instant(), credits: Credits })])),
});

export const attributionContract = {
  'POST /api/admin/reports/attribution': {
    body: Type.Composite([
      AttributionQuery,
      /** Beside as many days before. */
      Type.Object({ compare: Type.Optional(Type.Boolean()) }),
    ]),
    ok: Attribution,
  },
  'POST /api/admin/reports/attribution/orders': {
    summary: 'The orders that a touch brought, newest first',
    body: Type.Composite([
      AttributionQuery,
      Type.Object({
        key: Type.String({ maxLength: 1100 }),
        cursor: Type.Optional(Type.String({ maxLength: 400 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
      }),
    ]),
    ok: Page(AttributedOrder),
  },
  'POST /api/admin/reports/attribution/order': {
    summary: 'Why an order is credited as it is',
    body: Type.Composite([AttributionQuery, Type.Object({ orderId: Type.String({ maxLength: 64 }) })]),
    ok: Nullable(OrderTouches),
  },
} as const satisfies Contract;
