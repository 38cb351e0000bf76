import { Type } from '@sinclair/typebox';
import type { Condition } from './condition.ts';
import {
  Bilingual,
  type Contract,
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
import { FormProblem } from './forms.ts';
import { segmentKind, segmentReason, segmentRefresh, segmentState, segmentUse } from './words/audiences.ts';
import { valuesOf } from './words.ts';

const Segment = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  note: Type.String(),
  kind: OneOf(valuesOf(segmentKind)),
  state: OneOf(valuesOf(segmentState)),
  refresh: OneOf(valuesOf(segmentRefresh)),
  /** Of the day in Shanghai, where it is looked at every day. */
  hour: Nullable(Type.Integer()),
  /** Whom it means, in words; of a list, that it is one. */
  sentence: Bilingual(),
  members: Type.Integer(),
  /** When it was last looked at; null until it was for the first time. */
  refreshedAt: Nullable(Instant()),
  nextAt: Nullable(Instant()),
  /** It is being looked at, or is about to be. */
  working: Type.Boolean(),
  /** The last look failed; it is tried again. */
  failed: Type.Boolean(),
  createdAt: Instant(),
  createdBy: Type.String(),
});

const SegmentWhole = Type.Composite([
  Segment,
  Type.Object({
    /** Null of a list. */
    condition: Nullable(Type.Unsafe<Condition>(Type.Record(Type.String(), Type.Unknown()))),
    /** The same as the form `audiences.segment_settings` holds it. */
    values: FormValues(),
    usedBy: Type.Array(Type.Object({ kind: OneOf(valuesOf(segmentUse)), id: Type.String(), name: Type.String() })),
  }),
]);

/** A `Condition`, as far as it has been put together. */
const Draft = Type.Unknown();
const Sent = Type.Object({ values: FormValues(), condition: Type.Optional(Draft) });

/** Some two hundred thousand lines. */
const ListText = Seen(6_000_000);
const ListRead = Type.Object({
  lines: Type.Integer(),
  /** Members found, each once. */
  members: Type.Integer(),
  /** How many lines name nobody, and the first hundred of them. */
  unknown: Type.Integer(),
  problems: Type.Array(Type.Object({ line: Type.Integer(), text: Type.String(), words: Bilingual() })),
});

