import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
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
import {
  collectorListing,
  collectorNaming,
  collectorNote,
  collectorPlace,
  collectorRefusal,
  collectorVendor,
} from './words/collectors.ts';
import { valuesOf } from './words.ts';

/** What a merchant tracks with already, pointed here: an SDK with a key of its own. */
export const Collector = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  vendor: OneOf(valuesOf(collectorVendor)),
  place: OneOf(valuesOf(collectorPlace)),
  naming: OneOf(valuesOf(collectorNaming)),
  listing: OneOf(valuesOf(collectorListing)),
  /** Names of events that `listing` is about. */
  names: Type.Array(Type.String()),
  /** Attributes of people that become tags of members. */
  attributes: Type.Array(Type.String()),
  visitorsADay: Type.Integer(),
  /** First letters of its key: the rest nobody sees again. */
  begins: Type.String(),
  keyAt: Instant(),
  createdAt: Instant(),
  createdBy: Type.String(),
  revokedAt: Nullable(Instant()),
  /** When something was taken last. */
  lastAt: Nullable(Instant()),
  /** Events of the last seven days. */
  taken: Type.Integer(),
  refused: Type.Integer(),
});

const WithKey = Type.Composite([Collector, Type.Object({ key: Type.String() })]);
const Refusal = OneOf(valuesOf(collectorRefusal));

/** What came in by a source on the last thirty days. */
export const CollectorTraffic = Type.Object({
  days: Type.Array(
    Type.Object({ day: Day(), taken: Type.Integer(), duplicates: Type.Integer(), refused: Type.Integer() }),
  ),
  names: Type.Array(
    Type.Object({
      /** As it was sent; `*` stands for those beyond what is counted by name. */
      name: Type.String(),
      label: Nullable(Bilingual()),
      taken: Type.Integer(),
      refused: Type.Integer(),
      /** Whether events of this name are taken from now on. */
      isTaken: Type.Boolean(),
    }),
  ),
  refusals: Type.Array(Type.Object({ reason: Refusal, name: Type.String(), times: Type.Integer(), lastDay: Day() })),
  notes: Type.Array(
    Type.Object({
      note: OneOf(valuesOf(collectorNote)),
      name: Type.String(),
      times: Type.Integer(),
      lastDay: Day(),
    }),
  ),
  /** Some of the last that came, the newest first. */
  recent: Type.Array(
    Type.Object({
      id: Type.String(),
      receivedAt: Instant(),
      at: Nullable(Instant()),
      name: Type.String(),
      member: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
      refusal: Nullable(Refusal),
      detail: Type.String(),
    }),
  ),
});

const CollectorId = Type.Object({ id: Id('col') });

export const collectorContract = {
  'GET /api/admin/collectors': { query: Type.Object(ListQuery), ok: Page(Collector) },
  'POST /api/admin/collectors': {
    summary: 'Answers the key, which is shown never again',
    body: Type.Object({ values: FormValues() }),
    ok: WithKey,
  },
  'PUT /api/admin/collectors/:id': { params: CollectorId, body: Type.Object({ values: FormValues() }), ok: Collector },
  'POST /api/admin/collectors/:id/key': {
    summary: 'Another key; the one before is worth nothing any more, at once',
    params: CollectorId,
    ok: WithKey,
  },
  'POST /api/admin/collectors/:id/revocation': {
    summary: 'Nothing is taken any more, at once and for good',
    params: CollectorId,
    ok: Collector,
  },
  'GET /api/admin/collectors/:id/traffic': { params: CollectorId, ok: CollectorTraffic },
  'POST /api/admin/collectors/:id/names': {
    summary: 'Whether events of a name are taken from now on',
    params: CollectorId,
    body: Type.Object({ name: Seen(100), isTaken: Type.Boolean() }),
    ok: Collector,
  },
} as const satisfies Contract;
