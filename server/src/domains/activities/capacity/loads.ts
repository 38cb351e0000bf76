import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import type { LoadOfDay } from '../../../platform/planned.ts';
import type { ActivityRow } from '../activity.ts';
import { playOf } from '../plays.ts';
import { takenByDay } from './capacity.ts';

/** What these ask of those who pack and bring, each on each of its days in some time: what it took, and the most that a day of it takes. */
export async function loadsOf(
  ctx: Ctx,
  activities: readonly ActivityRow[],
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly LoadOfDay[]> {
  const counted = activities.filter(({ play }) => playOf(play).perDay !== undefined);
  const taken = new Map(
    (await takenByDay(ctx, counted, { from, to })).map(({ activityNo, day, taken: n }) => [`${activityNo} ${day}`, n]),
  );
  return counted.flatMap(({ no, id, name, play, values: { perDay }, startsAt, endsAt, stoppedAt }) => {
    const over = stoppedAt !== null && stoppedAt < endsAt ? stoppedAt : endsAt;
    const unit = playOf(play).perDay?.unit;
    return unit === undefined
      ? []
      : daysOf(startsAt < from ? from : startsAt, over < to ? over : to).map((day) => ({
          ...{ day, id, unit, label: name, to: `/activities/${id}`, most: perDay, needs: 'activities.read' as const },
          taken: taken.get(`${no} ${day}`) ?? 0,
        }));
  });
}

/** Business days of some time, half-open. */
function daysOf(from: Date, to: Date): readonly string[] {
  if (to <= from) return [];
  const last = shanghaiDay(new Date(to.getTime() - 1));
  const days: string[] = [];
  for (let day = shanghaiDay(from); day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
