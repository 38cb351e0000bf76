import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { readForm } from '../../platform/form/read.ts';
import { newId } from '../../platform/ids.ts';
import { themeErrors } from './errors.ts';
import { mustFind } from './theme.ts';
import { type ThemeValues, themeForm } from './theme-form.ts';

/** Answers its id. Throws `themes.day_taken`, `platform.bad_form`. */
export async function createTheme(ctx: Ctx, draft: Draft): Promise<string> {
  const { weekdays, ...values } = await readForm(ctx, themeForm, draft);
  const id = newId('thm');
  await inTransaction(ctx, async (ctx) => {
    await sql`
      insert into themes.theme (id, values, created_at, updated_at)
      values (${id}, ${stored(values)}::jsonb, ${ctx.now()}, ${ctx.now()})
    `.execute(ctx.db);
    await hold(ctx, id, weekdays ?? []);
  });
  return id;
}

/** From now on. Throws `themes.not_found`, `day_taken`, `platform.bad_form`. */
export async function changeTheme(ctx: Ctx, id: string, draft: Draft): Promise<void> {
  const before = await mustFind(ctx, id);
  const { weekdays, ...values } = await readForm(ctx, themeForm, draft, { stored: before.values });
  await inTransaction(ctx, async (ctx) => {
    await sql`
      update themes.theme set values = ${stored(values)}::jsonb, updated_at = ${ctx.now()} where id = ${id}
    `.execute(ctx.db);
    await hold(ctx, id, weekdays ?? []);
  });
}

/** Weekdays stand in the calendar alone. */
const stored = (values: Omit<ThemeValues, 'weekdays'>) => JSON.stringify({ ...values, weekdays: [] });

/** These weekdays and no others. Of two themes that want one the second is told who has it. */
async function hold(ctx: Ctx, id: string, weekdays: readonly string[]): Promise<void> {
  await sql`
    delete from themes.slot where theme_id = ${id} and length(slot) = 3 and not slot = any(${[...weekdays]}::text[])
  `.execute(ctx.db);
  await sql`
    insert into themes.slot (slot, theme_id) select slot, ${id}::text from unnest(${[...weekdays].sort()}::text[]) as given (slot)
    on conflict (slot) do nothing
  `.execute(ctx.db);
  const { rows } = await sql<{ name: string }>`
    select t.values->>'name' as name from themes.slot s join themes.theme t on t.id = s.theme_id
    where s.slot = any(${[...weekdays]}::text[]) and s.theme_id <> ${id} limit 1
  `.execute(ctx.db);
  const [other] = rows;
  if (other !== undefined) throw themeErrors.error('day_taken', { name: other.name });
}

/** What a date is, whatever its weekday says; null: nothing. Throws `themes.not_found`, `day_over`. */
export async function setDate(ctx: Ctx, day: string, theme: string | null): Promise<void> {
  refusePast(ctx, day);
  if (theme !== null) await mustFind(ctx, theme);
  await sql`
    insert into themes.slot (slot, theme_id) values (${day}, ${theme}) on conflict (slot) do update set theme_id = excluded.theme_id
  `.execute(ctx.db);
}

/** It is again what its weekday says. Throws `themes.day_over`. */
export async function clearDate(ctx: Ctx, day: string): Promise<void> {
  refusePast(ctx, day);
  await sql`delete from themes.slot where slot = ${day}`.execute(ctx.db);
}

/** What a day that is over was stays as it was. */
function refusePast(ctx: Ctx, day: string): void {
  if (day < shanghaiDay(ctx.now())) throw themeErrors.error('day_over');
}
