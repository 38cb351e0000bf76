import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FileLanguage,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
  TableFile,
} from './contract.ts';
import { couponChannel, couponGroup, couponPlace, couponState, offerState, templateState } from './words/coupons.ts';
import { valuesOf } from './words.ts';

export const CouponScope = Type.Union([
  Type.Object({ kind: Type.Literal('all') }),
  Type.Object({
    kind: Type.Union([Type.Literal('categories'), Type.Literal('products')]),
    ids: Type.Array(Type.String(), { minItems: 1, maxItems: 500 }),
    /** Taken out again; absent where there are none. */
    exceptProductIds: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 500 })),
  }),
  Type.Object({ kind: Type.Literal('except'), ids: Type.Array(Type.String(), { minItems: 1, maxItems: 500 }) }),
]);

export const CouponDiscount = Type.Union([
  Type.Object({ kind: Type.Literal('amount'), amount: Fen({ minimum: 1, maximum: 100_000_00 }) }),
  Type.Object({
    kind: Type.Literal('percent'),
    /** 1–99: how much is taken off, so 九折 is 10. */
    percentOff: Type.Integer({ minimum: 1, maximum: 99 }),
    cap: Nullable(Fen({ minimum: 1 })),
  }),
  Type.Object({ kind: Type.Literal('free_shipping') }),
  Type.Object({
    kind: Type.Literal('exchange'),
    skuId: Type.String(),
    /** What the one piece costs with it; 0: nothing. */
    price: Fen(),
    /** What it takes off at most; null: all above `price`. */
    cap: Nullable(Fen({ minimum: 1 })),
    /** What it took off when the coupon was made: what one is expected to cost. */
    worth: Fen(),
  }),
]);

/** Hours of a week by Shanghai's clocks, half-open; `weekdays`: 1 is Monday; minutes of the day, `to` up to 1440. */
export const CouponHours = Type.Object({
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
  from: Type.Integer({ minimum: 0, maximum: 1439 }),
  to: Type.Integer({ minimum: 1, maximum: 1440 }),
});

export const CouponValidity = Type.Union([
  Type.Object({ kind: Type.Literal('between'), from: Instant(), to: Instant() }),
  Type.Object({ kind: Type.Literal('days'), days: Type.Integer({ minimum: 1, maximum: 365 }) }),
]);

export const CouponTemplate = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  discount: CouponDiscount,
  threshold: Fen(),
  scope: CouponScope,
  validity: CouponValidity,
  /** When of a week it may be used; null: always. */
  hours: Nullable(CouponHours),
  /** Of one group an order uses one; coupons of different groups add up. */
  stack: OneOf(valuesOf(couponGroup)),
  /** How many may be issued in all; null is no limit. */
  total: Nullable(Type.Integer()),
  perMember: Type.Integer(),
  /** shop: shoppers take it themselves; grant: only given by journeys and operators. */
  channel: OneOf(valuesOf(couponChannel)),
  note: Type.String(),
  /** The same as the form `coupons.template` holds it. */
  values: FormValues(),
  state: OneOf(valuesOf(templateState)),
  /** The rule as a sentence: "满 39 减 10,7 天内有效". */
  sentence: Bilingual(),
  issued: Type.Integer(),
  used: Type.Integer(),
  /** Discount given by used coupons. */
  cost: Fen(),
  /** Paid amount of the orders in which it was used. */
  gmv: Fen(),
  /** What came back of these orders. */
  refunded: Fen(),
  /** Cost by order; null while none used it. */
  costEach: Nullable(Fen()),
  /** All that was issued and not used was taken back, and why; null: it was not. */
  voidReason: Nullable(Type.String()),
  createdAt: Instant(),
});

/** A coupon as its owner sees it. */
export const HerCoupon = Type.Object({
  id: Type.String(),
  templateId: Type.String(),
  name: Type.String(),
  discount: CouponDiscount,
  threshold: Fen(),
  scope: CouponScope,
  sentence: Bilingual(),
  state: OneOf(valuesOf(couponState)),
  validFrom: Instant(),
  validTo: Instant(),
  /** What she reads of why she has it: 自己领取, 店家赠送, or what whoever gave it said to her. */
  said: Bilingual(),
  orderId: Nullable(Type.String()),
  /** Why she cannot use it right now, in words; null: she can. */
  notNow: Nullable(Bilingual()),
});

/** The same for the shop's own people. */
export const Coupon = Type.Composite([
  HerCoupon,
  Type.Object({
    /** Why she has it: 自己领取, a journey, an operator and her reason. She does not read it. */
    because: Bilingual(),
  }),
]);

/** A coupon of the centre with what the shopper may do. */
export const Takeable = Type.Object({
  templateId: Type.String(),
  name: Type.String(),
  discount: CouponDiscount,
  threshold: Fen(),
  scope: CouponScope,
  sentence: Bilingual(),
  validityWords: Bilingual(),
  remaining: Nullable(Type.Integer()),
  mine: Type.Integer(),
  state: OneOf(valuesOf(offerState)),
});

const BasketLine = Type.Object({
  skuId: Type.String({ maxLength: 64 }),
  quantity: Type.Integer({ minimum: 1, maximum: 999 }),
});

