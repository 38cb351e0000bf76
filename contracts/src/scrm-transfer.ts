import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, FormValues, Id, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { handoverState, transferState } from './words/scrm-transfer.ts';
import { valuesOf } from './words.ts';

const Counts = Type.Array(Type.Object({ state: OneOf(valuesOf(handoverState)), count: Type.Integer() }));

/** Friends of one member handed over to others. */
const Transfer = Type.Object({
  id: Id('trf'),
  state: OneOf(valuesOf(transferState)),
  sentence: Bilingual(),
  from: Type.String(),
  resigned: Type.Boolean(),
  total: Type.Integer(),
  counts: Counts,
  /** When the last of them is asked for. */
  lastAt: Nullable(Instant()),
  createdAt: Instant(),
});

const Plan = Type.Object({
  resigned: Type.Boolean(),
  total: Type.Integer(),
  takers: Type.Array(
    Type.Object({
      userid: Type.String(),
      name: Type.String(),
      count: Type.Integer(),
      room: Type.Integer(),
      days: Type.Integer(),
    }),
  ),
  /** Who stays where she is, and why. */
  left: Type.Array(Type.Object({ why: Bilingual(), count: Type.Integer() })),
  /** The platform's rule, with where it stands. */
  rule: Type.Object({ words: Bilingual(), source: Type.String(), asOf: Type.String() }),
});

const Handover = Type.Object({
  id: Type.String(),
  customer: Type.String(),
  memberId: Nullable(Type.String()),
  to: Type.String(),
  state: OneOf(valuesOf(handoverState)),
  dueAt: Nullable(Instant()),
  endedAt: Nullable(Instant()),
  trouble: Nullable(Bilingual()),
});

const params = Type.Object({ id: Id('trf') });

export const scrmTransferContract = {
  'GET /api/admin/transfers': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(transferState))) }),
    ok: Page(Transfer),
  },
  'POST /api/admin/transfers/preview': {
    summary: 'Who would get whom, and who would stay; changes nothing',
    body: Type.Object({ values: FormValues() }),
    ok: Plan,
  },
  'POST /api/admin/transfers': {
    summary: 'The values of the form `scrm.transfer`',
    body: Type.Object({ values: FormValues() }),
    ok: Transfer,
  },
  'GET /api/admin/transfers/:id': { params, ok: Transfer },
  'GET /api/admin/transfers/:id/handovers': {
    params,
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(handoverState))) }),
    ok: Page(Handover),
  },
  'POST /api/admin/transfers/:id/stop': {
    summary: 'Nobody more is asked for; whose day runs goes on',
    params,
    ok: Transfer,
  },
} as const satisfies Contract;
