import { Type } from '@sinclair/typebox';
import { Bilingual, Fen, Instant, Nullable } from './contract.ts';
import { OutboundState, Verdict, VerdictReason } from './messaging.ts';
import { MeansUplift, Ranged, Uplift } from './uplift.ts';

const Arm = Type.Object({
  members: Type.Integer(),
  converted: Type.Integer(),
  rate: Type.Number(),
  revenue: Fen(),
  revenuePerMember: Type.Number(),
});

export const JourneyResult = Type.Object({
  asOf: Instant(),
  goalText: Bilingual(),
  treated: Arm,
  holdout: Arm,
  /** The arms within each version that somebody entered, oldest first: only those with both arms are compared. */
  versions: Type.Array(Type.Object({ version: Type.Integer(), treated: Arm, holdout: Arm, compared: Type.Boolean() })),
  /** Entrants whose goal window is still open; they are left out of the comparison when `onlyComplete`. */
  open: Type.Integer(),
  uplift: Uplift,
  /** What the treated of the compared versions did beyond their holdout, with its interval; null while there are too few, or nobody bought. */
  extra: Nullable(
    Type.Object({
      orders: Ranged,
      /** Fen. */
      revenue: Ranged,
      /** Revenue brought per fen spent on the same people; null without cost. */
      returnOnCost: Nullable(Ranged),
    }),
  ),
  /** Of the same people, fen. */
  cost: Fen(),
  messages: Type.Array(
    Type.Object({
      node: Type.String(),
      sentence: Bilingual(),
      verdict: Nullable(Verdict),
      reason: Nullable(VerdictReason),
      state: OutboundState,
      count: Type.Integer(),
      cost: Fen(),
    }),
  ),
  days: Type.Array(Type.Object({ day: Type.Integer(), treated: Type.Number(), holdout: Type.Number() })),
  /** Splits that are measured: what the treated did after them, way by way. */
  experiments: Type.Array(
    Type.Object({
      node: Type.String(),
      sentence: Bilingual(),
      ways: Type.Array(
        Type.Object({
          way: Type.String(),
          words: Bilingual(),
          members: Type.Integer(),
          converted: Type.Integer(),
          rate: Type.Number(),
          /** Fen. */
          revenuePerMember: Type.Number(),
          /** Against the first way; null of the first itself. */
          against: Nullable(Uplift),
          /** What each spent against the first way, fen a person. */
          revenueAgainst: Nullable(MeansUplift),
        }),
      ),
    }),
  ),
});
