import { type Static, Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Fen, FormValues, Nullable, OneOf } from './contract.ts';
import { Ranged } from './uplift.ts';
import { noIncrement, outcomeKind, outcomeOrder } from './words/outcomes.ts';
import { valuesOf } from './words.ts';

/** What one thing that the shop does came to: the figures of its own page. */
export const Outcome = Type.Object({
  kind: OneOf(valuesOf(outcomeKind)),
  id: Type.String(),
  name: Bilingual(),
  /** Its page of the console. */
  to: Type.String(),
  /** Who took part: came in, was given, saw, scanned, or paid with it. */
  people: Type.Integer(),
  cost: Nullable(Fen()),
  /** Net of refunds, of orders that it touched: what would have come anyway is in it. */
  sales: Nullable(Fen()),
  newMembers: Nullable(Type.Integer()),
  /** Cost ÷ new members, fen, rounded. */
  cac: Nullable(Fen()),
  /** Net sales beyond the holdout, fen, with its interval. */
  extra: Nullable(Ranged),
  /** `extra` ÷ cost. */
  returnOnCost: Nullable(Ranged),
  noIncrement: Nullable(OneOf(valuesOf(noIncrement))),
  /** The question whose persons `people` counts; null: they stand on its own page alone. */
  who: Nullable(Type.Object({ of: Type.String(), values: FormValues() })),
  /** Of as many days before. Null where that was not asked, and of what is told over all its time. */
  before: Nullable(
    Type.Object({
      people: Type.Integer(),
      cost: Nullable(Fen()),
      sales: Nullable(Fen()),
      newMembers: Nullable(Type.Integer()),
      cac: Nullable(Fen()),
    }),
  ),
});
export type Outcome = Static<typeof Outcome>;

export const OutcomesQuery = Type.Object({
  from: Day(),
  to: Day(),
  /** All when absent or empty. */
  kinds: Type.Optional(Type.Array(OneOf(valuesOf(outcomeKind)), { maxItems: 10 })),
  /** By cost when absent. What has no such figure comes last, either way. */
  order: Type.Optional(OneOf(valuesOf(outcomeOrder))),
  /** The least first. */
  ascending: Type.Optional(Type.Boolean()),
  /** With the figures of as many days before. */
  compare: Type.Optional(Type.Boolean()),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })),
});

export const outcomeContract = {
  'POST /api/admin/reports/outcomes': {
    summary: 'Everything that ran on these days, and what it came to; one order may stand in several lines',
    body: OutcomesQuery,
    ok: Type.Object({
      /** The days before that are compared with; `cut`: only as far as these days have come, which are not over. */
      before: Nullable(Type.Object({ from: Day(), to: Day(), cut: Type.Boolean() })),
      total: Type.Integer(),
      /** Lines with a holdout, and those of them whose increment is above nothing for sure. */
      measured: Type.Integer(),
      sure: Type.Integer(),
      /** Kinds of which there was more than is told: the newest are. */
      cut: Type.Array(OneOf(valuesOf(outcomeKind))),
      items: Type.Array(Outcome),
    }),
  },
} as const satisfies Contract;
