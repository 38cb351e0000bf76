import { sql } from 'kysely';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';

/** Nine in the morning, when the day's work is given out. Taste. */
const TOLD_AT_MS = 9 * 60 * MINUTE_MS;

/** Each manager has a word of the next morning; planned anew whenever somebody looks. */
export async function planMorningWords(ctx: Ctx, managers: readonly string[]): Promise<void> {
  const today = shanghaiDay(ctx.now());
  const day = shanghaiInstant(today, TOLD_AT_MS) > ctx.now() ? today : addDays(today, 1);
  await sql`
    insert into scrm.manager_word (userid, day, due_at)
    select userid, ${day}::date, ${shanghaiInstant(day, TOLD_AT_MS)}::timestamptz from unnest(${[...managers]}::text[]) as given (userid)
    on conflict (userid, day) do nothing
  `.execute(ctx.db);
}
