import { couponContract } from '@huoshui/contracts/coupons';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { listBasketCoupons } from './basket-coupons.ts';
import { listCenter } from './center.ts';
import { createOfferLists } from './list-offers.ts';
import { type OfferPorts, readProductOffers, type Shopper } from './product-offers.ts';
import { takeCoupon } from './take.ts';
import { listWallet, presentHers } from './wallet.ts';

export function shopRoutes(ports: OfferPorts): readonly Route[] {
  const { audience } = ports;
  const offersOf = createOfferLists(ports);
  return [
    route(couponContract, 'GET /api/shop/coupon-center', { member: true }, async (ctx, { query }) => {
      const items = await listCenter(ctx, audience, shopper(ctx), query.productId);
      return { items: items.map(({ view }) => view) };
    }),
    route(couponContract, 'POST /api/shop/basket-coupons', { member: true }, async (ctx, { body }) => ({
      items: await listBasketCoupons(ctx, ports, shopper(ctx), body.lines),
    })),
    route(
      couponContract,
      'POST /api/shop/coupon-center/:id',
      { member: true, idempotent: true },
      async (ctx, { params, query }) =>
        presentHers(await takeCoupon(ctx, audience, shopper(ctx), params.id, query.from), ctx.now()),
    ),
    route(couponContract, 'GET /api/shop/coupons', { member: true }, async (ctx, { query }) =>
      listWallet(ctx, shopper(ctx).memberId, query, presentHers),
    ),
    route(couponContract, 'GET /api/shop/offers', { member: true }, async (ctx, { query }) =>
      offersOf(ctx, { shopper: shopper(ctx), productIds: query.products.split(',').slice(0, 100) }),
    ),
    route(couponContract, 'GET /api/shop/products/:id/offers', { member: true }, async (ctx, { params }) =>
      readProductOffers(ctx, ports, shopper(ctx), params.id),
    ),
  ];
}

function shopper({ actor }: Ctx): Shopper {
  if (actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return { memberId: actor.id, personNo: actor.personNo, app: actor.account.app };
}
