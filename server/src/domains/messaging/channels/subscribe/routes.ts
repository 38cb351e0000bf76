import { messagingContract } from '@huoshui/contracts/messaging';
import { route } from '../../../../platform/routes.ts';
import { shopper } from '../../shopper.ts';
import { recordConsent } from './consent.ts';

export const subscriptionRoutes = [
  route(messagingContract, 'POST /api/shop/subscriptions', { member: true }, async (ctx, { body }) => {
    await recordConsent(ctx, shopper(ctx), body.moment, body.answers);
    return { ok: true };
  }),
];
