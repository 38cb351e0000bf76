import { type Static, Type } from '@sinclair/typebox';
import {
  Bilingual,
  type Contract,
  Day,
  Done,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { noForecast, targetCurve, targetFigure, targetPeriod, watchedFigure } from './words/targets.ts';
import { valuesOf } from './words.ts';

export const Target = Type.Object({
  id: Type.String(),
  figure: OneOf(valuesOf(targetFigure)),
  period: OneOf(valuesOf(targetPeriod)),
  /** First and last day. */
  from: Day(),
  to: Day(),
  /** Fen, a count, or whole points of a percent. */
  aim: Type.Integer(),
  curve: OneOf(valuesOf(targetCurve)),
  createdAt: Instant(),
  ...Revision,
});
export type Target = Static<typeof Target>;

/** How far a target is; numbers are of its own kind (a share: points of a percent). */
export const TargetProgress = Type.Object({
  id: Type.String(),
  figure: Target.properties.figure,
  period: Target.properties.period,
  from: Day(),
  to: Day(),
  aim: Type.Integer(),
  asOf: Day(),
  /** The figure of its days so far, today's counted: the number of that name on every page. */
  actual: Type.Number(),
  /** The last day that is over, and what there was and should have been by its end; null where days do not add up or none is over. */
  overOn: Nullable(Day()),
  byThen: Nullable(Type.Number()),
  dueByThen: Nullable(Type.Number()),
  /** At its end, with an interval that holds it four times of five. */
  forecast: Nullable(Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() })),
  noForecast: Nullable(OneOf(valuesOf(noForecast))),
  /** A share lies between these with 95 %. */
  interval: Nullable(Type.Object({ low: Type.Number(), high: Type.Number() })),
  /** By the end of each day, from the first; `actual` is null of days that are not over. Empty where days do not add up. */
  days: Type.Array(Type.Object({ day: Day(), due: Type.Number(), actual: Nullable(Type.Number()) })),
});
export type TargetProgress = Static<typeof TargetProgress>;

export const Anomaly = Type.Object({
  id: Type.String(),
  day: Day(),
  figure: OneOf(valuesOf(watchedFigure)),
  /** Fen or a count. */
  value: Type.Integer(),
  expected: Type.Integer(),
  low: Type.Integer(),
  high: Type.Integer(),
  sentence: Bilingual(),
  foundAt: Instant(),
  seenAt: Nullable(Instant()),
  seenBy: Nullable(Type.String()),
});
export type Anomaly = Static<typeof Anomaly>;

export const targetContract = {
  'GET /api/admin/targets': { query: Type.Object(ListQuery), ok: Page(Target) },
  'POST /api/admin/targets': {
    summary: 'The values of the form `analytics.target`; a figure has one target a period',
    body: Type.Object({ values: FormValues() }),
    ok: Target,
  },
  'PUT /api/admin/targets/:id': { params: IdParams, body: Type.Object({ values: FormValues() }), ok: Target },
  'DELETE /api/admin/targets/:id': { params: IdParams, ok: Done },
  'GET /api/admin/reports/targets': {
    summary: 'How far the targets are whose period holds the day',
    query: Type.Object({ asOf: Type.Optional(Day()) }),
    ok: Type.Object({ items: Type.Array(TargetProgress) }),
  },
  'GET /api/admin/anomalies': {
    summary: 'Days on which a figure was unlike the shop’s own past, the newest first',
    query: Type.Object({ ...ListQuery, seen: Type.Optional(OneOf(['yes', 'no'])) }),
    ok: Type.Composite([
      Page(Anomaly),
      Type.Object({
        /** Watched from so many days of history on, and how many there are; told with the first page. */
        watching: Type.Optional(Type.Object({ since: Type.Integer(), days: Type.Integer() })),
      }),
    ]),
  },
  'POST /api/admin/anomalies/:id/acknowledgement': {
    summary: 'Somebody has looked at it',
    params: IdParams,
    ok: Anomaly,
  },
} as const satisfies Contract;
