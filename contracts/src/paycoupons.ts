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
  TableFile,
} from './contract.ts';
import {
  payCouponFunding,
  payCouponMove,
  payCouponState,
  payCouponStockState,
  productCouponState,
  productState,
} from './words/paycoupons.ts';
import { valuesOf } from './words.ts';

/** 代金券: a stock that was made at WeChat Pay. */
const Stock = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  state: OneOf(valuesOf(payCouponStockState)),
  funding: OneOf(valuesOf(payCouponFunding)),
  amount: Fen(),
  minimum: Fen(),
  sentence: Bilingual(),
  total: Type.Integer(),
  perMember: Type.Integer(),
  dayAmount: Nullable(Fen()),
  /** Good for so many days from when she has it. */
  days: Nullable(Type.Integer()),
  from: Instant(),
  until: Instant(),
  /** WeChat's number of it. */
  stockId: Nullable(Type.String()),
  trouble: Nullable(Bilingual()),
  /** Promised, of these sent, of these used. */
  given: Type.Integer(),
  sent: Type.Integer(),
  used: Type.Integer(),
  /** Fen that the used ones took off, less what went back into them with refunds (`back`). */
  cost: Fen(),
  back: Fen(),
  /** How many WeChat says it sent, and how many we knew of then; null: not asked yet. */
  wechatSent: Nullable(Type.Object({ theirs: Type.Integer(), ours: Type.Integer() })),
  /** WeChat's own lists of uses and refunds were read: the books are held to them. */
  flowsRead: Type.Boolean(),
  createdAt: Instant(),
});

/** One that somebody was given. */
const Given = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(payCouponState)),
  memberId: Type.String(),
  nickname: Type.String(),
  because: Bilingual(),
  couponId: Nullable(Type.String()),
  trouble: Nullable(Bilingual()),
  givenAt: Instant(),
  validTo: Nullable(Instant()),
  usedAt: Nullable(Instant()),
  orderId: Nullable(Type.String()),
  /** Fen that it took off, and of them gone back. */
  saving: Fen(),
  back: Fen(),
});

/** As she sees it. */
const Hers = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  amount: Fen(),
  minimum: Fen(),
  sentence: Bilingual(),
  state: OneOf(['sending', 'available', 'used', 'expired'] as const),
  said: Bilingual(),
  validFrom: Nullable(Instant()),
  validTo: Nullable(Instant()),
  orderId: Nullable(Type.String()),
});

/** 商品券: a template of the shop's coupons whose coupons lie in WeChat as well. WeChat takes nothing off; the shop does, and tells it. */
const Product = Type.Object({
  id: Type.String(),
  templateId: Type.String(),
  name: Type.String(),
  description: Type.String(),
  picture: Type.String(),
  state: OneOf(valuesOf(productState)),
  sentence: Bilingual(),
  /** Good for so many days at WeChat, from when she has it. */
  days: Nullable(Type.Integer()),
  from: Instant(),
  /** Nothing is sent after it. */
  until: Instant(),
  /** WeChat's number of the batch. */
  stockId: Nullable(Type.String()),
  trouble: Nullable(Bilingual()),
  /** Coupons that should lie there, of these sent, of these used there now, and of all those that WeChat refused something of. */
  coupons: Type.Integer(),
  sent: Type.Integer(),
  used: Type.Integer(),
  waiting: Type.Integer(),
  wechatSent: Nullable(Type.Object({ theirs: Type.Integer(), ours: Type.Integer() })),
  createdAt: Instant(),
});

const ProductCoupon = Type.Object({
  /** The id of the coupon, and its code at WeChat. */
  code: Type.String(),
  state: OneOf(valuesOf(productCouponState)),
  memberId: Type.String(),
  nickname: Type.String(),
  trouble: Nullable(Bilingual()),
  validTo: Nullable(Instant()),
  /** The payment that it was used for. */
  transactionId: Nullable(Type.String()),
  createdAt: Instant(),
});

const GivenQuery = { ...ListQuery, state: Type.Optional(OneOf(valuesOf(payCouponState))) };

export const payCouponContract = {
  'GET /api/admin/pay-coupons': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(payCouponStockState))) }),
    ok: Page(Stock),
  },
  'POST /api/admin/pay-coupons': { body: Type.Object({ values: FormValues() }), ok: Stock },
  'GET /api/admin/pay-coupons/:id': { params: IdParams, ok: Stock },
  /** WeChat is asked: start, pause, or go on. */
  'POST /api/admin/pay-coupons/:id/move': {
    params: IdParams,
    body: Type.Object({ move: OneOf(valuesOf(payCouponMove)) }),
    ok: Stock,
  },
  'GET /api/admin/pay-coupons/:id/coupons': { params: IdParams, query: Type.Object(GivenQuery), ok: Page(Given) },
  'GET /api/admin/pay-coupons/:id/coupons.csv': {
    params: IdParams,
    query: Type.Object({ ...FileLanguage, q: GivenQuery.q, state: GivenQuery.state }),
    ok: TableFile(),
  },
  'GET /api/admin/product-coupons': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(productState))) }),
    ok: Page(Product),
  },
  'POST /api/admin/product-coupons': { body: Type.Object({ values: FormValues() }), ok: Product },
  'GET /api/admin/product-coupons/:id': { params: IdParams, ok: Product },
  /** Nothing more of it goes to WeChat; what lies there is looked after to its end. */
  'POST /api/admin/product-coupons/:id/stop': { params: IdParams, ok: Product },
  'GET /api/admin/product-coupons/:id/coupons': {
    params: IdParams,
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(productCouponState))),
      trouble: Type.Optional(Type.Boolean()),
    }),
    ok: Page(ProductCoupon),
  },
  'GET /api/shop/pay-coupons': {
    query: Type.Object({}),
    ok: Type.Object({
      items: Type.Array(Hers),
      /** Ids of coupons of the shop's own that also lie in her WeChat. */
      inWechat: Type.Array(Type.String()),
    }),
  },
} as const satisfies Contract;
