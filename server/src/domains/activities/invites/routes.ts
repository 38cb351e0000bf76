import { activityInviteContract as contract } from '@huoshui/contracts/activity-invites';
import { type Route, route } from '../../../platform/routes.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import type { MakePoster } from '../../posters/index.ts';
import type { OwnCodes } from '../fission/own-codes.ts';
import { herOf } from '../met.ts';
import { acceptInvitation } from './accept.ts';
import { openInvitation } from './come.ts';
import { listInvites } from './list-invites.ts';
import { posterOfHers } from './poster.ts';
import { showHerInvites } from './show-hers.ts';
import { readSpread } from './spread.ts';

const read = { can: 'activities.read' } as const;
const acts = { member: true, perMinute: 60 } as const;

type Given = { readonly kinds: BenefitKinds; readonly poster: MakePoster; readonly codes: OwnCodes };

export function inviteRoutes({ kinds, ...pictures }: Given): readonly Route[] {
  return [
    route(contract, 'GET /api/admin/activities/:id/spread', read, async (ctx, { params }) =>
      readSpread(ctx, params.id),
    ),
    route(contract, 'GET /api/admin/activities/:id/invites', read, async (ctx, { params, query }) =>
      listInvites(ctx, params.id, query),
    ),
    route(contract, 'GET /api/shop/activities/:id/invites', { member: true }, async (ctx, { params, query }) =>
      showHerInvites(ctx, herOf(ctx), { id: params.id, entry: query.entry }),
    ),
    route(contract, 'POST /api/shop/activity-entries/:id/visits', acts, async (ctx, { params, query, request }) =>
      openInvitation(ctx, herOf(ctx), params.id, { ip: request.ip, device: query.device }),
    ),
    route(
      contract,
      'POST /api/shop/activity-entries/:id/posters',
      // It waits for WeChat at the first time.
      { member: true, perMinute: 20, transaction: false },
      async (ctx, { params }) => ({ picture: await posterOfHers(ctx, pictures, herOf(ctx), params.id) }),
    ),
    route(contract, 'POST /api/shop/activity-entries/:id/acceptances', acts, async (ctx, { params, query, request }) =>
      acceptInvitation(ctx, kinds, herOf(ctx), { entryId: params.id, seen: { ip: request.ip, device: query.device } }),
    ),
  ];
}
