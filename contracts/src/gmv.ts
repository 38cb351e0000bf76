import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Fen, Instant, Nullable, OneOf } from './contract.ts';
import { gmvBranching, gmvFactor, reportComparison } from './words/analytics.ts';
import { valuesOf } from './words.ts';

const Days = Type.Object({ from: Day(), to: Day() });

export const GmvQuery = Type.Object({
  from: Day(),
  to: Day(),
  asOf: Type.Optional(Day()),
  compare: Type.Optional(OneOf(valuesOf(reportComparison))),
  /** The days that are compared with, where they are chosen. */
  with: Type.Optional(Days),
  by: Type.Optional(OneOf(valuesOf(gmvBranching))),
});

/** One factor at both times, and the fen of the change that it made. */
export const GmvNode = Type.Object({
  factor: OneOf(valuesOf(gmvFactor)),
  /** Persons, a share, orders a buyer, or fen; null where there is nothing to divide by. */
  current: Nullable(Type.Number()),
  previous: Nullable(Type.Number()),
  contribution: Fen(),
});

/** Net GMV of some people, whole in its factors: their contributions add up to `current - previous`, to the fen. */
export const GmvBranch = Type.Object({
  /** Which of the branches; '' is the whole. */
  key: Type.String(),
  label: Bilingual(),
  /** What `spent` is everywhere: paid in the days, less what was given back of it by the end of `asOf`. */
  current: Fen(),
  previous: Fen(),
  nodes: Type.Array(GmvNode),
});

export const GmvTree = Type.Object({
  range: Days,
  previousRange: Days,
  /** Up to when the days before count, since the range is not over; null: whole. */
  previousUntil: Nullable(Instant()),
  asOf: Day(),
  whole: GmvBranch,
  /** The biggest changes first; they add up to the whole, at both times and in the change. */
  branches: Type.Array(GmvBranch),
});

export const gmvContract = {
  'POST /api/admin/reports/gmv': { body: GmvQuery, ok: GmvTree },
} as const satisfies Contract;
