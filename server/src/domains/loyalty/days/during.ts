import { words } from '@huoshui/contracts/words';
import { dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Reachable } from '../../pricing/index.ts';
import { privilegeSourceName } from '../levels/offer-names.ts';
import { readDays } from './member-day.ts';
import { type DayPrice, dayPrices } from './prices.ts';
import { endOf, heldWithin } from './schedule.ts';

/** The member days that come in some time, half-open: when, and what goods cost on them. Birthdays are somebody's on any day. */
export async function daysDuring(
  ctx: Ctx,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<Reachable> {
  const first = shanghaiDay(from);
  const last = shanghaiDay(new Date(to.getTime() - 1));
  const days = (await readDays(ctx)).filter(({ ended }) => !ended);
  const held = days.map((day) => {
    // Before there was such a day none was held.
    const since = { first: [first, shanghaiDay(day.createdAt)].sort().at(-1) ?? first, last };
    if (since.first > last) return { day, times: [] };
    return { day, times: day.schedule.kind === 'birthday' ? [since] : heldWithin(day.schedule, since) };
  });
  const priced = held.flatMap(({ day: { paysPercent, ...day }, times }): DayPrice[] =>
    paysPercent === null || times.length === 0 ? [] : [{ ...day, paysPercent }],
  );
  return {
    prices: (lines) => priced.flatMap((day) => dayPrices(day, lines)),
    times: held.flatMap(({ day: { id, name, schedule }, times }) =>
      times.map((time) => ({
        source: privilegeSourceName,
        id: `day:${id}`,
        label: name,
        badge: schedule.kind === 'birthday' ? words('生日', 'Birthday') : words('会员日', 'Member day'),
        startsAt: dayStart(time.first),
        endsAt: endOf(time),
      })),
    ),
  };
}
