import { messagingContract } from '@huoshui/contracts/messaging';
import { route } from '../../platform/routes.ts';
import { recordOpen } from './open.ts';
import { shopper } from './shopper.ts';

export const shopRoutes = [
  route(messagingContract, 'POST /api/shop/message-opens', { member: true }, async (ctx, { body }) => {
    await recordOpen(ctx, shopper(ctx).personNo, body.id);
    return { ok: true };
  }),
];
