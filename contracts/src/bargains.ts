import { Type } from '@sinclair/typebox';
import { type Contract, Fen, Id, Instant, Nullable, OneOf } from './contract.ts';
import { bargainState } from './words/bargains.ts';
import { valuesOf } from './words.ts';

const goods = {
  skuId: Type.String(),
  productId: Type.String(),
  name: Type.String(),
  values: Type.Array(Type.String()),
  image: Nullable(Type.String()),
  /** Fen: as it is sold, and the least it can come to. */
  list: Fen(),
  floor: Fen(),
};

const Hers = Type.Object({
  state: OneOf(valuesOf(bargainState)),
  /** Fen that she pays when she orders now. */
  price: Fen(),
  /** Friends who may still help. */
  more: Type.Integer(),
  endsAt: Instant(),
  orderId: Nullable(Type.String()),
});

/** What a bargain shows: the goods, and how far hers and that of the friend who invited her are. */
export const Bargain = Type.Object({ ...goods, hours: Type.Integer(), mine: Nullable(Hers), friend: Nullable(Hers) });

/** What came of bargains; testers are in none of these. */
export const BargainResult = Type.Object({
  begun: Type.Integer(),
  /** Those that came down to the floor, those that were bought, and those of them by who had never bought before. */
  floored: Type.Integer(),
  bought: Type.Integer(),
  newBuyers: Type.Integer(),
  /** Fen that came and went back, and what friends took off what was bought. */
  sales: Fen(),
  refunded: Fen(),
  saved: Fen(),
});

export const bargainContract = {
  'GET /api/shop/products/:id/bargain': {
    summary: 'The bargain in which this product stands, if one is for her',
    params: Type.Object({ id: Id('prd') }),
    ok: Type.Object({
      offer: Nullable(Type.Object({ activityId: Type.String(), activity: Type.String(), endsAt: Instant(), ...goods })),
    }),
  },
} as const satisfies Contract;
