import { grantsOf } from '../messages/grant.ts';
import { unreadOf } from '../messages/notice.ts';
import { templates } from '../messages/template.ts';
import { payOrders } from '../pay/order.ts';
import type { Json } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { openidOf, type Shopper } from './shopper.ts';

/** A shopper with what a list shows: unread notices, payments and their sum in fen. */
export function describeShopper(world: World, shopper: Shopper): Json {
  const paid = paidOrders(world, shopper.id);
  return {
    ...shopper,
    unread: unreadOf(world, shopper.id),
    payments: paid.length,
    paidTotal: paidBy(world, shopper.id),
    lastPaidAt: paid.at(-1)?.paidAt ?? null,
  };
}

/** What a shopper paid, less what came back, in fen. */
export function paidBy(world: World, shopperId: string): number {
  return paidOrders(world, shopperId).reduce((sum, order) => sum + order.total - order.refunded, 0);
}

function paidOrders(world: World, shopperId: string) {
  return world.store
    .of(payOrders)
    .by(shopperId)
    .filter((order) => order.paidAt !== null);
}

/** The same with the subscription ledger. */
export function describeFully(world: World, shopper: Shopper): Json {
  const granted = new Map(grantsOf(world, shopper.id).map((grant) => [grant.templateId, grant]));
  return {
    ...describeShopper(world, shopper),
    accounts: world.credentials.apps.map((app) => ({ appid: app.appid, openid: openidOf(world, shopper, app) })),
    grants: world.credentials.apps.flatMap((app) =>
      templates.flatMap(({ key, title }) => {
        const templateId = app.templates[key] ?? '';
        const grant = granted.get(templateId);
        return grant ? [{ appid: app.appid, templateId, key, title, left: grant.left, always: grant.always }] : [];
      }),
    ),
  };
}
