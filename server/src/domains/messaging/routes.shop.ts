import { messagingContract } from '@huoshui/contracts/messaging';
import { route } from '../../platform/routes.ts';
import { asksOf, type Wanted } from './asks.ts';
import type { Channel } from './channel.ts';
import { recordOpen } from './open.ts';
import { shopper } from './shopper.ts';

type Given = { readonly channels: readonly Channel[]; readonly wanted: Wanted };

export const shopRoutes = ({ channels, wanted }: Given) => [
  route(messagingContract, 'GET /api/shop/asks', { member: true }, async (ctx) =>
    asksOf(ctx, channels, wanted, shopper(ctx)),
  ),
  route(messagingContract, 'POST /api/shop/message-opens', { member: true }, async (ctx, { body }) => {
    await recordOpen(ctx, shopper(ctx).personNo, body.id);
    return { ok: true };
  }),
];
