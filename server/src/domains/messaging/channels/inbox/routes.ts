import { messagingContract } from '@huoshui/contracts/messaging';
import { route } from '../../../../platform/routes.ts';
import { shopper } from '../../shopper.ts';
import { markRead, readInbox } from './inbox.ts';

export const inboxRoutes = [
  route(messagingContract, 'GET /api/shop/inbox', { member: true }, async (ctx, { query }) =>
    readInbox(ctx, shopper(ctx).personNo, query),
  ),
  route(messagingContract, 'PUT /api/shop/inbox/:id/read', { member: true }, async (ctx, { params }) => {
    await markRead(ctx, shopper(ctx).personNo, params.id);
    return { ok: true };
  }),
];
