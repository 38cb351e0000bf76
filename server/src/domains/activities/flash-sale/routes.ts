import { flashSaleContract as contract } from '@huoshui/contracts/flash-sales';
import { type Route, route } from '../../../platform/routes.ts';
import type { IsFor } from '../is-for.ts';
import type { LiveNow } from '../live.ts';
import { herOf } from '../met.ts';
import { askReminder, dropReminder } from './remind.ts';
import { flashOfProduct, presentTake } from './show.ts';
import { createTaking } from './take.ts';

const acts = { member: true, perMinute: 60 } as const;

export function flashRoutes(ports: { readonly live: LiveNow; readonly isFor: IsFor }): readonly Route[] {
  const take = createTaking(ports);
  return [
    // Decided with whoever else comes at the moment: each group has a transaction of its own.
    route(
      contract,
      'POST /api/shop/activities/:id/takes',
      { member: true, transaction: false, perMinute: 120 },
      async (ctx, { params, query, body, request }) => {
        const seen = { ip: request.ip, device: query.device };
        const told = await take(ctx, { ...herOf(ctx), activityId: params.id, ...body, seen });
        return { taking: told.taking, take: told.take === null ? null : presentTake(told.take) };
      },
    ),
    route(contract, 'PUT /api/shop/flash-sessions/:id/reminder', acts, async (ctx, { params }) => {
      await askReminder(
        ctx,
        { ...herOf(ctx), app: ctx.actor.kind === 'member' ? (ctx.actor.account.app ?? '') : '' },
        params.id,
      );
      return { reminded: true };
    }),
    route(contract, 'DELETE /api/shop/flash-sessions/:id/reminder', acts, async (ctx, { params }) => {
      await dropReminder(ctx, herOf(ctx), params.id);
      return { reminded: false };
    }),
    route(contract, 'GET /api/shop/products/:id/flash-sale', { member: true }, async (ctx, { params }) => ({
      offer: await flashOfProduct(ctx, ports, herOf(ctx), params.id),
    })),
  ];
}
