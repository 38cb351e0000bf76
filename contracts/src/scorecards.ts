import { type Static, Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Fen, FormValues, Instant, Nullable, OneOf } from './contract.ts';
import { Ranged, Uplift } from './uplift.ts';
import { costKind, noUplift, scorecardKind } from './words/scorecards.ts';
import { valuesOf } from './words.ts';

const WhoCounts = Nullable(Type.Object({ of: Type.String(), values: FormValues() }));

/** What any play came to, by one shape: what is not known is null, and why stands in words. */
export const Scorecard = Type.Object({
  kind: OneOf(valuesOf(scorecardKind)),
  asOf: Instant(),
  /** Persons to whom it was shown, and who were drawn not to see it; null: nobody wrote that down. */
  seen: Nullable(Type.Integer()),
  heldOut: Nullable(Type.Integer()),
  joined: Type.Integer(),
  /** Who came to the shop by it; null: it is given to who is there already. */
  newMembers: Nullable(Type.Integer()),
  /** Of who took part or came by it, those whose first order of all came after that, and stayed. */
  firstOrders: Type.Integer(),
  buyers: Type.Integer(),
  /** Paid and not given back whole; fen less what went back. */
  orders: Type.Integer(),
  revenue: Fen(),
  cost: Fen(),
  costs: Type.Array(Type.Object({ kind: OneOf(valuesOf(costKind)), fen: Fen() })),
  /** Cost ÷ first orders, fen, rounded; null: nobody ordered for the first time. */
  cac: Nullable(Fen()),
  /** What of it was compared with who was held out, with its interval; null: `noUplift` says why. */
  uplift: Nullable(Type.Object({ ...Uplift.properties, revenue: Nullable(Ranged), returnOnCost: Nullable(Ranged) })),
  noUplift: Nullable(OneOf(valuesOf(noUplift))),
  /** Whose orders these are, and for how long. */
  counted: Bilingual(),
  who: Type.Object({ seen: WhoCounts, heldOut: WhoCounts, joined: WhoCounts }),
});
export type Scorecard = Static<typeof Scorecard>;

export const scorecardContract = {
  'GET /api/admin/scorecards/:name': {
    summary: 'What a play came to; `name` is its kind. Of distribution and leaders, the whole: `all`',
    params: Type.Object({ name: OneOf(valuesOf(scorecardKind)) }),
    query: Type.Object({ id: Type.String({ minLength: 1, maxLength: 40 }) }),
    ok: Scorecard,
  },
} as const satisfies Contract;
