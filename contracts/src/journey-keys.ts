import { Type } from '@sinclair/typebox';
import { type Contract, FormValues, Id, IdParams, Instant, ListQuery, Nullable, Page, Revision } from './contract.ts';
import { Entries, EntriesMade } from './journeys.ts';

/** What a system outside brings members into journeys with. */
export const JourneyKey = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  /** Its first letters: the rest nobody sees again. */
  begins: Type.String(),
  /** The journeys it may bring people into; null: every one that waits to be called. */
  journeys: Nullable(Type.Array(Type.Object({ id: Type.String(), name: Type.String() }))),
  perMinute: Type.Integer(),
  createdAt: Instant(),
  createdBy: Type.String(),
  lastUsedAt: Nullable(Instant()),
  revokedAt: Nullable(Instant()),
  /** Calls and people of the last thirty days. */
  calls: Type.Integer(),
  entered: Type.Integer(),
});

const WithSecret = Type.Composite([JourneyKey, Type.Object({ secret: Type.String() })]);

export const JourneyCall = Type.Object({
  id: Type.String(),
  journeyId: Type.String(),
  journeyName: Type.String(),
  at: Instant(),
  idempotencyKey: Type.String(),
  entered: Type.Integer(),
  leftOut: Type.Integer(),
  unknown: Type.Integer(),
});

const KeyId = Type.Object({ id: Id('jky') });

export const journeyKeyContract = {
  'GET /api/admin/journey-keys': { query: Type.Object(ListQuery), ok: Page(JourneyKey) },
  'POST /api/admin/journey-keys': {
    summary: 'Answers the key, which is shown never again',
    body: Type.Object({ values: FormValues() }),
    ok: WithSecret,
  },
  'PUT /api/admin/journey-keys/:id': { params: KeyId, body: Type.Object({ values: FormValues() }), ok: JourneyKey },
  'POST /api/admin/journey-keys/:id/revocation': {
    summary: 'It is worth nothing any more, at once and for good',
    params: KeyId,
    ok: JourneyKey,
  },
  'GET /api/admin/journey-keys/:id/calls': { params: KeyId, query: Type.Object(ListQuery), ok: Page(JourneyCall) },
  'POST /api/open/journeys/:id/entries': {
    summary:
      'For systems: bring members into a journey that begins by being called. Takes `Authorization: Bearer hsk_…` and needs Idempotency-Key',
    params: IdParams,
    body: Entries,
    ok: EntriesMade,
  },
} as const satisfies Contract;
