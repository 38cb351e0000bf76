import { activityContract as contract } from '@huoshui/contracts/activities';
import { type Route, route } from '../../../platform/routes.ts';
import { herOf } from '../met.ts';
import { askToBeTold, dropWaiting } from './waiting.ts';

const acts = { member: true, perMinute: 60 } as const;

export const capacityRoutes: readonly Route[] = [
  route(contract, 'PUT /api/shop/activities/:id/reminder', acts, async (ctx, { params }) => {
    const app = ctx.actor.kind === 'member' ? (ctx.actor.account.app ?? '') : '';
    await askToBeTold(ctx, { ...herOf(ctx), app }, params.id);
    return { reminded: true };
  }),
  route(contract, 'DELETE /api/shop/activities/:id/reminder', acts, async (ctx, { params }) => {
    await dropWaiting(ctx, herOf(ctx), params.id);
    return { reminded: false };
  }),
];
