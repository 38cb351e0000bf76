import type { ruleCalendarContract } from '@huoshui/contracts/rule-calendar';
import type { Static } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import type { OfferSource, Reachable } from './offer-source.ts';
import { daysOf } from './overlap/window.ts';

type Contract = (typeof ruleCalendarContract)['GET /api/admin/promotion-calendar'];

/** What has a beginning and an end and runs on some of these days, in the order in which it begins. */
export async function readCalendar(
  ctx: Ctx,
  sources: readonly OfferSource[],
  { from, to }: Static<Contract['query']>,
): Promise<Static<Contract['ok']>> {
  const days = daysOf(from, to);
  const found = await Promise.all(sources.map(async (source): Promise<Reachable> => source.during?.(ctx, days) ?? {}));
  const now = ctx.now();
  const items = found
    .flatMap(({ offers = [], times = [] }) => [
      ...offers.flatMap(({ endsAt, hint, ...offer }) => (endsAt === null ? [] : [{ ...offer, ...hint, endsAt }])),
      ...times,
    ])
    .map(({ source, id, label, badge, startsAt, endsAt }) => {
      const state: Static<Contract['ok']>['items'][number]['state'] =
        now >= endsAt ? 'ended' : now < startsAt ? 'scheduled' : 'running';
      const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
      return { source, offerId: id, label, badge, ...times, state };
    })
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.offerId < b.offerId ? -1 : 1));
  return { items };
}
