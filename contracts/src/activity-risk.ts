import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Done,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
  Seen,
} from './contract.ts';
import { caseState, caseSubject, listedKind, riskRule } from './words/activity-risk.ts';
import { valuesOf } from './words.ts';

const Person = Type.Object({ memberId: Type.String(), nickname: Type.String() });

/** Something that was held or refused, with what was found. */
export const ActivityCase = Type.Object({
  id: Type.String(),
  activity: Type.Object({ id: Type.String(), name: Type.String() }),
  subject: OneOf(valuesOf(caseSubject)),
  /** Of a reward: which tier, from 1. */
  tier: Nullable(Type.Integer()),
  /** For whom it would count. */
  inviter: Person,
  /** Who did it; null for a reward. */
  helper: Nullable(Person),
  state: OneOf(valuesOf(caseState)),
  reasons: Type.Array(Type.Object({ rule: OneOf(valuesOf(riskRule)), words: Bilingual() })),
  at: Instant(),
  decidedAt: Nullable(Instant()),
  /** Null: by the rules. */
  decidedBy: Nullable(Type.String()),
  because: Nullable(Type.String()),
});

export const ActivityListed = Type.Object({
  id: Type.String(),
  kind: OneOf(valuesOf(listedKind)),
  /** A member’s name, or what of a mark may be shown. */
  label: Type.String(),
  memberId: Nullable(Type.String()),
  because: Type.String(),
  by: Type.String(),
  at: Instant(),
});

const Rules = Type.Object({ ...Revision, values: FormValues() });

export const activityRiskContract = {
  'GET /api/admin/activity-cases': {
    summary: 'What was held or refused, the latest first; `q`: part of the name of an activity, or what means a member',
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OneOf(valuesOf(caseState))),
      subject: Type.Optional(OneOf(valuesOf(caseSubject))),
    }),
    ok: Page(ActivityCase),
  },
  'POST /api/admin/activity-cases/:id/decision': {
    summary: 'Once; `list`: who did it, and what it was found by, is looked at as listed from now on',
    params: IdParams,
    body: Type.Object({
      outcome: OneOf(['released', 'refused']),
      because: Seen(60),
      list: Type.Optional(Type.Boolean()),
    }),
    ok: ActivityCase,
  },
  'GET /api/admin/settings/activity-risk': { ok: Rules },
  'PUT /api/admin/settings/activity-risk': {
    summary: 'The values of the form `activities.risk`',
    body: FormValues(),
    ok: Rules,
  },
  'GET /api/admin/activity-blacklist': { query: Type.Object(ListQuery), ok: Page(ActivityListed) },
  'POST /api/admin/activity-blacklist': {
    summary: 'The values of the form `activities.listed`',
    body: FormValues(),
    ok: ActivityListed,
  },
  'DELETE /api/admin/activity-blacklist/:id': { params: IdParams, ok: Done },
} as const satisfies Contract;