export const segmentContract = {
  'GET /api/admin/segments': {
    query: Type.Object({ ...ListQuery, state: Type.Optional(OneOf(valuesOf(segmentState))) }),
    ok: Page(Segment),
  },
  'GET /api/admin/segments/:id': { params: IdParams, ok: SegmentWhole },
  'POST /api/admin/segments': {
    summary:
      'A segment by a rule: the values of the form `audiences.segment_settings`, and whom it means. Takes Idempotency-Key',
    body: Sent,
    ok: SegmentWhole,
  },
  'POST /api/admin/segments/frozen': {
    summary: 'A list of whom a number counts at this moment, with its question as the note. Takes Idempotency-Key',
    body: Type.Object({
      name: Seen(40),
      people: Type.Object({ name: Type.String({ maxLength: 80 }), values: FormValues() }),
    }),
    ok: SegmentWhole,
  },
  'POST /api/admin/segments/lists/workbook': {
    summary: 'The first sheet of a workbook (multipart, one file) as text. Changes nothing',
    ok: Type.Object({ text: Type.String(), unread: Type.Array(Type.String()) }),
  },
  'POST /api/admin/segments/lists/preview': {
    summary: 'Whom a list names: member IDs, member numbers or phones, one a line. Changes nothing',
    body: Type.Object({ text: ListText }),
    ok: ListRead,
  },
  'POST /api/admin/segments/lists': {
    summary: 'A segment of whom a list names; lines that name nobody are left out. Takes Idempotency-Key',
    body: Type.Object({ name: Seen(40), note: Type.Optional(Type.String({ maxLength: 200 })), text: ListText }),
    ok: SegmentWhole,
  },
  'PUT /api/admin/segments/:id/list': {
    summary: 'Another list in place of the one before; whoever comes or goes by it starts no journey',
    params: IdParams,
    body: Type.Object({ text: ListText }),
    ok: SegmentWhole,
  },
  'PUT /api/admin/segments/:id': {
    summary: 'A condition that changed moves members silently: no journey starts by it',
    params: IdParams,
    body: Sent,
    ok: SegmentWhole,
  },
  'PUT /api/admin/segments/:id/state': {
    summary:
      'An archived segment keeps whom it held and is not looked at any more. `knowing`: the ids of what uses it, as told before; refused where something else does',
    params: IdParams,
    body: Type.Object({
      state: OneOf(valuesOf(segmentState)),
      knowing: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1000 })),
    }),
    ok: SegmentWhole,
  },
  'POST /api/admin/segments/:id/refreshing': {
    summary: 'Look at it again, soon',
    params: IdParams,
    ok: SegmentWhole,
  },
  'GET /api/admin/segments/:id/history': {
    summary: 'What each look changed, the newest first: at most 400',
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          version: Type.Integer(),
          at: Instant(),
          reason: OneOf(valuesOf(segmentReason)),
          members: Type.Integer(),
          entered: Type.Integer(),
          left: Type.Integer(),
        }),
      ),
    }),
  },
  'GET /api/admin/segments/:id/overlap': {
    summary: 'How many are in both of two segments',
    params: IdParams,
    query: Type.Object({ with: Type.String({ maxLength: 64 }) }),
    ok: Type.Object({ members: Type.Integer(), with: Type.Integer(), both: Type.Integer() }),
  },
  'GET /api/admin/members/:id/segments': {
    summary: 'The segments she is in',
    params: IdParams,
    ok: Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
  },
  'GET /api/admin/members/:id/segments/:segmentId': {
    summary: 'Why a member is in a segment, or is not: each part of its condition for her, as things stand',
    params: Type.Object({ id: Type.String({ maxLength: 64 }), segmentId: Type.String({ maxLength: 64 }) }),
    ok: Type.Object({
      name: Type.String(),
      /** Whether she was in it when it was last looked at; of a list there are no parts. */
      member: Type.Boolean(),
      refreshedAt: Nullable(Instant()),
      parts: Type.Array(
        Type.Object({
          /** Its place: `all.0`; '' is the whole. */
          at: Type.String(),
          /** How deep it lies. */
          level: Type.Integer(),
          /** Of a group, how its parts are joined, and whether it is turned round. */
          join: Nullable(OneOf(['all', 'any'])),
          negated: Type.Boolean(),
          /** Of a condition, what it says; a group says nothing by itself. */
          words: Nullable(Bilingual()),
          holds: Type.Boolean(),
        }),
      ),
    }),
  },
  'POST /api/admin/conditions/estimate': {
    summary:
      'How many members a condition means now, what it says, and how many are left after each part of it; or what is wrong with it. Changes nothing',
    /** `segment`: the segment that is being changed, so that a ring is told. */
    body: Type.Object({ condition: Draft, segment: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Object({
      problems: Type.Array(FormProblem),
      sentence: Nullable(Bilingual()),
      members: Nullable(Type.Integer()),
      /** All members there are. */
      everyone: Nullable(Type.Integer()),
      parts: Type.Array(
        Type.Object({
          /** Its place: `all.0`; '' is the whole. */
          at: Type.String(),
          /** For how many it is true by itself. */
          members: Type.Integer(),
          /** Of a part of an `all`: for how many it and those before it are. */
          left: Nullable(Type.Integer()),
        }),
      ),
    }),
  },
  'POST /api/admin/conditions/sample': {
    summary: 'Some of the members whom a condition means now, spread over all of them. Changes nothing',
    body: Type.Object({ condition: Draft }),
    ok: Type.Object({
      items: Type.Array(
        Type.Object({ id: Type.String(), nickname: Type.String(), phoneMasked: Nullable(Type.String()) }),
      ),
    }),
  },
} as const satisfies Contract;
