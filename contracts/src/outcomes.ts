import { type Static, Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Day, Fen, Nullable, OneOf } from './contract.ts';
import { Ranged } from './uplift.ts';
import { noIncrement, outcomeKind } from './words/outcomes.ts';
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
});
export type Outcome = Static<typeof Outcome>;

export const outcomeContract = {
  'GET /api/admin/reports/outcomes': {
    summary: 'Everything that ran on these days, and what it came to; one order may stand in several lines',
    query: Type.Object({ from: Day(), to: Day() }),
    ok: Type.Object({ items: Type.Array(Outcome) }),
  },
} as const satisfies Contract;
