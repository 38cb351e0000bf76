import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  FormValues,
  Id,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { broadcastState } from './words/accounts.ts';
import { valuesOf } from './words.ts';

const Broadcast = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  accountId: Type.String(),
  account: Bilingual(),
  state: OneOf(valuesOf(broadcastState)),
  /** The values of the form `accounts.broadcast`. */
  values: FormValues(),
  sentence: Bilingual(),
  /** When it leaves, once it was started. */
  dueAt: Nullable(Instant()),
  /** Whom it was for as it left; then as WeChat’s report says: how many it was for, who got it, who could not. */
  reach: Nullable(Type.Integer()),
  total: Nullable(Type.Integer()),
  sent: Nullable(Type.Integer()),
  errors: Nullable(Type.Integer()),
  /** Members among them: each has it in her caps and in the log of messages. */
  members: Type.Integer(),
  sentAt: Nullable(Instant()),
  /** Why it did not leave, or has not yet. */
  trouble: Nullable(Bilingual()),
  createdAt: Instant(),
});

const Params = Type.Object({ id: Id('obc') });
const Values = Type.Object({ values: FormValues() });

export const broadcastContract = {
  'GET /api/admin/account-broadcasts': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(broadcastState))),
      account: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(Broadcast),
  },
  'POST /api/admin/account-broadcasts': {
    summary: 'The values of the form `accounts.broadcast`; nothing is sent before it is started',
    body: Values,
    ok: Broadcast,
  },
  'GET /api/admin/account-broadcasts/:id': { params: Params, ok: Broadcast },
  'PUT /api/admin/account-broadcasts/:id': { params: Params, body: Values, ok: Broadcast },
  'GET /api/admin/account-broadcasts/:id/reach': {
    summary: 'Whom it would be for as things stand, and what of the quota is left',
    params: Params,
    ok: Type.Object({
      followers: Type.Integer(),
      /** Members among them whom the gate would tell nothing now, by why: as long as it may still leave. */
      against: Type.Array(
        Type.Object({ reason: OneOf(['blocked', 'holdout', 'frequency_cap']), count: Type.Integer() }),
      ),
      /** Mass messages that the account has sent: today, and in this month of Beijing. */
      today: Type.Integer(),
      month: Type.Integer(),
      /** What the platform allows, with its source. */
      limit: Bilingual(),
      source: Type.String(),
      asOf: Type.String(),
      /** Nothing is left: what would leave now reaches nobody, or is refused. */
      spent: Nullable(Bilingual()),
    }),
  },
  'POST /api/admin/account-broadcasts/:id/start': { params: Params, ok: Broadcast },
  'POST /api/admin/account-broadcasts/:id/cancelling': { params: Params, ok: Broadcast },
} as const satisfies Contract;
