import { plainWords, type Words } from '@huoshui/contracts/words';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type Picks, pickNames } from '../../../platform/form/names.ts';
import { readDays } from './member-day.ts';
import { heldOn, scheduleWords } from './schedule.ts';

/** Of these member days what each is called, and whether it is held on a business day. A birthday is everybody's own, and none of the shop's. */
export async function memberDaysOn(
  ctx: Ctx,
  ids: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, { readonly label: Words; readonly holds: boolean }>> {
  const days = (await readDays(ctx)).filter(({ id }) => ids.includes(id));
  return new Map(
    days.map(({ id, name, schedule, ended, createdAt }) => {
      const holds = !ended && day >= shanghaiDay(createdAt) && heldOn(schedule, day, null) !== null;
      return [id, { label: plainWords(name), holds }];
    }),
  );
}

export const memberDayPicks: Picks = {
  async member_day(ctx, ids) {
    const days = (await readDays(ctx)).filter(({ id }) => ids.includes(id));
    return pickNames(
      days.map(({ id, name, ended, schedule }) => ({ id, name, ended, note: ended ? null : scheduleWords(schedule) })),
    );
  },
};
