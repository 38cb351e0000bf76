import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';

type Habit = { readonly purchases: number; readonly longest: number };

/**
 * Who buys at a steady rhythm and would buy again on a business day: her last purchase and the mean gap between her purchases, in
 * whole days, come to it. One look at all buyers, once a day.
 */
async function due(ctx: Ctx, day: string, { purchases, longest }: Habit): Promise<number[]> {
  const { rows } = await sql<{ personNo: number }>`
    select person_no from (
      select person_no, (last_at at time zone 'Asia/Shanghai')::date as last,
        round(((last_at at time zone 'Asia/Shanghai')::date - (first_at at time zone 'Asia/Shanghai')::date)::numeric
          / (purchases - 1))::int as gap
      from audiences.standing where purchases >= ${purchases} and last_at is not null
    ) s
    where gap between 1 and ${longest} and last + gap = ${day}::date order by person_no
  `.execute(ctx.db);
  return rows.map(({ personNo }) => personNo);
}

/** How many have bought in so many days up to one, that day among them. */
async function countRecent(ctx: Ctx, day: string, days: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from audiences.standing where orders > 0 and last_at >= ${dayStart(addDays(day, 1 - days))}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** How buyers come again. */
export const rhythm = { due, countRecent };
