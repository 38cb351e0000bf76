import { Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Done,
  Fen,
  IdParams,
  Instant,
  Nullable,
  OneOf,
  Revision,
  Seen,
} from './contract.ts';
import { Definition, Journey, JourneyProblem, JourneyState, NodeCount, NodeKey } from './journeys.ts';
import { VerdictReason } from './messaging.ts';
import { differenceKind, nodeDeed } from './words/journeys.ts';
import { valuesOf } from './words.ts';

const Coordinate = Type.Integer({ minimum: -100_000, maximum: 100_000 });
/** Where boxes lie on the canvas, by the key of the node. */
export const Places = Type.Record(NodeKey, Type.Object({ x: Coordinate, y: Coordinate }));

/** What a journey would be, against what it is: a node that came, went or changed; null: the journey as a whole. */
export const JourneyDifference = Type.Object({
  kind: OneOf(valuesOf(differenceKind)),
  node: Nullable(Type.String()),
  sentence: Bilingual(),
  /** Of what changed: what it is called, how it was, how it is; null: nothing. */
  details: Type.Array(Type.Object({ label: Bilingual(), before: Nullable(Bilingual()), after: Nullable(Bilingual()) })),
});

/** Who waits at a node of a version: the node's sentence there, and whether the drawing still has it. */
const Standing = Type.Object({
  node: Type.String(),
  sentence: Bilingual(),
  waiting: Type.Integer(),
  kept: Type.Boolean(),
});

/** A journey as it is being drawn. It may be unfinished: nothing of it runs until it is published. */
export const Drawing = Type.Object({
  ...Revision,
  id: Type.String(),
  journeyId: Type.String(),
  name: Type.String(),
  state: JourneyState,
  /** Its steps were made by a playbook's values: published as drawn, they can be changed by those no more. */
  ofPlaybook: Type.Boolean(),
  /** The version it began from, and the one that stands now; null: none has been published. */
  base: Nullable(Type.Integer()),
  version: Nullable(Type.Integer()),
  saves: Type.Integer(),
  definition: Definition,
  places: Places,
  sentences: Type.Record(Type.String(), Bilingual()),
  triggerSentence: Bilingual(),
  goalSentence: Nullable(Bilingual()),
  exitSentences: Type.Array(Bilingual()),
  /** What each node does to people, for steps that speak of another one. */
  does: Type.Record(Type.String(), Type.Array(OneOf(valuesOf(nodeDeed)))),
  problems: Type.Array(JourneyProblem),
  /** As those of a journey. */
  warnings: Type.Array(JourneyProblem),
  /** Against the version that stands; none where nothing has been published. */
  differences: Type.Array(JourneyDifference),
  counts: Type.Array(NodeCount),
  /** Who is under way in any version, by the node where she waits. */
  standing: Type.Array(Standing),
  changedBy: Type.String(),
  changedAt: Instant(),
  /** When the sitting began in which it was saved last. */
  sittingSince: Instant(),
});

const Version = Type.Object({
  version: Type.Integer(),
  publishedAt: Instant(),
  /** Empty: nobody wrote it down. */
  publishedBy: Type.String(),
  /** How many came in by it, and how many of all are under way in it now. */
  entered: Type.Integer(),
  active: Type.Integer(),
  nodes: Type.Integer(),
});

export const drawingContract = {
  'POST /api/admin/drawings': {
    summary: 'A journey from nothing: a draft, and its drawing. Takes Idempotency-Key',
    body: Type.Object({ name: Seen(30) }),
    ok: Drawing,
  },
  'POST /api/admin/journeys/:id/drawing': {
    summary: 'Open a journey for drawing: what somebody drew already, or what stands now',
    params: IdParams,
    ok: Drawing,
  },
  'DELETE /api/admin/journeys/:id/drawing': {
    summary: 'Throw the drawing away; what runs goes on as it is',
    params: IdParams,
    ok: Done,
  },
  'GET /api/admin/drawings/:id': { params: IdParams, ok: Drawing },
  'PUT /api/admin/drawings/:id': {
    summary: 'Save the drawing, sound or not: it says what keeps it from being published, and where',
    params: IdParams,
    body: Type.Object({ name: Seen(30), definition: Definition, places: Places }),
    ok: Drawing,
  },
  'POST /api/admin/drawings/:id/publication': {
    summary: 'Publish it as the next version',
    params: IdParams,
    body: Type.Object({
      /** Which save was seen: refused when somebody has saved since. */
      saves: Type.Integer({ minimum: 0 }),
      /** Also start it where it does not run yet. */
      start: Type.Boolean(),
      /**
       * Those under way: null, and everyone goes on by the version she is in. Else by the node where she waits: the node
       * of the new version where she goes on, or null to stay; a node that is not named is the one of the same key.
       */
      move: Nullable(Type.Record(Type.String(), Nullable(NodeKey))),
    }),
    ok: Type.Object({ journey: Journey, moved: Type.Integer() }),
  },
  'POST /api/admin/drawings/:id/dry-run': {
    summary: 'What the drawing would have done with the last days of real history. Sends and changes nothing',
    params: IdParams,
    body: Type.Object({
      asOf: Type.Optional(Day()),
      days: Type.Integer({ minimum: 1, maximum: 90 }),
    }),
    ok: Type.Object({
      days: Type.Integer(),
      /** One person in so many was taken through; every figure is multiplied by it. */
      share: Type.Integer(),
      /** Whether history keeps what brings people in. */
      knows: Type.Boolean(),
      /** Who would come in as soon as it is published; null: nobody is asked for. */
      atOnce: Nullable(Type.Integer()),
      entered: Type.Integer(),
      heldOut: Type.Integer(),
      /** Whom an exit rule would have sent away on her way. */
      left: Type.Integer(),
      sent: Type.Integer(),
      suppressed: Type.Array(Type.Object({ reason: VerdictReason, count: Type.Integer() })),
      /** For how many coupon and budget suffice as they stand now; null: it gives nothing. */
      given: Nullable(Type.Integer()),
      expectedCost: Fen(),
      perDay: Type.Array(Type.Object({ day: Type.String(), entered: Type.Integer() })),
      steps: Type.Array(
        Type.Object({
          node: Type.String(),
          came: Type.Integer(),
          /** Who would still be here at the end of that time. */
          still: Type.Integer(),
          /** A question that history cannot answer: all were taken to go its last way. */
          unknown: Type.Boolean(),
        }),
      ),
      text: Bilingual(),
    }),
  },
  'GET /api/admin/journeys/:id/versions': {
    summary: 'Every version, the newest first: who published it, who came in by it',
    params: IdParams,
    ok: Type.Object({ items: Type.Array(Version) }),
  },
  'GET /api/admin/journeys/:id/differences': {
    summary: 'What one version changed against another',
    params: IdParams,
    query: Type.Object({ from: Type.Integer({ minimum: 1 }), to: Type.Integer({ minimum: 1 }) }),
    ok: Type.Object({ items: Type.Array(JourneyDifference) }),
  },
} as const satisfies Contract;
