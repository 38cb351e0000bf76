import { noticeCount } from '../messages/notice.ts';
import { templates } from '../messages/template.ts';
import type { Pay } from '../pay/endpoint.ts';
import { payOrders, transactions } from '../pay/order.ts';
import { refunds } from '../pay/refund.ts';
import { shoppers } from '../phone/shopper.ts';
import { isBound } from '../world/apps.ts';
import type { Json } from '../world/json.ts';

/** The summary at the top of the page. */
export function describeState({ world, notifier }: Pay): Json {
  return {
    now: world.clock.now().toISOString(),
    offsetMs: world.clock.offsetMs(),
    nextDueAt: world.schedule.nextDueAt()?.toISOString() ?? null,
    serverUrl: world.serverUrl,
    seed: world.seed,
    apps: world.credentials.apps.map((app) => ({
      appid: app.appid,
      kind: app.kind,
      name: app.name,
      bound: isBound(world, app),
      templates: templates.flatMap(({ key, title, fields }) => {
        const id = app.templates[key];
        return id === undefined ? [] : [{ key, id, title, fields }];
      }),
    })),
    mchid: world.credentials.mchid,
    shoppers: world.store.of(shoppers).size(),
    orders: world.store.of(payOrders).size(),
    paid: world.store.of(transactions).size(),
    refunds: world.store.of(refunds).size(),
    notices: noticeCount(world),
    pendingNotifications: notifier.pending(),
    ...world.log.counts(),
  };
}
