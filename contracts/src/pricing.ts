import { Type } from '@sinclair/typebox';
import { type Contract, Fen, IdParams, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';

export const AppliedDiscount = Type.Object({
  /** `member_price`, `promotion`, `coupon`, `shipping`. */
  kind: Type.String(),
  offerId: Type.String(),
  label: Type.String(),
  amount: Fen(),
});

/** A price, line by line, with every discount named and allocated. */
export const Quote = Type.Object({
  lines: Type.Array(
    Type.Object({
      skuId: Type.String(),
      quantity: Type.Integer(),
      /** Before any discount. */
      unitPrice: Fen(),
      /** After every discount, for the whole line. */
      payable: Fen(),
      discounts: Type.Array(AppliedDiscount),
    }),
  ),
  goodsAmount: Fen(),
  discountAmount: Fen(),
  shippingFee: Fen(),
  payable: Fen(),
  discounts: Type.Array(AppliedDiscount),
  /** Coupons that are used in this quote. */
  couponIds: Type.Array(Type.String()),
  /** Offers that did not apply, and why; `needMore` is the fen missing to the threshold. */
  rejected: Type.Array(
    Type.Object({
      offerId: Type.String(),
      label: Type.String(),
      reason: Type.String(),
      text: Type.String(),
      needMore: Nullable(Fen()),
    }),
  ),
  /** The nearest thing worth adding for: "再买 ¥6.00 免运费". */
  hint: Nullable(Type.Object({ text: Type.String(), needMore: Fen() })),
});

export const Promotion = Type.Object({
  id: Type.String(),
  name: Type.String(),
  tiers: Type.Array(Type.Object({ threshold: Fen({ minimum: 1 }), off: Fen({ minimum: 1 }) }), {
    minItems: 1,
    maxItems: 5,
  }),
  scope: Type.Union([
    Type.Object({ kind: Type.Literal('all') }),
    Type.Object({ kind: Type.Literal('categories'), ids: Type.Array(Type.String(), { minItems: 1 }) }),
    Type.Object({ kind: Type.Literal('products'), ids: Type.Array(Type.String(), { minItems: 1 }) }),
  ]),
  startsAt: Instant(),
  endsAt: Instant(),
  state: OneOf(['scheduled', 'running', 'ended']),
  sentence: Type.String(),
});
const PromotionInput = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 20 }),
  tiers: Promotion.properties.tiers,
  scope: Promotion.properties.scope,
  startsAt: Instant(),
  endsAt: Instant(),
});

export const pricingContract = {
  'GET /api/admin/promotions': { query: Type.Object(ListQuery), ok: Page(Promotion) },
  'POST /api/admin/promotions': { body: PromotionInput, ok: Promotion },
  'PUT /api/admin/promotions/:id': { params: IdParams, body: PromotionInput, ok: Promotion },
  'PUT /api/admin/promotions/:id/state': {
    params: IdParams,
    body: Type.Object({ state: OneOf(['ended']) }),
    ok: Promotion,
  },
} as const satisfies Contract;
