import { placementContract as contract } from '@huoshui/contracts/placements';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { close, show, tap } from './acts.ts';
import { findShown, type ShownPorts } from './find-shown.ts';
import type { Her } from './met.ts';

const acts = { member: true, perMinute: 120 } as const;

export function shopRoutes(ports: ShownPorts): readonly Route[] {
  const { live, coupons } = ports;
  return [
    route(contract, 'GET /api/shop/placements', { member: true }, async (ctx, { query }) => ({
      items: await findShown(ctx, ports, her(ctx), {
        page: query.page,
        product: query.product ?? null,
        category: query.category ?? null,
      }),
    })),
    route(contract, 'POST /api/shop/placements/:id/showings', acts, async (ctx, { params, body }) =>
      show(ctx, live, her(ctx), params.id, body),
    ),
    route(contract, 'POST /api/shop/placements/:id/taps', acts, async (ctx, { params, body }) =>
      tap(ctx, { live, coupons }, her(ctx), params.id, body),
    ),
    route(contract, 'POST /api/shop/placements/:id/closings', acts, async (ctx, { params, body }) =>
      close(ctx, live, her(ctx), params.id, body),
    ),
  ];
}

function her({ actor }: Ctx): Her {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo };
}