export const couponContract = {
  'GET /api/admin/coupons': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(CouponTemplate.properties.state) }),
    ok: Page(CouponTemplate),
  },
  'GET /api/admin/coupons.csv': {
    summary: 'All templates with their figures as a CSV file, amounts in yuan',
    query: Type.Object({ ...FileLanguage, q: ListQuery.q, state: Type.Optional(CouponTemplate.properties.state) }),
    ok: TableFile(),
  },
  'POST /api/admin/coupons': {
    summary: 'Create from the values of the form `coupons.template`; a draft unless told otherwise',
    body: Type.Object({ values: FormValues(), state: Type.Optional(OneOf(['draft', 'active'])) }),
    ok: CouponTemplate,
  },
  'GET /api/admin/coupons/:id': { params: IdParams, ok: CouponTemplate },
  'GET /api/admin/coupons/:id/funnel': {
    summary: 'How many persons had it, saw it, used it and got money back; each of those before',
    params: IdParams,
    ok: Type.Object({
      had: Type.Integer(),
      /** Opened their coupons with it among them, or used it. */
      seen: Type.Integer(),
      used: Type.Integer(),
      /** Of an order in which it was used something was given back. */
      refunded: Type.Integer(),
    }),
  },
  'PUT /api/admin/coupons/:id': {
    summary: 'Edit; once issued only name, note, total, perMember and channel may change',
    params: IdParams,
    body: Type.Object({ values: FormValues() }),
    ok: CouponTemplate,
  },
  'PUT /api/admin/coupons/:id/state': {
    params: IdParams,
    body: Type.Object({ state: OneOf(['active', 'ended']) }),
    ok: CouponTemplate,
  },
  'POST /api/admin/coupons/:id/voiding': {
    summary:
      'Take back all that is issued and not used; what an unpaid order holds is used by it, or taken back when it is given up',
    params: IdParams,
    body: Type.Object({ reason: Seen(60) }),
    ok: CouponTemplate,
  },
  'POST /api/admin/issued-coupons/:id/voiding': {
    summary: 'Take back one that is not used, however she came by it',
    params: IdParams,
    body: Type.Object({ reason: Seen(60) }),
    ok: Coupon,
  },
  'POST /api/admin/coupons/:id/grants': {
    summary: 'Give the coupon to one member. Takes Idempotency-Key',
    params: IdParams,
    body: Type.Object({
      memberId: Type.String(),
      /** The shop's own: she does not read it. */
      reason: Seen(60),
      /** What she reads; 店家赠送 when nothing is said. */
      said: Type.Optional(Type.String({ maxLength: 30 })),
    }),
    ok: Coupon,
  },
  'GET /api/admin/members/:id/coupons': {
    params: IdParams,
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(Coupon),
  },
  'GET /api/shop/coupon-center': {
    query: Type.Object({ productId: Type.Optional(Type.String()) }),
    ok: Type.Object({ items: Type.Array(Takeable) }),
  },
  'POST /api/shop/basket-coupons': {
    summary: 'Coupons she could take now that would lower this basket, the most first',
    body: Type.Object({ lines: Type.Array(BasketLine, { minItems: 1, maxItems: 100 }) }),
    ok: Type.Object({ items: Type.Array(Type.Object({ ...Takeable.properties, saves: Fen() })) }),
  },
  'POST /api/shop/coupon-center/:id': {
    summary: 'Take one; `from` is where she met it. Takes Idempotency-Key',
    params: IdParams,
    query: Type.Object({ from: Type.Optional(OneOf(valuesOf(couponPlace))) }),
    ok: HerCoupon,
  },
  'GET /api/shop/coupons': {
    query: Type.Object({
      state: Type.Optional(OneOf(['available', 'used', 'expired'])),
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
    }),
    ok: Page(HerCoupon),
  },
  'GET /api/shop/offers': {
    summary:
      '券后价 of the products of a list for this shopper, computed by the checkout engine, and the coupons she can take',
    query: Type.Object({ products: Type.String({ maxLength: 4000, description: 'comma-separated product ids' }) }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          productId: Type.String(),
          price: Fen(),
          /** With the best coupon she has or could take; null where none fits one piece. */
          afterCoupon: Nullable(Fen()),
          /** What runs for it, each badge once. */
          badges: Type.Array(Bilingual()),
          /** Templates of coupons that are good for it, the one that `afterCoupon` counts on first. */
          takeable: Type.Array(Type.String()),
        }),
      ),
      /** Those of the whole list, for fewest goods first. */
      coupons: Type.Array(Takeable),
    }),
  },
  'GET /api/shop/products/:id/offers': {
    summary: '券后价 of one product for this shopper, computed by the checkout engine',
    params: IdParams,
    ok: Type.Object({
      price: Fen(),
      afterCoupon: Nullable(Fen()),
      explanation: Bilingual(),
      /** Promotions that run for it, each with what stands in front of its rule. */
      promotions: Type.Array(
        Type.Object({ offerId: Type.String(), name: Type.String(), badge: Bilingual(), sentence: Bilingual() }),
      ),
      mine: Type.Array(HerCoupon),
      takeable: Type.Array(Takeable),
    }),
  },
} as const satisfies Contract;
