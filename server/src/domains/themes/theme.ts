import { valuesOf } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';
import { sql } from 'kysely';
import { addDays } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { themeErrors } from './errors.ts';
import type { ThemeValues } from './theme-form.ts';
import { weekdayOf } from './weekday.ts';

export type ThemeRow = {
  readonly id: string;
  /** Without its weekdays: those stand in the calendar. */
  readonly values: ThemeValues;
  readonly createdAt: Date;
};

/** What each weekday is, and each date that is said by itself; null: none. */
export type ThemeCalendar = {
  readonly themes: ReadonlyMap<string, ThemeRow>;
  readonly slots: ReadonlyMap<string, string | null>;
};

/** Weekdays, and dates from a day on. */
export async function readCalendar(ctx: Pick<Ctx, 'db'>, from: string): Promise<ThemeCalendar> {
  const { rows } = await sql<ThemeRow & { readonly slots: readonly string[] }>`
    select t.id, t.values, t.created_at,
      array(select s.slot from themes.slot s where s.theme_id = t.id and (length(s.slot) = 3 or s.slot >= ${from})) as slots
    from themes.theme t order by t.no
  `.execute(ctx.db);
  const { rows: off } = await sql<{ slot: string }>`
    select slot from themes.slot where theme_id is null and slot >= ${from}
  `.execute(ctx.db);
  return {
    themes: new Map(rows.map(({ id, values, createdAt }) => [id, { id, values, createdAt }])),
    slots: new Map<string, string | null>([
      ...off.map(({ slot }) => [slot, null] as const),
      ...rows.flatMap(({ id, slots }) => slots.map((slot) => [slot, id] as const)),
    ]),
  };
}

/** A date goes before its weekday. */
export function themeOn({ themes, slots }: ThemeCalendar, day: string): ThemeRow | null {
  const own = slots.get(day);
  const id = own === undefined ? slots.get(weekdayOf(day)) : own;
  return themes.get(id ?? '') ?? null;
}

/** The first day from one on that has this theme; null: none within a year. */
export function nextDayOf(calendar: ThemeCalendar, id: string, from: string): string | null {
  for (let ahead = 0; ahead <= 366; ahead += 1) {
    const day = addDays(from, ahead);
    if (themeOn(calendar, day)?.id === id) return day;
  }
  return null;
}

export function weekdaysOf({ slots }: ThemeCalendar, id: string): NonNullable<ThemeValues['weekdays']> {
  return valuesOf(weekday).filter((day) => slots.get(day) === id);
}

/** Throws `themes.not_found`. */
export async function mustFind(ctx: Ctx, id: string): Promise<ThemeRow> {
  const { rows } = await sql<ThemeRow>`select id, values, created_at from themes.theme where id = ${id}`.execute(
    ctx.db,
  );
  const [row] = rows;
  if (row === undefined) throw themeErrors.error('not_found', { id });
  return row;
}
