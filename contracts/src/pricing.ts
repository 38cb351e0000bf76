import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FormFields,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { promotionState } from './words/pricing.ts';
import { valuesOf } from './words.ts';

/** An offer by its source (`promotions`, `coupons`, `member_price`) and its id there. */
export const OfferRef = Type.Object({
  source: Type.String({ maxLength: 40 }),
  offerId: Type.String({ maxLength: 64 }),
});

export const AppliedDiscount = Type.Object({
  source: Type.String(),
  offerId: Type.String(),
  label: Bilingual(),
  /** What stands in front of the label: 满减, 第二件半价, 券. */
  badge: Bilingual(),
  amount: Fen(),
});

/** What is missing to a step: money, or pieces. */
export const Missing = Type.Union([Type.Object({ fen: Fen() }), Type.Object({ pieces: Type.Integer() })]);

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
  /** Offers used in this quote that are spent by it and may be chosen: coupons. */
  chosen: Type.Array(OfferRef),
  /** Offers that did not apply, and why. */
  rejected: Type.Array(
    Type.Object({
      source: Type.String(),
      offerId: Type.String(),
      label: Type.String(),
      reason: Type.String(),
      text: Bilingual(),
      missing: Nullable(Missing),
    }),
  ),
  /** The nearest thing worth adding for: "再买 1 件享第二件半价"; `reached` is how far it is in percent, `goods` where what counts is found; null: anywhere. */
  hint: Nullable(
    Type.Object({
      text: Bilingual(),
      missing: Missing,
      reached: Type.Integer(),
      goods: Nullable(Type.Object({ kind: OneOf(['category', 'product']), id: Type.String() })),
    }),
  ),
  /** Points: how many pay, what they take off, how many may, how many she has; null where they cannot, or nobody asked. */
  points: Nullable(Type.Object({ used: Type.Integer(), saving: Fen(), most: Type.Integer(), has: Type.Integer() })),
});

export const Promotion = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  /** Its way of giving money off, by name and in words. */
  kind: Type.String(),
  kindWords: Bilingual(),
  /** Name, goods and what the kind asks for: the values of the form `pricing.<kind>`. */
  values: FormValues(),
  startsAt: Instant(),
  endsAt: Instant(),
  state: OneOf(valuesOf(promotionState)),
  sentence: Bilingual(),
});
const PromotionInput = Type.Object({
  kind: Type.String({ maxLength: 40 }),
  values: FormValues(),
  startsAt: Instant(),
  endsAt: Instant(),
});

export const pricingContract = {
  'GET /api/admin/promotions': { query: Type.Object(ListQuery), ok: Page(Promotion) },
  'GET /api/admin/promotions/kit': {
    summary: 'The kinds of discount: what each is for, and the form that a promotion of it fills in',
    ok: Type.Object({
      kinds: Type.Array(
        Type.Object({
          kind: Type.String(),
          words: Bilingual(),
          about: Bilingual(),
          fields: FormFields(),
          initial: FormValues(),
        }),
      ),
    }),
  },
  'GET /api/admin/promotions/:id': { params: IdParams, ok: Promotion },
  'POST /api/admin/promotions': { body: PromotionInput, ok: Promotion },
  'PUT /api/admin/promotions/:id': { params: IdParams, body: PromotionInput, ok: Promotion },
  'PUT /api/admin/promotions/:id/state': {
    params: IdParams,
    body: Type.Object({ state: OneOf(['ended']) }),
    ok: Promotion,
  },
} as const satisfies Contract;
