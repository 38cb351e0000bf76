import type { RouteOut } from '@huoshui/contracts/contract';
import type { themeContract } from '@huoshui/contracts/themes';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { themeErrors } from './errors.ts';
import { benefitsOf, type Gives } from './gives.ts';
import { countAwaiting } from './reminder.ts';
import { nextDayOf, readCalendar, type ThemeCalendar, themeOn, weekdaysOf } from './theme.ts';
import { themeForm } from './theme-form.ts';

type Shown = RouteOut<(typeof themeContract)['GET /api/admin/themes']>;
type Theme = Shown['items'][number];
type DayOfTheme = Shown['days'][number];

const DAYS = 28;

/** Those that come next first, and four weeks of the calendar. */
export async function showThemes(ctx: Ctx, gives: Gives): Promise<Shown> {
  const today = shanghaiDay(ctx.now());
  const [calendar, counts] = [await readCalendar(ctx, today), await countAwaiting(ctx, today)];
  const items = await present(ctx, gives, calendar, today);
  const days = Array.from({ length: DAYS }, (_, n) => dayOf(calendar, counts, addDays(today, n)));
  return { items: items.toSorted((a, b) => (a.next ?? '9').localeCompare(b.next ?? '9')), days };
}

/** Throws `themes.not_found`. */
export async function showTheme(ctx: Ctx, gives: Gives, id: string): Promise<Theme> {
  const found = (await showThemes(ctx, gives)).items.find((one) => one.id === id);
  if (found === undefined) throw themeErrors.error('not_found', { id });
  return found;
}

export async function showDay(ctx: Ctx, day: string): Promise<DayOfTheme> {
  const from = shanghaiDay(ctx.now());
  return dayOf(await readCalendar(ctx, from), await countAwaiting(ctx, from), day);
}

async function present(ctx: Ctx, gives: Gives, calendar: ThemeCalendar, today: string): Promise<Theme[]> {
  const rows = [...calendar.themes.values()].map((theme) => ({ theme, next: nextDayOf(calendar, theme.id, today) }));
  // Of one that is held on no day it is asked of today: it is named, and does not hold.
  const benefits = await benefitsOf(
    ctx,
    gives,
    rows.map(({ theme, next }) => ({ day: next ?? today, theme })),
  );
  return rows.map(({ theme: { id, values }, next }, at) => {
    const { name, colour, picture } = values;
    const shown = { ...values, weekdays: weekdaysOf(calendar, id) };
    const benefit = benefits[at] ?? null;
    return {
      ...{ id, name, colour, picture, next },
      values: shown,
      sentence: themeForm.sentence(shown, () => null),
      benefit: benefit && { label: benefit.label, holds: benefit.holds && next !== null },
    };
  });
}

function dayOf(calendar: ThemeCalendar, counts: ReadonlyMap<string, number>, day: string): DayOfTheme {
  const theme = themeOn(calendar, day);
  return {
    day,
    theme: theme && { id: theme.id, name: theme.values.name, colour: theme.values.colour },
    own: calendar.slots.has(day),
    reminders: counts.get(`${day} ${theme?.id ?? ''}`) ?? 0,
  };
}
