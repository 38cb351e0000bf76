import { Type } from '@sinclair/typebox';
import { Cause } from './benefits.ts';
import { type Contract, Done, IdParams, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';

export const Channel = OneOf(['subscribe', 'inbox']);
export const Verdict = OneOf(['send', 'defer', 'suppress']);
/** Why a message was deferred or suppressed. */
export const VerdictReason = OneOf([
  'ok',
  'no_consent',
  'refused',
  'blocked',
  'holdout',
  'goal_reached',
  'frequency_cap',
  'quiet_hours',
  'rate',
  'no_address',
  'exited',
]);
/** accepted: WeChat took it. unknown: we do not know whether it was taken, so it is never sent again blindly. */
export const OutboundState = OneOf([
  'queued',
  'claimed',
  'handed_over',
  'accepted',
  'failed',
  'unknown',
  'suppressed',
  'cancelled',
]);

export const MessageTemplate = Type.Object({
  id: Type.String(),
  /** Purpose: `order_care`, `coupon_arrival`, `shipped`. */
  key: Type.String(),
  name: Type.String(),
  channel: Channel,
  /** WeChat's template id. */
  wechatTemplateId: Nullable(Type.String()),
  title: Type.String(),
  fields: Type.Array(
    Type.Object({
      /** `thing1`, `amount2`. */
      key: Type.String(),
      label: Type.String(),
      /** Text with variables: `{{product}} 的保存方法`. */
      text: Type.String({ maxLength: 100 }),
    }),
  ),
  /** Page to open, with variables: `orders/pages/order?id={{orderId}}`. */
  page: Type.String({ maxLength: 200 }),
  /** service: about her own order, free of caps and quiet hours; marketing: all rules hold. */
  kind: OneOf(['service', 'marketing']),
  enabled: Type.Boolean(),
  variables: Type.Array(Type.Object({ name: Type.String(), label: Type.String(), example: Type.String() })),
  sent30d: Type.Integer(),
  grants: Type.Integer(),
  updatedAt: Instant(),
});

export const Outbound = Type.Object({
  id: Type.String(),
  createdAt: Instant(),
  memberId: Type.String(),
  memberName: Type.String(),
  channel: Channel,
  templateName: Type.String(),
  title: Type.String(),
  text: Type.String(),
  verdict: Nullable(Verdict),
  reason: Nullable(VerdictReason),
  reasonText: Type.String(),
  state: OutboundState,
  dueAt: Nullable(Instant()),
  sentAt: Nullable(Instant()),
  openedAt: Nullable(Instant()),
  error: Nullable(Type.String()),
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

export const InboxItem = Type.Object({
  id: Type.String(),
  at: Instant(),
  title: Type.String(),
  text: Type.String(),
  page: Type.String(),
  read: Type.Boolean(),
});

export const messagingContract = {
  'GET /api/admin/message-templates': { ok: Type.Object({ items: Type.Array(MessageTemplate) }) },
  'PATCH /api/admin/message-templates/:id': {
    params: IdParams,
    body: Type.Partial(
      Type.Object({
        title: Type.String({ minLength: 1, maxLength: 30 }),
        fields: MessageTemplate.properties.fields,
        page: Type.String({ maxLength: 200 }),
        wechatTemplateId: Nullable(Type.String({ maxLength: 64 })),
        enabled: Type.Boolean(),
      }),
    ),
    ok: MessageTemplate,
  },
  'GET /api/admin/outbound': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(OutboundState),
      verdict: Type.Optional(Verdict),
      reason: Type.Optional(VerdictReason),
      channel: Type.Optional(Channel),
      memberId: Type.Optional(Type.String()),
      causeId: Type.Optional(Type.String()),
    }),
    ok: Page(Outbound),
  },
  'GET /api/admin/outbound/summary': {
    query: Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })) }),
    ok: Type.Object({
      sent: Type.Integer(),
      opened: Type.Integer(),
      deferred: Type.Integer(),
      suppressed: Type.Integer(),
      failed: Type.Integer(),
      unknown: Type.Integer(),
      byReason: Type.Array(Type.Object({ reason: Type.String(), text: Type.String(), count: Type.Integer() })),
    }),
  },
  'GET /api/admin/members/:id/consents': {
    summary: 'How many messages of each template a member still allows',
    params: IdParams,
    ok: Type.Object({
      items: Type.Array(
        Type.Object({
          templateKey: Type.String(),
          title: Type.String(),
          remaining: Type.Integer(),
          refused: Type.Boolean(),
        }),
      ),
    }),
  },
  'GET /api/admin/settings/governance': { ok: Governance },
  'PUT /api/admin/settings/governance': { body: Governance, ok: Governance },
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
