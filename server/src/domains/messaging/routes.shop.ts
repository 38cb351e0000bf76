import { messagingContract } from '@huoshui/contracts/messaging';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { route } from '../../platform/routes.ts';
import { recordConsent } from './consent.ts';
import { markRead, readInbox, recordOpen } from './inbox.ts';

export const shopRoutes = [
  route(messagingContract, 'POST /api/shop/subscriptions', { member: true }, async (ctx, { body }) => {
    await recordConsent(ctx, shopper(ctx), body.moment, body.answers);
    return { ok: true };
  }),
  route(messagingContract, 'GET /api/shop/inbox', { member: true }, async (ctx, { query }) =>
    readInbox(ctx, shopper(ctx).personNo, query),
  ),
  route(messagingContract, 'PUT /api/shop/inbox/:id/read', { member: true }, async (ctx, { params }) => {
    await markRead(ctx, shopper(ctx).personNo, params.id);
    return { ok: true };
  }),
  route(messagingContract, 'POST /api/shop/message-opens', { member: true }, async (ctx, { body }) => {
    await recordOpen(ctx, shopper(ctx).personNo, body.id);
    return { ok: true };
  }),
];

function shopper(ctx: Ctx) {
  if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return ctx.actor;
}
