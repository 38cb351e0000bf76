import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Fen, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { discountLayer, offersMeet, overlapWarning } from './words/pricing.ts';
import { valuesOf } from './words.ts';

/** First and last business day, both counted; absent: the 30 days from now on. */
const During = { from: Type.Optional(Day()), to: Type.Optional(Day()) };

const Sku = {
  skuId: Type.String(),
  productId: Type.String(),
  name: Type.String(),
  values: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  price: Fen(),
  cost: Nullable(Fen()),
};

/** The least that one piece can be had for, of so many of it alone in a cart, at some moment of the time that is asked about. */
const Deepest = Type.Object({
  fen: Fen(),
  quantity: Type.Integer(),
  percentOff: Type.Number(),
  at: Instant(),
  used: Type.Array(Bilingual()),
});

const Warnings = Type.Array(OneOf(valuesOf(overlapWarning)));

export const overlapContract = {
  'GET /api/admin/promotion-overlaps': {
    summary: 'SKUs on which several offers meet, the most dangerous first',
    query: Type.Object({
      ...ListQuery,
      ...During,
      warning: Type.Optional(OneOf(valuesOf(overlapWarning))),
    }),
    ok: Page(
      Type.Object({
        ...Sku,
        /** How many offers are for it, and the first few. */
        meets: Type.Integer(),
        offers: Type.Array(Type.Object({ offerId: Type.String(), label: Type.String(), badge: Bilingual() })),
        deepest: Deepest,
        warnings: Warnings,
      }),
    ),
  },
  'GET /api/admin/promotion-overlaps/:skuId': {
    summary: 'How the offers for one SKU live with one another',
    params: Type.Object({ skuId: Type.String({ maxLength: 64 }) }),
    query: Type.Object(During),
    ok: Type.Object({
      ...Sku,
      offers: Type.Array(
        Type.Object({
          source: Type.String(),
          offerId: Type.String(),
          label: Type.String(),
          badge: Bilingual(),
          sentence: Bilingual(),
          layer: OneOf(valuesOf(discountLayer)),
          automatic: Type.Boolean(),
          startsAt: Instant(),
          endsAt: Nullable(Instant()),
        }),
      ),
      /** Of offers that are open at the same time, by their place in `offers`. */
      pairs: Type.Array(Type.Object({ one: Type.Integer(), other: Type.Integer(), how: OneOf(valuesOf(offersMeet)) })),
      /** Prices of pieces that no rule sets: for members, for a level. */
      prices: Type.Array(
        Type.Object({ source: Type.String(), offerId: Type.String(), label: Bilingual(), fen: Fen() }),
      ),
      deepest: Deepest,
      warnings: Warnings,
    }),
  },
} as const satisfies Contract;
