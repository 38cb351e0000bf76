import { rfc3339 } from '../../world/clock.ts';
import { textOf } from '../../world/json.ts';
import type { TableShape } from '../../world/table.ts';
import { type Pay, type PayEndpoint, PayError } from '../endpoint.ts';
import { notifyUrlOf } from '../notify-url.ts';
import { checkShape } from '../shape.ts';
import { couponJson, type FavorCoupon } from './coupon.ts';
import { favorCallbackShape } from './shape.ts';
import { checkCreator } from './stock.ts';

const callbacks: TableShape<string> = { name: 'favor-callbacks' };

const setCallback: PayEndpoint = {
  method: 'POST',
  path: '/v3/marketing/favor/callbacks',
  title: '设置代金券消息通知地址',
  answer: ({ world }, { body }) => {
    checkShape(body, favorCallbackShape);
    checkCreator(world, body.mchid);
    const url = notifyUrlOf(world, textOf(body, 'notify_url') ?? '');
    world.store.of(callbacks).put('favor', url);
    return { update_time: rfc3339(world.clock.now()), notify_url: url };
  },
};

const getCallback: PayEndpoint = {
  method: 'GET',
  path: '/v3/marketing/favor/callbacks',
  title: '查询代金券消息通知地址',
  answer: ({ world }, { query }) => {
    checkCreator(world, query.mchid);
    const url = world.store.of(callbacks).get('favor');
    if (url === undefined) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '回调地址未设置');
    return { mchid: world.credentials.mchid, notify_url: url };
  },
};

export const favorCallbackEndpoints: readonly PayEndpoint[] = [setCallback, getCallback];

/** COUPON.USE: to the address that was set, else to nobody. */
export async function tellUse({ world, notifier }: Pay, coupon: FavorCoupon): Promise<void> {
  const url = world.store.of(callbacks).get('favor');
  if (url === undefined) return;
  await notifier.queue({
    url,
    eventType: 'COUPON.USE',
    summary: '代金券核销',
    originalType: 'coupon',
    resource: couponJson(world, coupon),
  });
}
