import { Type } from '@sinclair/typebox';
import { MOST_LINES } from './cart.ts';
import { Bilingual, type Contract, Fen, FormValues, Instant, Nullable, OneOf } from './contract.ts';
import { Missing, OfferRef } from './pricing.ts';
import { discountBase, discountLayer, funder } from './words/pricing.ts';
import { valuesOf } from './words.ts';

/** One rule in its layer: what it took off in all, and on which goods; `skuId` null: off the shipping fee. */
const Step = Type.Object({
  layer: OneOf(valuesOf(discountLayer)),
  source: Type.String(),
  offerId: Type.String(),
  label: Bilingual(),
  badge: Bilingual(),
  amount: Fen(),
  funder: OneOf(valuesOf(funder)),
  /** It counts only because it was asked about. */
  supposed: Type.Boolean(),
  on: Type.Array(
    Type.Object({
      skuId: Nullable(Type.String()),
      pieces: Type.Integer(),
      looksAt: OneOf(valuesOf(discountBase)),
      base: Fen(),
      amount: Fen(),
    }),
  ),
});

const NotUsed = Type.Object({
  layer: OneOf(valuesOf(discountLayer)),
  source: Type.String(),
  offerId: Type.String(),
  label: Type.String(),
  badge: Bilingual(),
  /** False: it is spent when used, and may be chosen. */
  automatic: Type.Boolean(),
  supposed: Type.Boolean(),
  reason: Type.String(),
  text: Bilingual(),
  missing: Nullable(Missing),
  /** The rule that is used instead of it. */
  instead: Nullable(Bilingual()),
});

/** A price from the list to what is paid; `list − Σ amounts before the fee = goods`, `goods + shippingFee − Σ amounts off it = payable`. */
const Waterfall = Type.Object({
  lines: Type.Array(
    Type.Object({
      skuId: Type.String(),
      quantity: Type.Integer(),
      listPrice: Fen(),
      payable: Fen(),
      /** What its pieces cost, those alike together. */
      units: Type.Array(Type.Object({ count: Type.Integer(), fen: Fen() })),
    }),
  ),
  steps: Type.Array(Step),
  /** What rules give besides, for nothing; `short`: how many more they would give, were they there. */
  gifts: Type.Array(
    Type.Object({
      offerId: Type.String(),
      label: Bilingual(),
      badge: Bilingual(),
      skuId: Type.String(),
      name: Type.String(),
      quantity: Type.Integer(),
      short: Type.Integer(),
      worth: Fen(),
      supposed: Type.Boolean(),
    }),
  ),
  list: Fen(),
  goods: Fen(),
  shippingFee: Fen(),
  payable: Fen(),
  freeShipping: Type.Object({ from: Nullable(Fen()), needMore: Nullable(Fen()) }),
  points: Nullable(Type.Object({ used: Type.Integer(), most: Type.Integer(), has: Type.Integer() })),
  /** What is spent by it: the coupons that were chosen, or found best. */
  chosen: Type.Array(OfferRef),
  rejected: Type.Array(NotUsed),
  /** More combinations were possible than are looked at. */
  bounded: Type.Boolean(),
});

export const simulationContract = {
  'POST /api/admin/simulations': {
    summary: 'What checkout would ask of somebody for a cart at some moment, and what a rule would change',
    body: Type.Object({
      lines: Type.Array(
        Type.Object({
          skuId: Type.String({ maxLength: 64 }),
          quantity: Type.Integer({ minimum: 1, maximum: 999 }),
        }),
        { minItems: 1, maxItems: MOST_LINES },
      ),
      /** Absent: somebody who comes for the first time. */
      memberId: Type.Optional(Type.String({ maxLength: 64 })),
      /** What she is taken to have besides: a level. */
      as: Type.Optional(Type.Array(OfferRef, { maxItems: 3 })),
      /** Absent: now. */
      at: Type.Optional(Instant()),
      /** Where it goes, 浙江省 or 浙江省/杭州市; absent: where she usually has it sent. */
      region: Type.Optional(Type.String({ maxLength: 60 })),
      /** Offers to spend; absent: the best ones; []: none. */
      offers: Type.Optional(Type.Array(OfferRef, { maxItems: 5 })),
      points: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
      /** Rules as if they were live, templates as if she held a coupon of them. */
      suppose: Type.Optional(Type.Array(OfferRef, { maxItems: 20 })),
      /** A rule as it stands in a form; with `id` in place of the one that is kept. */
      draft: Type.Optional(
        Type.Object({
          id: Type.Optional(Type.String({ maxLength: 64 })),
          kind: Type.String({ maxLength: 40 }),
          values: FormValues(),
        }),
      ),
    }),
    ok: Type.Object({
      at: Instant(),
      member: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
      to: Nullable(Type.String()),
      undeliverable: Type.Array(Type.String()),
      goods: Type.Array(
        Type.Object({
          skuId: Type.String(),
          productId: Type.String(),
          name: Type.String(),
          values: Type.Array(Type.String()),
          image: Nullable(Type.String()),
          available: Type.Integer(),
        }),
      ),
      quote: Waterfall,
      /** The same without what was supposed; null where nothing was. */
      without: Nullable(Waterfall),
    }),
  },
} as const satisfies Contract;
