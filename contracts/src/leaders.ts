import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Fen,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
} from './contract.ts';
import { reviewOutcome } from './words/distribution.ts';
import { leaderMove, leaderState, leaderWay, neighbourDeed, neighbourState } from './words/leaders.ts';
import { valuesOf } from './words.ts';

const Person = Type.Object({ memberId: Type.String(), nickname: Type.String() });
const Point = Type.Object({ id: Type.String(), name: Type.String(), address: Type.String(), closed: Type.Boolean() });

/** Fen: `earned` of neighbours and waves less what came back, `frozen` of it waits, `balance` is in her account now, whatever it came of. */
const Earned = { earned: Fen(), frozen: Fen() };

const Leader = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(leaderState)),
  way: OneOf(valuesOf(leaderWay)),
  person: Person,
  community: Type.String(),
  reason: Type.String(),
  because: Type.String(),
  decidedBy: Nullable(Type.String()),
  code: Type.String(),
  /** Her account among the distributors; null until she was let in. */
  distributorId: Nullable(Type.String()),
  /** The place of the shop that she serves. */
  point: Nullable(Point),
  /** Paid orders within the days of the rule, now. */
  orders: Type.Integer(),
  /** Whom she brought: in all, of them new to the shop, and of these who count. */
  neighbours: Type.Integer(),
  newcomers: Type.Integer(),
  counted: Type.Integer(),
  ...Earned,
  since: Instant(),
  decidedAt: Nullable(Instant()),
});

const Neighbour = Type.Object({
  person: Person,
  state: OneOf(valuesOf(neighbourState)),
  by: Nullable(OneOf(valuesOf(neighbourDeed))),
  reward: Fen(),
  cameAt: Instant(),
  countedAt: Nullable(Instant()),
});

const Mine = Type.Object({
  on: Type.Boolean(),
  /** Whether she may ask to be one now. */
  open: Type.Boolean(),
  state: Nullable(OneOf(valuesOf(leaderState))),
  because: Type.String(),
  community: Type.String(),
  code: Type.String(),
  point: Nullable(Point),
  neighbours: Type.Integer(),
  newcomers: Type.Integer(),
  counted: Type.Integer(),
  ...Earned,
  rules: Type.Array(Bilingual()),
});

const ofLeader = { params: Type.Object({ id: Id('ldr') }) };
const Because = Seen(100);

export const leaderContract = {
  'GET /api/admin/leaders': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(leaderState))) }),
    ok: Page(Leader),
  },
  'GET /api/admin/leaders/:id': { ...ofLeader, ok: Leader },
  'POST /api/admin/leaders/proposals': {
    summary: 'Propose everybody who meets the rule now',
    body: Type.Object({}),
    ok: Type.Object({ proposed: Type.Integer() }),
  },
  'POST /api/admin/leaders/:id/review': {
    summary: 'Let in or refuse who applied or was proposed',
    ...ofLeader,
    body: Type.Object({
      outcome: OneOf(valuesOf(reviewOutcome)),
      because: Type.String({ maxLength: 100 }),
      storeId: Nullable(Id('sto')),
    }),
    ok: Leader,
  },
  'POST /api/admin/leaders/:id/move': {
    summary: 'Suspend, take back on, end; what she has earned stays hers',
    ...ofLeader,
    body: Type.Object({ to: OneOf(valuesOf(leaderMove)), because: Because }),
    ok: Leader,
  },
  'POST /api/admin/leaders/:id/point': {
    summary: 'The place that she serves from now on; null: none',
    ...ofLeader,
    body: Type.Object({ storeId: Nullable(Id('sto')) }),
    ok: Leader,
  },
  'GET /api/admin/leaders/:id/neighbours': {
    summary: 'Whom she brought, the latest first',
    ...ofLeader,
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(Neighbour),
  },
  'GET /api/admin/settings/leaders': { ok: Type.Object({ ...Revision, values: FormValues() }) },
  'PUT /api/admin/settings/leaders': {
    summary: 'The values of the form `leaders.rules`',
    body: FormValues(),
    ok: Type.Object({ ...Revision, values: FormValues() }),
  },
  'GET /api/shop/leaders/mine': { summary: 'How she stands as a leader', ok: Mine },
  'POST /api/shop/leaders/application': {
    body: Type.Object({ community: Seen(40), reason: Type.String({ maxLength: 200 }) }),
    ok: Mine,
  },
  'GET /api/shop/leaders/neighbours': {
    summary: 'Whom she brought, shortened, the latest first',
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Page(
      Type.Object({
        name: Type.String(),
        state: OneOf(valuesOf(neighbourState)),
        reward: Fen(),
        cameAt: Instant(),
      }),
    ),
  },
  'POST /api/shop/leaders/visits': {
    summary: 'She opened a leader’s link; whose neighbour she is now',
    query: Type.Object({ device: Type.Optional(Type.String({ maxLength: 120 })) }),
    body: Type.Object({ code: Type.String({ pattern: '^[0-9a-z]{4,12}$' }) }),
    ok: Type.Object({ leader: Nullable(Type.Object({ name: Type.String(), community: Type.String() })) }),
  },
  'POST /api/shop/leaders/poster': {
    summary: 'A picture with her own code, made at the first time',
    ok: Type.Object({ picture: Type.String() }),
  },
} as const satisfies Contract;
