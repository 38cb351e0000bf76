import type { Api } from './api.ts';
import { demoActivities } from './shop/activities.ts';
import { demoPoster } from './shop/poster.ts';

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** What is played in the last weeks of the story, of which some goes on after it; a story that is shorter has those from its beginning. */
export async function loadActivities(
  api: Api,
  cookie: string,
  {
    coupons,
    skus,
    now,
    days,
  }: {
    readonly coupons: ReadonlyMap<string, string>;
    /** The first of each product. */
    readonly skus: ReadonlyMap<string, string>;
    readonly now: string;
    readonly days: number;
  },
): Promise<void> {
  const dayAfter = (n: number) => new Date(Date.parse(now) + SHANGHAI_MS + n * DAY_MS).toISOString().slice(0, 10);
  const giftOf = (coupon: string) => `coupon:${coupons.get(coupon) ?? ''}`;
  const tierOf = ({ at, coupon, others }: NonNullable<(typeof demoActivities)[number]['tiers']>[number]) => ({
    ...{ at, gift: giftOf(coupon) },
    ...(others ? { others: others.map(giftOf) } : {}),
  });
  const poster = await api('POST /api/admin/posters', { cookie, body: { values: demoPoster }, key: 'demo-poster' });
  for (const [
    nth,
    { play, since, until, tiers, prizes, goods, product, welcome, values },
  ] of demoActivities.entries()) {
    // One that was over before a shorter story begins.
    if (days + until < 0) continue;
    const body = {
      play,
      values: {
        ...values,
        ...(goods ? { goods: goods.map(({ product, ...terms }) => ({ sku: skus.get(product) ?? '', ...terms })) } : {}),
        ...(product === undefined ? {} : { sku: skus.get(product) ?? '' }),
        ...(play === 'invite' ? { poster: poster.id } : {}),
        ...(welcome === undefined ? {} : { welcome: giftOf(welcome) }),
        days: { from: dayAfter(Math.max(0, days - since)), to: dayAfter(days + until) },
        ...(tiers ? { tiers: tiers.map(tierOf) } : {}),
        ...(prizes ? { prizes: prizes.map(({ coupon, odds, stock }) => ({ gift: giftOf(coupon), odds, stock })) } : {}),
      },
    };
    const { id } = await api('POST /api/admin/activities', { cookie, body, key: `demo-activity-${play}-${nth}` });
    await api('POST /api/admin/activities/:id/live', { cookie, params: { id } });
  }
}
