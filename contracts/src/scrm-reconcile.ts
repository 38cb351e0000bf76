import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Id, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { comparisonReason, foundKind } from './words/scrm-reconcile.ts';
import { valuesOf } from './words.ts';

const Comparing = Type.Object({
  /** Null while no corp is connected. */
  nextAt: Nullable(Instant()),
  quota: Type.Object({
    words: Bilingual(),
    perHour: Type.Integer(),
    /** Calls of the last hour, of the endpoint that was called most. */
    usedOfHour: Type.Integer(),
    source: Type.String(),
    asOf: Type.String(),
  }),
});

/** The lists of WeCom held against what is kept here, once. */
const Comparison = Type.Object({
  id: Id('cmp'),
  reason: OneOf(valuesOf(comparisonReason)),
  beganAt: Instant(),
  finishedAt: Nullable(Instant()),
  /** Members of the corp, and how many of them are through. */
  staff: Type.Integer(),
  through: Type.Integer(),
  customers: Type.Integer(),
  calls: Type.Integer(),
  added: Type.Integer(),
  ended: Type.Integer(),
  changed: Type.Integer(),
  /** Why a member could not be compared. */
  trouble: Nullable(Bilingual()),
});

const Found = Type.Object({
  id: Type.String(),
  comparisonId: Id('cmp'),
  kind: OneOf(valuesOf(foundKind)),
  staff: Type.String(),
  customer: Type.String(),
  memberId: Nullable(Type.String()),
  /** Null: WeCom does not say when. */
  happenedAt: Nullable(Instant()),
  foundAt: Instant(),
});

export const scrmReconcileContract = {
  'GET /api/admin/wecom/comparing': { summary: 'When the friends are compared with WeCom next', ok: Comparing },
  'GET /api/admin/wecom/comparisons': { query: Type.Omit(Type.Object(ListQuery), ['q']), ok: Page(Comparison) },
  'POST /api/admin/wecom/comparisons': { summary: 'Compare as soon as possible', ok: Comparing },
  'GET /api/admin/wecom/found': {
    summary: 'What comparisons found that no callback had told',
    query: Type.Object({
      ...ListQuery,
      kind: Type.Optional(OneOf(valuesOf(foundKind))),
      comparison: Type.Optional(Id('cmp')),
    }),
    ok: Page(Found),
  },
} as const satisfies Contract;
