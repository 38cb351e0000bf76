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
import { ReportTable } from './reports.ts';
import { briefingFault, briefingPlan, briefingState, mailSafety } from './words/briefings.ts';
import { valuesOf } from './words.ts';

const Of = Type.Object({ kind: OneOf(['dashboard', 'question']), id: Type.String({ maxLength: 64 }) });

/** A dashboard or a saved question that is sent by plan. */
export const Briefing = Type.Object({
  id: Type.String(),
  name: Type.String(),
  of: Type.Composite([Of, Type.Object({ name: Type.String() })]),
  plan: OneOf(valuesOf(briefingPlan)),
  /** 1 is Monday. */
  weekday: Nullable(Type.Integer()),
  monthDay: Nullable(Type.Integer()),
  /** Of the day in Shanghai. */
  minute: Type.Integer(),
  language: OneOf(['zh', 'en']),
  active: Type.Boolean(),
  staff: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  /** `stopped`: whoever reads there wants no more. Hidden in part from who may only look. */
  mails: Type.Array(Type.Object({ address: Type.String(), stopped: Type.Boolean() })),
  nextAt: Instant(),
  lastAt: Nullable(Instant()),
  /** Of the last issue. */
  delivered: Type.Integer(),
  failed: Type.Integer(),
  owner: Type.String(),
  createdAt: Instant(),
  ...Revision,
});
export type Briefing = Static<typeof Briefing>;

export const BriefingSection = Type.Object({
  name: Type.String(),
  /** The page of the console that asks it, about the same days. */
  address: Type.String(),
  sentence: Nullable(Bilingual()),
  tables: Type.Array(ReportTable),
  /** Why there are none. */
  fault: Nullable(Bilingual()),
});

export const BriefingContents = Type.Object({
  sections: Type.Array(BriefingSection),
  /** What was unlike the shop's own past, of the day before. */
  anomalies: Type.Array(Bilingual()),
});
export type BriefingContents = Static<typeof BriefingContents>;

export const BriefingInInbox = Type.Object({
  id: Type.String(),
  name: Type.String(),
  dueOn: Day(),
  madeAt: Instant(),
  readAt: Nullable(Instant()),
});

export const BriefingDelivery = Type.Object({
  id: Type.String(),
  briefingId: Type.String(),
  name: Type.String(),
  dueOn: Day(),
  /** A colleague's name, or an address of which only the ends are told. */
  reader: Type.String(),
  by: OneOf(['inbox', 'mail']),
  state: OneOf(valuesOf(briefingState)),
  attempts: Type.Integer(),
  fault: Nullable(OneOf(valuesOf(briefingFault))),
  nextAt: Nullable(Instant()),
  settledAt: Nullable(Instant()),
});

export const MailServer = Type.Object({
  host: Type.String(),
  port: Type.Integer(),
  safety: OneOf(valuesOf(mailSafety)),
  login: Type.String(),
  /** Never told again; whether there is one. */
  hasPassword: Type.Boolean(),
  from: Type.String(),
  fromName: Type.String(),
});

export const briefingContract = {
  'GET /api/admin/briefings': {
    query: Type.Object({ ...ListQuery, ofId: Type.Optional(Type.String({ maxLength: 64 })) }),
    ok: Type.Composite([
      Page(Briefing),
      Type.Object({ canMail: Type.Boolean({ description: 'A mail server is set up' }) }),
    ]),
  },
  'POST /api/admin/briefings': {
    summary: 'The values of the form `analytics.briefing`',
    body: Type.Object({ of: Of, values: FormValues() }),
    ok: Briefing,
  },
  'PUT /api/admin/briefings/:id': {
    params: IdParams,
    body: Type.Object({ values: FormValues() }),
    ok: Briefing,
  },
  'DELETE /api/admin/briefings/:id': { params: IdParams, ok: Done },
  'GET /api/admin/briefing-deliveries': {
    query: Type.Object({
      ...ListQuery,
      briefingId: Type.Optional(Type.String({ maxLength: 64 })),
      state: Type.Optional(OneOf(valuesOf(briefingState))),
    }),
    ok: Page(BriefingDelivery),
  },
  'POST /api/admin/briefing-deliveries/:id/retry': {
    summary: 'Send one again that failed, or whose end is not known',
    params: IdParams,
    ok: BriefingDelivery,
  },
  'GET /api/admin/briefing-inbox': {
    summary: 'The briefings that came to whoever asks',
    query: Type.Object({ ...ListQuery, read: Type.Optional(OneOf(['yes', 'no'])) }),
    ok: Page(BriefingInInbox),
  },
  'GET /api/admin/briefing-inbox/:id': {
    params: IdParams,
    ok: Type.Composite([BriefingInInbox, BriefingContents]),
  },
  'POST /api/admin/briefing-inbox/:id/reading': {
    summary: 'She has read it',
    params: IdParams,
    ok: BriefingInInbox,
  },
  'GET /api/admin/settings/mail': { ok: Type.Object({ ...Revision, ...MailServer.properties }) },
  'PUT /api/admin/settings/mail': {
    summary: 'The values of the form `analytics.mail`; without a password the one before stays',
    body: FormValues(),
    ok: Type.Object({ ...Revision, ...MailServer.properties }),
  },
  'POST /api/admin/settings/mail/trial': {
    summary: 'Sends one mail by these settings and says what came of it',
    body: Type.Object({ to: Type.String({ maxLength: 200, format: 'email' }) }),
    ok: Type.Object({ fault: Nullable(OneOf(valuesOf(briefingFault))), said: Type.String() }),
  },
} as const satisfies Contract;
