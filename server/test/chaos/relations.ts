import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../../rehearsal/src/api.ts';
import type { Goods } from './goods.ts';

/** Who stands behind the code that shoppers scan, of the corp that the sandbox plays. */
export const staff = ['guide01', 'guide02', 'guide03'] as const;

/** A code that leads to staff, with a coupon in its welcome; the corp's directory is read a moment after the shop opens. */
export async function openContactWay(api: Api, cookie: string, coupon: string): Promise<string> {
  for (let looks = 0; looks < 300; looks += 1) {
    const { items } = await api('GET /api/admin/staff', { cookie, query: { limit: 50 } });
    if (staff.every((who) => items.some(({ id }) => id === who))) break;
    await sleep(100);
  }
  const values = {
    ...{ name: '风暴活码', staff: staff.map((who) => ({ who, weight: 1, perDay: null })) },
    ...{ days: null, from: null, until: null, perDay: null, inAll: null, fallback: null },
    ...{ welcome: '你好', welcomeBought: null, coupon, couponFor: 'everyone', remark: null, tags: null },
  };
  return (await api('POST /api/admin/contact-ways', { cookie, body: { values } })).id;
}

type Plays = Pick<Goods, 'likesId' | 'groupBuyId' | 'lotteryId' | 'flashId' | 'bargainId'>;

/**
 * Friends tap for a coupon, for fewer than want to take part; so many orders bring one; goods are cheaper in teams, of which some are never complete; prizes are drawn, fewer
 * than want them; a flash sale has fewer pieces than are wanted, and takes fewer orders a day than that; and friends bring a price down.
 */
export async function openActivities(
  api: Api,
  cookie: string,
  { coupon, skuIds }: { readonly coupon: string; readonly skuIds: readonly string[] },
): Promise<Plays> {
  const { now } = await api('GET /api/sandbox/clock');
  const dayAfter = (n: number) => new Date(Date.parse(now) + 8 * 3_600_000 + n * 86_400_000).toISOString().slice(0, 10);
  const gift = `coupon:${coupon}`;
  const shown = {
    ...{ days: { from: dayAfter(0), to: dayAfter(2) }, text: null, warmDays: 0, for: 'everybody', who: null },
    ...{ holdout: 20, within: 7 },
  };
  const common = { ...shown, pays: 'at_once', payDays: null, budget: null };
  const plays = [
    {
      play: 'likes' as const,
      values: {
        ...common,
        ...{ name: '风暴助力', places: 12, perFriend: 'once', aDay: 6, newOnly: false },
        tiers: [
          { at: 2, gift },
          { at: 5, gift },
        ],
      },
    },
    {
      play: 'orders' as const,
      values: { ...common, ...{ name: '风暴满单', places: null, least: 20_00 }, tiers: [{ at: 2, gift }] },
    },
    {
      play: 'group_buy' as const,
      values: {
        ...common,
        ...{ name: '风暴拼团', places: 400, size: 3, hours: 2, perOrder: 3, perMember: 40, newOnly: false, holdout: 0 },
        goods: skuIds.slice(0, 4).map((sku) => ({ sku, price: 5_00 })),
        tiers: [{ at: 1, gift }],
      },
    },
    {
      play: 'lottery' as const,
      values: {
        ...common,
        ...{ name: '风暴抽奖', places: null, look: 'grid', sureAfter: 3, free: 2, perOrder: 2, least: 20_00 },
        ...{ perFriend: false, aDay: null, wins: null },
        prizes: [
          { gift, odds: 2000, stock: 15 },
          { gift, odds: 3000, stock: null },
        ],
      },
    },
    {
      play: 'flash_sale' as const,
      values: {
        ...shown,
        ...{
          name: '风暴秒杀',
          sessions: [{ from: 0, minutes: 1440 }],
          perOrder: 2,
          perMember: 4,
          payMinutes: 3,
          holdout: 0,
        },
        goods: skuIds.slice(2, 5).map((sku) => ({ sku, price: 1_00, stock: 9 })),
        perDay: 14,
      },
    },
    {
      play: 'bargain' as const,
      values: {
        ...shown,
        ...{
          name: '风暴砍价',
          places: null,
          sku: skuIds[5] ?? '',
          floor: 60_00,
          cuts: 3,
          hours: 24,
          bonus: 50,
          aDay: 20,
        },
        ...{ holdout: 0, perDay: 15 },
      },
    },
  ];
  const ids: string[] = [];
  for (const body of plays) {
    const { id } = await api('POST /api/admin/activities', { cookie, body });
    await api('POST /api/admin/activities/:id/live', { cookie, params: { id } });
    ids.push(id);
  }
  const [likesId = '', , groupBuyId = '', lotteryId = '', flashId = '', bargainId = ''] = ids;
  return { likesId, groupBuyId, lotteryId, flashId, bargainId };
}
