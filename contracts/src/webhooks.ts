import { Type } from '@sinclair/typebox';
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
} from './contract.ts';
import { deliveryFault, deliveryState } from './words/webhooks.ts';
import { valuesOf } from './words.ts';

/** A system outside of the shop that is told what journeys do. */
export const Webhook = Type.Object({
  ...Revision,
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  /** While it is off, what is to be sent waits. */
  active: Type.Boolean(),
  delivered: Type.Integer(),
  failed: Type.Integer(),
  waiting: Type.Integer(),
  createdAt: Instant(),
});

/** The key of its signatures is shown once: when it is made, and when another takes its place. */
const WithSecret = Type.Composite([Webhook, Type.Object({ secret: Type.String() })]);

export const WebhookDelivery = Type.Object({
  id: Type.String(),
  webhookId: Type.String(),
  webhookName: Type.String(),
  event: Type.String(),
  memberId: Type.String(),
  memberName: Type.String(),
  because: Type.Object({ kind: Type.String(), id: Type.String(), label: Bilingual() }),
  state: OneOf(valuesOf(deliveryState)),
  attempts: Type.Integer(),
  /** What the other side answered last. */
  status: Nullable(Type.Integer()),
  fault: Nullable(OneOf(valuesOf(deliveryFault))),
  createdAt: Instant(),
  /** When it is tried next; null: not any more. */
  nextAt: Nullable(Instant()),
  answeredAt: Nullable(Instant()),
});

export const webhookContract = {
  'GET /api/admin/webhooks': { query: Type.Object(ListQuery), ok: Page(Webhook) },
  'POST /api/admin/webhooks': {
    summary: 'Answers the key of its signatures, which is shown never again',
    body: Type.Object({ values: FormValues() }),
    ok: WithSecret,
  },
  'PUT /api/admin/webhooks/:id': {
    params: IdParams,
    body: Type.Object({ values: FormValues() }),
    ok: Webhook,
  },
  'POST /api/admin/webhooks/:id/secret': {
    summary: 'Another key for its signatures, at once; the one before is worth nothing any more',
    params: IdParams,
    ok: WithSecret,
  },
  'GET /api/admin/webhook-deliveries': {
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(WebhookDelivery.properties.state),
      webhookId: Type.Optional(Type.String({ maxLength: 64 })),
      causeId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(WebhookDelivery),
  },
  'POST /api/admin/webhook-deliveries/:id/retry': {
    summary: 'Try a failed one again now, or a waiting one at once; under the same id',
    params: IdParams,
    ok: WebhookDelivery,
  },
} as const satisfies Contract;
