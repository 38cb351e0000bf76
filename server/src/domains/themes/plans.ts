import { words } from '@huoshui/contracts/words';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Planned, Plans } from '../../platform/planned.ts';
import { readCalendar, themeOn } from './theme.ts';

/** For the marketing calendar: each day with a theme. What a weekday was before it had this theme nobody wrote down. */
export async function themePlans(ctx: Ctx, { from, to }: { readonly from: Date; readonly to: Date }): Promise<Plans> {
  const calendar = await readCalendar(ctx, shanghaiDay(from));
  const planned: Planned[] = [];
  for (let day = shanghaiDay(from); dayStart(day) < to; day = addDays(day, 1)) {
    const theme = themeOn(calendar, day);
    if (theme === null || day < shanghaiDay(theme.createdAt)) continue;
    planned.push({
      kind: 'theme',
      id: `${theme.id}:${day}`,
      label: theme.values.name,
      badge: words('主题日', 'Theme'),
      startsAt: dayStart(day),
      endsAt: dayStart(addDays(day, 1)),
      to: '/themes',
      needs: 'pages.read',
    });
  }
  return { planned };
}
