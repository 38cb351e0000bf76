import { Type } from '@sinclair/typebox';
import { Bilingual, Instant, Nullable, OneOf } from './contract.ts';
import { drawing, lotteryLook, rewardState } from './words/activities.ts';
import { valuesOf } from './words.ts';

/** Each prize, held against its odds (of ten thousand); `stock` null: any number. */
export const PrizeResults = Type.Array(
  Type.Object({
    label: Bilingual(),
    odds: Type.Integer(),
    rolled: Type.Integer(),
    won: Type.Integer(),
    stock: Nullable(Type.Integer()),
    given: Type.Integer(),
    due: Type.Integer(),
    refused: Type.Integer(),
    takenBack: Type.Integer(),
  }),
);

const ShopDraw = Type.Object({
  n: Type.Integer(),
  /** A word of her phone, which is part of what the draw is called. */
  nonce: Type.String(),
  /** 0 to 9999. */
  roll: Type.Integer(),
  /** By their place among the prizes: what it fell on, and what she won. */
  rolled: Nullable(Type.Integer()),
  prize: Nullable(Type.Integer()),
  sure: Type.Boolean(),
  state: Nullable(OneOf(valuesOf(rewardState))),
  at: Instant(),
});

/** What a play of chance shows her. */
export const Lottery = Type.Object({
  look: OneOf(valuesOf(lotteryLook)),
  /** Odds of ten thousand; `left` null: any number. */
  prizes: Type.Array(Type.Object({ label: Bilingual(), odds: Type.Integer(), left: Nullable(Type.Integer()) })),
  drawing: OneOf(valuesOf(drawing)),
  chances: Type.Integer(),
  /** What one more costs, and how many more she may have for points today; null: none. */
  forPoints: Nullable(Type.Object({ points: Type.Integer(), left: Type.Integer() })),
  /** SHA-256 of the seed, hex; the seed itself once it is over. */
  commitment: Type.String(),
  seed: Nullable(Type.String()),
  draws: Type.Array(ShopDraw),
});
