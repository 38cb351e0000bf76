import { Type } from '@sinclair/typebox';
import { Cause } from './benefits.ts';
import {
  Bilingual,
  type Contract,
  Done,
  Fen,
  FormFields,
  FormValues,
  IdParams,
  Instant,
  ListQuery,
  Nullable,
  OneOf,
  Page,
  Revision,
} from './contract.ts';
import { FormProblem } from './forms.ts';
import { askMoment, consentState, messageKind, outboundState, verdict, verdictReason } from './words/messaging.ts';
import { valuesOf } from './words.ts';

/** A channel by its name; `GET /api/admin/message-channels` tells which there are, with their words. */
export const ChannelName = () => Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' });
export const Verdict = OneOf(valuesOf(verdict));
export const VerdictReason = OneOf(valuesOf(verdictReason));
export const OutboundState = OneOf(valuesOf(outboundState));

export const MessageChannel = Type.Object({
  name: ChannelName(),
  words: Bilingual(),
  /** How it is known that she saw or opened a message. */
  seen: Bilingual(),
  /** What one message costs as a rule. */
  cost: Fen(),
  /** What the platform allows, where that is written and when it was read. */
  limits: Type.Array(Type.Object({ words: Bilingual(), source: Type.String(), asOf: Type.String() })),
});

export const MessageTemplate = Type.Object({
  ...Revision,
  id: Type.String(),
  /** Purpose: `careReminder`, `couponArrived`. */
  key: Type.String(),
  name: Bilingual(),
  /** service: about her own order, free of caps and quiet hours; marketing: all rules hold. */
  kind: OneOf(valuesOf(messageKind)),
  enabled: Type.Boolean(),
  /** What its texts may use, as `{{name}}`. */
  variables: Type.Array(Type.Object({ name: Type.String(), label: Bilingual(), example: Type.String() })),
  /** Its text on each channel it can take, with the fields of that channel. */
  contents: Type.Array(Type.Object({ channel: ChannelName(), fields: FormFields(), values: FormValues() })),
  sent30d: Type.Integer(),
  grants: Type.Integer(),
  updatedAt: Instant(),
});

/** A message as she sees it, the examples filled in. */
export const MessagePreview = Type.Object({
  title: Type.String(),
  lines: Type.Array(Type.Object({ label: Nullable(Type.String()), text: Type.String() })),
  /** What else is to be known of it: length and cost, whether somebody must approve it yet. */
  remarks: Type.Array(Bilingual()),
});

export const Outbound = Type.Object({
  id: Type.String(),
  createdAt: Instant(),
  memberId: Type.String(),
  memberName: Type.String(),
  channel: Type.String(),
  /** The app it goes by, where the shop has several. */
  app: Nullable(Type.String()),
  templateName: Bilingual(),
  title: Type.String(),
  text: Type.String(),
  verdict: Nullable(Verdict),
  reason: Nullable(VerdictReason),
  /** The other channels that were asked, and why each was not taken. */
  passedOver: Type.Array(Type.Object({ channel: Type.String(), app: Nullable(Type.String()), reason: VerdictReason })),
  state: OutboundState,
  dueAt: Nullable(Instant()),
  sentAt: Nullable(Instant()),
  openedAt: Nullable(Instant()),
  error: Nullable(Type.String()),
  cost: Fen(),
  because: Cause,
});

export const Governance = Type.Object({
  quietHours: Type.Object({
    enabled: Type.Boolean(),
    /** Minutes of the day, Asia/Shanghai; from > to spans midnight. */
    from: Type.Integer({ minimum: 0, maximum: 1439 }),
    to: Type.Integer({ minimum: 0, maximum: 1439 }),
  }),
  /** Marketing messages a member may get. */
  perDay: Type.Integer({ minimum: 0, maximum: 20 }),
  perWeek: Type.Integer({ minimum: 0, maximum: 50 }),
  perMonth: Type.Integer({ minimum: 0, maximum: 100 }),
  /** Percent of members who never get marketing, to measure all of it together. */
  globalHoldout: Type.Integer({ minimum: 0, maximum: 50 }),
  /** Messages handed over per second. */
  rate: Type.Integer({ minimum: 1, maximum: 1000 }),
});

/** The same as its form shows it: hours that are off keep their times. */
const GovernanceValues = Type.Object({
  ...Type.Omit(Governance, ['quietHours']).properties,
  quiet: Type.Boolean(),
  quietFrom: Nullable(Governance.properties.quietHours.properties.from),
  quietTo: Nullable(Governance.properties.quietHours.properties.to),
});

export const InboxItem = Type.Object({
  id: Type.String(),
  at: Instant(),
  title: Type.String(),
  text: Type.String(),
  page: Type.String(),
  read: Type.Boolean(),
});

const ContentParams = Type.Object({ id: Type.String(), channel: ChannelName() });

