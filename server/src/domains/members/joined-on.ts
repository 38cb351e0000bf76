import { sql } from 'kysely';
import { addDays, dayStart } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import type { Born } from './born-on.ts';

/**
 * Members who joined on that day of an earlier year, by id, beginning after one: a stretch of the index for each year there
 * is. Who joined on 29 February has it on the 28th where the year has none. Handed to those above by `domains.ts`.
 */
export async function joinedOn(ctx: Ctx, day: string, after: string, limit: number): Promise<readonly Born[]> {
  const first = await sql<{ year: number | null }>`
    select extract(year from min(created_at) at time zone 'Asia/Shanghai')::int as year
    from members.member where merged_into is null
  `.execute(ctx.db);
  const year = Number(day.slice(0, 4));
  const from = first.rows[0]?.year ?? year;
  const spans = Array.from({ length: Math.max(0, year - from) }, (_, n) => spanOf(from + n, day));
  const { rows } = await sql<Born>`
    select m.id as member_id, m.person_no
    from unnest(${spans.map(([begin]) => begin)}::timestamptz[], ${spans.map(([, end]) => end)}::timestamptz[]) as span (begin_at, end_at)
    join members.member m on m.created_at >= span.begin_at and m.created_at < span.end_at
    where m.merged_into is null and m.id > ${after} order by m.id limit ${limit}
  `.execute(ctx.db);
  return rows;
}

function spanOf(year: number, day: string): readonly [Date, Date] {
  const same = `${year}${day.slice(4)}`;
  const isLeapDay = day.endsWith('-02-29') && !isLeap(year);
  const begins = isLeapDay ? `${year}-03-01` : same;
  const ends = isLeapDay
    ? begins
    : day.endsWith('-02-28') && !isLeap(Number(day.slice(0, 4)))
      ? `${year}-03-01`
      : addDays(same, 1);
  return [dayStart(begins), dayStart(ends)];
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
