import { webhookContract } from '@huoshui/contracts/webhooks';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { listDeliveries } from './list-deliveries.ts';
import { retryDelivery } from './retry.ts';
import { changeWebhook, createWebhook, listWebhooks, renewSecret } from './webhook.ts';

const READ = { can: 'webhooks.read' } as const;
const WRITE = { can: 'webhooks.write' } as const;

export const adminRoutes: readonly Route[] = [
  route(webhookContract, 'GET /api/admin/webhooks', READ, async (ctx, { query }) => listWebhooks(ctx, query)),
  route(
    webhookContract,
    'POST /api/admin/webhooks',
    {
      ...WRITE,
      audit: (_in, { id, name }) => ({ entityId: id, summary: named(words('新建外部接口', 'Made the webhook'), name) }),
    },
    async (ctx, { body }) => createWebhook(ctx, body.values),
  ),
  route(
    webhookContract,
    'PUT /api/admin/webhooks/:id',
    { ...WRITE, audit: (_in, { name }) => ({ summary: named(words('修改外部接口', 'Changed the webhook'), name) }) },
    async (ctx, { params, body }) => changeWebhook(ctx, params.id, body.values),
  ),
  route(
    webhookContract,
    'POST /api/admin/webhooks/:id/secret',
    {
      ...WRITE,
      audit: (_in, { name }) => ({
        summary: named(words('更换外部接口的密钥', 'Changed the key of the webhook'), name),
      }),
    },
    async (ctx, { params }) => renewSecret(ctx, params.id),
  ),
  route(webhookContract, 'GET /api/admin/webhook-deliveries', READ, async (ctx, { query }) =>
    listDeliveries(ctx, query),
  ),
  route(
    webhookContract,
    'POST /api/admin/webhook-deliveries/:id/retry',
    {
      ...WRITE,
      audit: (_in, { webhookName }) => ({
        summary: named(words('重试推送到', 'Tried a delivery again to'), webhookName),
      }),
    },
    async (ctx, { params }) => retryDelivery(ctx, params.id),
  ),
];