export const messagingContract = {
  'GET /api/admin/message-channels': {
    summary: 'Every way to reach a shopper, with what it costs and what its platform allows',
    ok: Type.Object({ items: Type.Array(MessageChannel) }),
  },
  'GET /api/admin/message-templates': { ok: Type.Object({ items: Type.Array(MessageTemplate) }) },
  'PATCH /api/admin/message-templates/:id': {
    params: IdParams,
    body: Type.Object({ enabled: Type.Boolean() }),
    ok: MessageTemplate,
  },
  'PUT /api/admin/message-templates/:id/contents/:channel': {
    summary: 'Write the text of a template on one channel',
    params: ContentParams,
    body: Type.Object({ values: FormValues() }),
    ok: MessageTemplate,
  },
  'POST /api/admin/message-templates/:id/contents/:channel/preview': {
    summary: 'What she would see of a draft, or what is wrong with it; changes nothing',
    params: ContentParams,
    body: Type.Object({ values: FormValues() }),
    ok: Type.Object({ problems: Type.Array(FormProblem), preview: Nullable(MessagePreview) }),
  },
  'GET /api/admin/outbound': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OutboundState),
      verdict: Type.Optional(Verdict),
      reason: Type.Optional(VerdictReason),
      channel: Type.Optional(ChannelName()),
      memberId: Type.Optional(Type.String()),
      causeId: Type.Optional(Type.String()),
      /** The step of the journey that asked for it. */
      node: Type.Optional(Type.String({ maxLength: 80 })),
      opened: Type.Optional(OneOf(['yes'])),
      /** Asked for in the last so many days, as the summary counts. */
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    }),
    ok: Page(Outbound),
  },
  'GET /api/admin/outbound/summary': {
    query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })) }),
    ok: Type.Object({
      sent: Type.Integer(),
      opened: Type.Integer(),
      /** What all of them cost. */
      cost: Fen(),
      deferred: Type.Integer(),
      suppressed: Type.Integer(),
      failed: Type.Integer(),
      unknown: Type.Integer(),
      byReason: Type.Array(Type.Object({ reason: VerdictReason, count: Type.Integer() })),
    }),
  },
  'GET /api/admin/consent-stock': {
    summary: 'What members still allow of each template, what came and went lately, and how long it lasts',
    ok: Type.Object({
      /** Counts are of the last so many days. */
      days: Type.Integer(),
      items: Type.Array(
        Type.Object({
          channel: ChannelName(),
          channelWords: Bilingual(),
          templateKey: Type.String(),
          title: Bilingual(),
          /** After which acts she is asked. */
          moments: Type.Array(OneOf(valuesOf(askMoment))),
          /** Journeys that run and send it. */
          by: Type.Array(Type.String()),
          /** Members who allow at least one more. */
          persons: Type.Integer(),
          left: Type.Integer(),
          /** Where the shop has several apps: what is left in each. */
          apps: Type.Array(Type.Object({ app: Nullable(Type.String()), left: Type.Integer() })),
          given: Type.Integer(),
          refused: Type.Integer(),
          wanted: Type.Integer(),
          reached: Type.Integer(),
          /** Of those wanted, the share that was allowed; its interval is Wilson’s, 95 %. */
          coverage: Nullable(Type.Object({ value: Type.Number(), low: Type.Number(), high: Type.Number() })),
          /** Days; `high` null: perhaps for ever. Null: more comes than goes. */
          lasts: Nullable(Type.Object({ low: Type.Integer(), high: Nullable(Type.Integer()) })),
        }),
      ),
    }),
  },
  'GET /api/admin/members/:id/consents': {
    summary: 'How many messages of each template a member still allows',
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          channel: ChannelName(),
          channelWords: Bilingual(),
          /** The app she allowed it, where the shop has several; null: none yet. */
          app: Nullable(Type.String()),
          templateKey: Type.String(),
          title: Bilingual(),
          remaining: Type.Integer(),
          state: OneOf(valuesOf(consentState)),
        }),
      ),
    }),
  },
  'GET /api/admin/settings/governance': { ok: Type.Composite([GovernanceValues, Type.Object(Revision)]) },
  'PUT /api/admin/settings/governance': {
    summary: 'The values of the form `messaging.governance`',
    body: FormValues(),
    ok: Type.Composite([GovernanceValues, Type.Object(Revision)]),
  },
  'GET /api/shop/asks': {
    summary:
      'What she may be asked to allow after each act (`askMoment`), three at most; an act without anything is absent',
    ok: Type.Object({
      moments: Type.Record(
        Type.String(),
        Type.Array(
          Type.Object({
            /** The template of ours. */
            key: Type.String(),
            /** What WeChat calls it in her app: for wx.requestSubscribeMessage. */
            templateId: Type.String(),
            title: Bilingual(),
            text: Bilingual(),
          }),
        ),
      ),
    }),
  },
  'POST /api/shop/subscriptions': {
    summary: 'Tell what wx.requestSubscribeMessage answered: an accept adds one message of that template',
    body: Type.Object({
      /** The act after which it was asked: `order_paid`. */
      moment: Type.String({ maxLength: 40 }),
      answers: Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 32 })),
    }),
    ok: Done,
  },
  'GET /api/shop/inbox': {
    query: Type.Object({ cursor: ListQuery.cursor, limit: ListQuery.limit }),
    ok: Type.Composite([Page(InboxItem), Type.Object({ unread: Type.Integer() })]),
  },
  'PUT /api/shop/inbox/:id/read': { params: IdParams, ok: Done },
  'POST /api/shop/message-opens': {
    summary: 'The shopper came in through a notice (query `m` of the page it opened)',
    body: Type.Object({ id: Type.String({ maxLength: 64 }) }),
    ok: Done,
  },
} as const satisfies Contract;
