import { activityContract as contract } from '@huoshui/contracts/activities';
import { type Route, route } from '../../platform/routes.ts';
import type { BenefitKinds } from '../benefits/index.ts';
import { chooseGift } from './choose-gift.ts';
import { buyChance, type SpendPoints } from './draws/buy-chance.ts';
import { createDrawing } from './draws/draw.ts';
import { help } from './help.ts';
import type { IsFor } from './is-for.ts';
import type { LiveNow } from './live.ts';
import { herOf } from './met.ts';
import { listForHer, showActivity } from './show.ts';
import { takePart } from './take-part.ts';
import { leaveTeam } from './teams/leave.ts';
import { listTeamsOfHers, showTeam, teamsOfProduct } from './teams/show.ts';

type Ports = {
  readonly kinds: BenefitKinds;
  readonly live: LiveNow;
  readonly isFor: IsFor;
  readonly spend: SpendPoints;
};

const acts = { member: true, perMinute: 60 } as const;

const draws = { ...acts, transaction: false } as const;

export function shopRoutes({ kinds, live, isFor, spend }: Ports): readonly Route[] {
  const draw = createDrawing({ kinds, isFor });
  return [
    route(contract, 'GET /api/shop/activities', { member: true }, async (ctx) => ({
      items: await listForHer(ctx, { live, isFor }, herOf(ctx)),
    })),
    route(contract, 'GET /api/shop/activities/:id', { member: true }, async (ctx, { params, query }) =>
      showActivity(ctx, isFor, herOf(ctx), { id: params.id, entry: query.entry }),
    ),
    route(contract, 'POST /api/shop/activities/:id/entries', acts, async (ctx, { params, query, request }) =>
      takePart(ctx, isFor, herOf(ctx), { id: params.id, seen: { ip: request.ip, device: query.device } }),
    ),
    route(contract, 'GET /api/shop/products/:id/teams', { member: true }, async (ctx, { params }) =>
      teamsOfProduct(ctx, { live, isFor }, herOf(ctx), params.id),
    ),
    route(contract, 'GET /api/shop/teams', { member: true }, async (ctx, { query }) =>
      listTeamsOfHers(ctx, herOf(ctx), query),
    ),
    route(contract, 'GET /api/shop/teams/:id', { member: true }, async (ctx, { params }) =>
      showTeam(ctx, isFor, herOf(ctx), params.id),
    ),
    route(contract, 'POST /api/shop/teams/:id/leaving', acts, async (ctx, { params }) => {
      await leaveTeam(ctx, herOf(ctx), params.id);
      return { id: params.id };
    }),
    // Decided with whoever else draws at the moment: each group has a transaction of its own.
    route(contract, 'POST /api/shop/activities/:id/draws', draws, async (ctx, { params, query, body, request }) => {
      const seen = { ip: request.ip, device: query.device };
      const { prize, n, roll } = await draw(ctx, { ...herOf(ctx), id: params.id, nonce: body.nonce, seen });
      return { prize, n, roll };
    }),
    route(contract, 'POST /api/shop/activities/:id/chances', acts, async (ctx, { params, query, body, request }) => {
      const seen = { ip: request.ip, device: query.device };
      return buyChance(ctx, { kinds, isFor, spend }, herOf(ctx), { id: params.id, nonce: body.nonce, seen });
    }),
    route(contract, 'POST /api/shop/activity-entries/:id/choices', acts, async (ctx, { params, body }) =>
      chooseGift(ctx, herOf(ctx), params.id, body),
    ),
    route(contract, 'POST /api/shop/activity-entries/:id/helps', acts, async (ctx, { params, query, request }) =>
      help(ctx, kinds, herOf(ctx), { entryId: params.id, seen: { ip: request.ip, device: query.device } }),
    ),
  ];
}
