import { type Static, Type } from '@sinclair/typebox';
import {
  type Contract,
  Done,
  FormValues,
  Id,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  Page,
  Revision,
  Seen,
} from './contract.ts';

/** A report with what it was asked, kept under a name: hers, or for everybody who may see reports. */
export const SavedQuestion = Type.Object({
  id: Id('qst'),
  name: Type.String(),
  /** `analytics.funnel` */
  report: Type.String(),
  values: FormValues(),
  /** The page of the console that asked it, with its search: `/funnel?window=3`. */
  address: Type.String(),
  /** Its days are always the last so many, today counted; null: the days it was saved with. */
  lastDays: Nullable(Type.Integer()),
  shared: Type.Boolean(),
  /** Whoever asks may change it. */
  mine: Type.Boolean(),
  owner: Type.String(),
  /** On so many dashboards, others' too. */
  dashboards: Type.Integer(),
  createdAt: Instant(),
  ...Revision,
});
export type SavedQuestion = Static<typeof SavedQuestion>;

/** Where a question stands in a grid of twelve columns. */
const Place = {
  x: Type.Integer({ minimum: 0, maximum: 11 }),
  y: Type.Integer({ minimum: 0, maximum: 999 }),
  w: Type.Integer({ minimum: 1, maximum: 12 }),
  h: Type.Integer({ minimum: 1, maximum: 24 }),
};

const DashboardHead = {
  id: Id('dsh'),
  name: Type.String(),
  shared: Type.Boolean(),
  mine: Type.Boolean(),
  owner: Type.String(),
  createdAt: Instant(),
  ...Revision,
};

export const Dashboard = Type.Object({
  ...DashboardHead,
  tiles: Type.Array(Type.Object({ question: SavedQuestion, ...Place })),
});

const LastDays = Nullable(Type.Integer({ minimum: 1, maximum: 1100 }));

export const dashboardContract = {
  'GET /api/admin/questions': {
    summary: 'Saved questions: hers and those that are for everybody',
    query: Type.Object({ ...ListQuery, report: Type.Optional(Type.String({ maxLength: 80 })) }),
    ok: Page(SavedQuestion),
  },
  'POST /api/admin/questions': {
    summary: 'Keep a report with what it was asked',
    body: Type.Object({
      name: Seen(40),
      report: Type.String({ maxLength: 80 }),
      values: FormValues(),
      address: Type.String({ maxLength: 4000, pattern: '^/(?!/)' }),
      lastDays: LastDays,
      shared: Type.Boolean(),
    }),
    ok: SavedQuestion,
  },
  'PATCH /api/admin/questions/:id': {
    params: IdParams,
    body: Type.Object({
      name: Type.Optional(Seen(40)),
      lastDays: Type.Optional(LastDays),
      shared: Type.Optional(Type.Boolean()),
    }),
    ok: SavedQuestion,
  },
  'DELETE /api/admin/questions/:id': {
    summary: 'Forget a question; it leaves the dashboards too',
    params: IdParams,
    ok: Done,
  },
  'GET /api/admin/dashboards': {
    summary: 'Dashboards: hers and those that are for everybody',
    query: Type.Object({ ...ListQuery }),
    ok: Page(Type.Object({ ...DashboardHead, tiles: Type.Integer() })),
  },
  'GET /api/admin/dashboards/:id': { params: IdParams, ok: Dashboard },
  'POST /api/admin/dashboards': { body: Type.Object({ name: Seen(40), shared: Type.Boolean() }), ok: Dashboard },
  'PUT /api/admin/dashboards/:id': {
    summary: 'Its name, who sees it, and all of its tiles',
    params: IdParams,
    body: Type.Object({
      name: Seen(40),
      shared: Type.Boolean(),
      tiles: Type.Array(Type.Object({ questionId: Id('qst'), ...Place }), { maxItems: 40 }),
    }),
    ok: Dashboard,
  },
  'PUT /api/admin/dashboards/:id/tiles': {
    summary: 'Pin a question below the others; one that stands there stays where it is',
    params: IdParams,
    body: Type.Object({ questionId: Id('qst') }),
    ok: Dashboard,
  },
  'DELETE /api/admin/dashboards/:id': { params: IdParams, ok: Done },
} as const satisfies Contract;
