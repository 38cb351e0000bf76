import { sql } from 'kysely';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Sweep, sweep } from '../../platform/sweeps.ts';
import { themeErrors } from './errors.ts';
import { themeAwaited, themeCame } from './events.ts';
import { AHEAD } from './shown.ts';
import { readCalendar, themeOn } from './theme.ts';

export type Her = { readonly memberId: string; readonly personNo: number };

const AT_ONCE = 1000;

/** She wants to be told in the morning of a day; twice is once. Throws `themes.no_theme`, `too_late`, `too_early`. */
export async function askReminder(ctx: Ctx, her: Her & { readonly app: string }, day: string): Promise<void> {
  const today = shanghaiDay(ctx.now());
  if (day <= today) throw themeErrors.error('too_late');
  if (day > addDays(today, AHEAD)) throw themeErrors.error('too_early');
  const theme = themeOn(await readCalendar(ctx, today), day);
  if (theme === null) throw themeErrors.error('no_theme');
  const at = shanghaiInstant(day, theme.values.remindAt * MINUTE_MS);
  const { rows } = await sql<{ fresh: boolean }>`
    insert into themes.reminder as r (day, person_no, member_id, theme_id, app, remind_at)
    values (${day}::date, ${her.personNo}, ${her.memberId}, ${theme.id}, ${her.app}, ${at})
    on conflict (day, person_no) do update set theme_id = excluded.theme_id, remind_at = excluded.remind_at, app = excluded.app
      where r.told_at is null and (r.theme_id, r.remind_at) is distinct from (excluded.theme_id, excluded.remind_at)
    returning true as fresh
  `.execute(ctx.db);
  if (rows.length === 0) return;
  const payload = { memberId: her.memberId, themeId: theme.id, name: theme.values.name, day };
  ctx.emit(themeAwaited, { personNo: her.personNo, payload });
}

/** A word that has not left yet is taken back with it (`stillAwaited`). */
export async function dropReminder(ctx: Ctx, { personNo }: Her, day: string): Promise<void> {
  await sql`delete from themes.reminder where day = ${day}::date and person_no = ${personNo}`.execute(ctx.db);
}

/** Of these days those of which she is told, by what they are now. */
export async function awaitedBy(ctx: Ctx, { personNo }: Her, days: readonly string[]): Promise<ReadonlySet<string>> {
  if (days.length === 0) return new Set();
  const { rows } = await sql<{ key: string }>`
    select to_char(day, 'YYYY-MM-DD') || ' ' || theme_id as key from themes.reminder
    where person_no = ${personNo} and day = any(${[...days]}::date[])
  `.execute(ctx.db);
  return new Set(rows.map(({ key }) => key));
}

/** How many wait for each of some days, by what it was when they asked. */
export async function countAwaiting(ctx: Ctx, from: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select to_char(day, 'YYYY-MM-DD') || ' ' || theme_id as key, count(*)::int as count from themes.reminder
    where day >= ${from}::date group by 1
  `.execute(ctx.db);
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** Who asked to be told of this day, as it is now. */
export async function personsAwaiting(ctx: Ctx, day: string, themeId: string): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from themes.reminder where day = ${day}::date and theme_id = ${themeId}
  `.execute(ctx.db);
  return new Set(rows.map(({ personNo }) => personNo));
}

type Due = Her & { readonly day: string; readonly themeId: string; readonly app: string };

/** Tells each once, on the day itself; of one that was taken off, has another theme by now or is over, nobody is told. */
export const remindOfThemes: Sweep = sweep({
  name: 'themes.reminders',
  due: sql`(select min(remind_at) from themes.reminder where told_at is null)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<Due>`
        with due as (
          select day, person_no from themes.reminder where told_at is null and remind_at <= ${ctx.now()}
          order by remind_at limit ${AT_ONCE} for no key update skip locked
        )
        update themes.reminder r set told_at = ${ctx.now()} from due
        where r.day = due.day and r.person_no = due.person_no
        returning r.member_id, r.person_no, r.app, r.theme_id, to_char(r.day, 'YYYY-MM-DD') as day
      `.execute(ctx.db);
      if (rows.length === 0) return 0;
      const today = shanghaiDay(ctx.now());
      const theme = themeOn(await readCalendar(ctx, today), today);
      for (const { memberId, personNo, app, day, themeId } of rows) {
        if (theme === null || day !== today || themeId !== theme.id) continue;
        const about = { memberId, themeId, name: theme.values.name, day };
        ctx.emit(themeCame, { personNo, payload: { ...about, ...(app === '' ? {} : { app }) } });
      }
      return rows.length;
    }),
});

type Asked = { readonly memberId: string; readonly day: string; readonly themeId: string };

/** Why a word of a theme is none any more: its day is over, or it was taken off, or she took it back. By what was asked. */
export async function noLongerAwaited<Of extends Asked>(
  ctx: Ctx,
  asked: readonly Of[],
): Promise<ReadonlyMap<Of, 'done' | 'theme_off'>> {
  const today = shanghaiDay(ctx.now());
  const theme = themeOn(await readCalendar(ctx, today), today);
  const { rows } = await sql<{ memberId: string }>`
    select member_id from themes.reminder where day = ${today}::date and theme_id = ${theme?.id ?? ''}
      and member_id = any(${asked.map(({ memberId }) => memberId)}::text[])
  `.execute(ctx.db);
  const waits = new Set(rows.map(({ memberId }) => memberId));
  const found = new Map<Of, 'done' | 'theme_off'>();
  for (const one of asked) {
    if (one.day !== today) found.set(one, 'done');
    else if (one.themeId !== theme?.id) found.set(one, 'theme_off');
    else if (!waits.has(one.memberId)) found.set(one, 'done');
  }
  return found;
}
