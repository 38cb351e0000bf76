import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Fen, Nullable, OneOf } from './contract.ts';
import { ltvBranching, ltvStart } from './words/analytics.ts';
import { valuesOf } from './words.ts';

export const LtvQuery = Type.Object({
  /** Cohorts that begin on these days. */
  from: Day(),
  to: Day(),
  asOf: Type.Optional(Day()),
  start: Type.Optional(OneOf(valuesOf(ltvStart))),
  period: Type.Optional(OneOf(['week', 'month'])),
  by: Type.Optional(OneOf(valuesOf(ltvBranching))),
  /** Beside the cohorts of as many days before, at the same age. */
  compare: Type.Optional(Type.Boolean()),
});

const LtvGroup = Type.Object({
  /** '' is everybody. */
  key: Type.String(),
  label: Bilingual(),
  members: Type.Integer(),
  /** What codes of this source cost in the days of the cohorts, fen; null: no cost is known of it. */
  cost: Nullable(Fen()),
  /** cost ÷ members, fen. */
  cac: Nullable(Fen()),
  /** Periods after the first until what one spent reaches the CAC; null: not yet, or no cost is known. */
  payback: Nullable(Type.Integer()),
  rows: Type.Array(
    Type.Object({
      /** First day of the cohort's period. */
      start: Day(),
      members: Type.Integer(),
      cost: Nullable(Fen()),
      /** All that was spent by them up to the end of each period since; null where the period has not begun, fen. */
      cells: Type.Array(Nullable(Fen())),
      /** How many of the cells are of periods that are over: the rest still grow. */
      over: Type.Integer(),
    }),
  ),
  /** A member's on average, over the cohorts of which the period is over; null where there is none, fen. */
  curve: Type.Array(Type.Object({ offset: Type.Integer(), members: Type.Integer(), each: Nullable(Fen()) })),
  /** Of the cohorts of as many days before, `each` by offset as in the curve; null where that was not asked, or there were none. */
  before: Nullable(
    Type.Object({
      members: Type.Integer(),
      cost: Nullable(Fen()),
      cac: Nullable(Fen()),
      payback: Nullable(Type.Integer()),
      each: Type.Array(Nullable(Fen())),
    }),
  ),
});

export const LtvReport = Type.Object({
  range: Type.Object({ from: Day(), to: Day() }),
  asOf: Day(),
  period: OneOf(['week', 'month']),
  /** The days before. */
  before: Nullable(Type.Object({ from: Day(), to: Day() })),
  /** Everybody first, then the biggest sources. */
  groups: Type.Array(LtvGroup),
});

export const ltvContract = {
  'POST /api/admin/reports/ltv': { body: LtvQuery, ok: LtvReport },
} as const satisfies Contract;
