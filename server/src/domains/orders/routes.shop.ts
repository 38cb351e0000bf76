import { orderContract as contract } from '@huoshui/contracts/orders';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import { listAddOns } from './add-ons.ts';
import { cancelByShopper } from './cancel.ts';
import { readCart, setCartItem } from './cart.ts';
import { createCheckout } from './checkout/checkout.ts';
import { tellMemberLimit } from './checkout/member-limits.ts';
import { countOwnOrders, listOwnOrders } from './list-shop.ts';
import { offeredDelivery } from './own-delivery/offered.ts';
import { askForPage } from './payment/ask.ts';
import { openPayment } from './payment/open.ts';
import { placeOrder } from './place.ts';
import type { OrderPorts } from './ports.ts';
import { presentOne } from './present.ts';
import type { Buyer } from './price.ts';
import { quoteFor } from './quote-for.ts';
import { getOrder, getOrderByPayNumber } from './read.ts';
import { getRefund } from './refund/present.ts';
import { requestRefund, whyAsked } from './refund/request.ts';
import { withdrawRefund } from './refund/withdraw.ts';
import { restoreOrder } from './restore.ts';
import { receiveOrder } from './shipment/receive.ts';

const member = { member: true } as const;
/** Asks WeChat, or the group commit, on its way: each has transactions of its own. */
const alone = { ...member, transaction: false } as const;

/** What a shopper does. Every use case takes only orders of the member who asks: another's answers 404. */
export function shopRoutes(ports: OrderPorts): readonly Route[] {
  const checkout = createCheckout(ports.offerSources);
  return [
    route(contract, 'GET /api/shop/cart', member, async (ctx) => readCart(ctx, ports, buyerOf(ctx))),
    route(contract, 'PUT /api/shop/cart/:skuId', member, async (ctx, { params, body }) => {
      await setCartItem(ctx, buyerOf(ctx), params.skuId, body);
      return readCart(ctx, ports, buyerOf(ctx));
    }),
    route(contract, 'GET /api/shop/products/:id/limit', member, async (ctx, { params }) => ({
      limit: await tellMemberLimit(ctx, buyerOf(ctx).memberId, params.id),
    })),
    route(contract, 'POST /api/shop/add-ons', { ...member, onlyReads: true }, async (ctx, { body }) => ({
      items: await listAddOns(ctx, ports, buyerOf(ctx), body.lines),
    })),
    route(contract, 'POST /api/shop/quote', { ...member, onlyReads: true }, async (ctx, { body }) =>
      quoteFor(ctx, ports, buyerOf(ctx), body),
    ),
    route(contract, 'GET /api/shop/delivery', member, async (ctx, { query }) =>
      offeredDelivery(ctx, buyerOf(ctx).memberId, query.addressId),
    ),
    // Keyed by the order itself, not by the platform: the key's row and the order are one insert of the group, whose
    // transaction it is.
    route(contract, 'POST /api/shop/orders', alone, async (ctx, { body, request }) =>
      placeOrder(ctx, checkout, buyerOf(ctx), body, request.headers['idempotency-key']),
    ),
    route(contract, 'POST /api/shop/orders/:id/payment', alone, async (ctx, { params }) =>
      openPayment(ctx, ports, params.id, shopperOf(ctx).account),
    ),
    route(contract, 'GET /api/shop/orders', member, async (ctx, { query }) =>
      listOwnOrders(ctx, buyerOf(ctx).memberId, query),
    ),
    route(contract, 'GET /api/shop/orders/counts', member, async (ctx) => countOwnOrders(ctx, buyerOf(ctx).memberId)),
    route(contract, 'GET /api/shop/orders/:id', member, async (ctx, { params }) => {
      await askForPage(ctx, ports, await getOrder(ctx, params.id));
      return presentOne(ctx, params.id);
    }),
    route(contract, 'GET /api/shop/orders/by-number/:number', member, async (ctx, { params }) => {
      const order = await getOrderByPayNumber(ctx, params.number);
      await askForPage(ctx, ports, order);
      return presentOne(ctx, order.id);
    }),
    route(contract, 'POST /api/shop/orders/:id/cancellation', alone, async (ctx, { params }) => {
      await cancelByShopper(ctx, ports, params.id);
      return presentOne(ctx, params.id);
    }),
    route(contract, 'POST /api/shop/orders/:id/restoration', member, async (ctx, { params }) =>
      restoreOrder(ctx, buyerOf(ctx), params.id),
    ),
    route(contract, 'POST /api/shop/orders/:id/receipt', member, async (ctx, { params }) => {
      await receiveOrder(ctx, params.id);
      return presentOne(ctx, params.id);
    }),
    route(
      contract,
      'POST /api/shop/orders/:id/refunds',
      { ...member, idempotent: 'money' },
      async (ctx, { params, body }) => {
        const { kind = 'refund', pictures = [] } = body;
        return getRefund(ctx, await requestRefund(ctx, params.id, body, whyAsked(body), { kind, pictures }));
      },
    ),
    route(contract, 'POST /api/shop/refunds/:id/withdrawal', member, async (ctx, { params }) => {
      await withdrawRefund(ctx, params.id);
      return getRefund(ctx, params.id);
    }),
  ];
}

function buyerOf(ctx: Ctx): Buyer {
  const { id, personNo, account } = shopperOf(ctx);
  return { memberId: id, personNo, app: account.app };
}

function shopperOf(ctx: Ctx) {
  if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return ctx.actor;
}
