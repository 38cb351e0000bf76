import { interestContract as contract } from '@huoshui/contracts/interests';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { addFavourite, isFavourite, removeFavourite } from './favourites.ts';
import { forgetFootprints, noteVisit } from './footprints.ts';
import { mustShow } from './goods.ts';
import { listFavourites, listFootprints } from './list-hers.ts';
import { openRequests, requestStock, type Teller, withdrawRequest } from './stock-requests.ts';

const member = { member: true } as const;

export const shopRoutes = (teller: Teller): readonly Route[] => [
  route(contract, 'PUT /api/shop/products/:id/visit', member, async (ctx, { params }) => {
    await mustShow(ctx, params.id);
    await noteVisit(ctx, shopper(ctx), params.id);
    return hers(ctx, params.id, teller);
  }),
  route(contract, 'GET /api/shop/favourites', member, async (ctx, { query }) =>
    listFavourites(ctx, shopper(ctx).memberId, query),
  ),
  route(contract, 'PUT /api/shop/favourites/:id', member, async (ctx, { params }) => {
    await addFavourite(ctx, shopper(ctx), params.id);
    return hers(ctx, params.id, teller);
  }),
  route(contract, 'DELETE /api/shop/favourites/:id', member, async (ctx, { params }) => {
    await removeFavourite(ctx, shopper(ctx).memberId, params.id);
    return hers(ctx, params.id, teller);
  }),
  route(contract, 'GET /api/shop/footprints', member, async (ctx, { query }) =>
    listFootprints(ctx, shopper(ctx).memberId, query),
  ),
  route(contract, 'DELETE /api/shop/footprints', member, async (ctx) => {
    await forgetFootprints(ctx, shopper(ctx).memberId);
    return { ok: true as const };
  }),
  route(contract, 'DELETE /api/shop/footprints/:id', member, async (ctx, { params }) => {
    await forgetFootprints(ctx, shopper(ctx).memberId, params.id);
    return { ok: true as const };
  }),
  route(contract, 'PUT /api/shop/stock-requests/:id', member, async (ctx, { params }) =>
    hers(ctx, await requestStock(ctx, shopper(ctx), params.id, teller), teller),
  ),
  route(contract, 'DELETE /api/shop/stock-requests/:id', member, async (ctx, { params }) => {
    await withdrawRequest(ctx, shopper(ctx).memberId, params.id);
    return { ok: true as const };
  }),
];

/** What she has to do with a product. */
async function hers(ctx: Ctx, productId: string, teller: Teller) {
  const { memberId } = shopper(ctx);
  const [favourite, waitsFor, mayAsk] = await Promise.all([
    isFavourite(ctx, memberId, productId),
    openRequests(ctx, memberId, productId),
    teller(ctx),
  ]);
  return { favourite, waitsFor, mayAsk };
}

function shopper({ actor }: Ctx) {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo, app: actor.account.app };
}
