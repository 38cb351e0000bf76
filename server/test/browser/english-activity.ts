import { randomUUID } from 'node:crypto';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import type { Shop } from '../flows/shop.ts';

/** Likes of friends for a coupon, this week; its id. */
export async function offerActivity({ api, app, owner: { cookie } }: Shop, couponId: string): Promise<string> {
  const from = shanghaiDay(app.ctx.now());
  const { id } = await api('POST /api/admin/activities', {
    cookie,
    body: {
      play: 'likes',
      values: {
        ...{ name: 'Five friends', text: 'Five friends tap, and a coupon is yours' },
        ...{ days: { from, to: addDays(from, 6) }, warmDays: 0, for: 'everybody', who: null, places: null },
        ...{ perFriend: 'daily', aDay: 3, newOnly: false, tiers: [{ at: 5, gift: `coupon:${couponId}` }] },
        ...{ pays: 'at_once', payDays: null, budget: null, holdout: 10, within: 14 },
      },
    },
    key: randomUUID(),
  });
  await api('POST /api/admin/activities/:id/live', { cookie, params: { id } });
  return id;
}
