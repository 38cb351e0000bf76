import type { RouteOut } from '@huoshui/contracts/contract';
import type { scrmGroupsContract } from '@huoshui/contracts/scrm-groups';
import { type RawBuilder, sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { readRange } from '../../../platform/event-store/range.ts';
import { scrmErrors } from '../errors.ts';

type Answer = RouteOut<(typeof scrmGroupsContract)['GET /api/admin/customer-groups/:id/figures']>;
export type Days = { readonly from: string; readonly to: string };

const MOST_INVITERS = 50;

/** Who came and went in these days, who of them stays, and who of the staff invited whom. */
export async function figuresOfGroup(ctx: Ctx, id: string, days: Days): Promise<Answer> {
  const { start, until } = readRange(ctx, days);
  const { rows: there } = await sql`select from scrm.chat where id = ${id}`.execute(ctx.db);
  if (there.length === 0) throw scrmErrors.error('group_not_found');
  const byDay = await byDays(ctx, id, days);
  const { rows: inviters } = await sql<Answer['inviters'][number]>`
    select m.invited_by as userid, coalesce(s.name, m.invited_by) as name, count(distinct m.userid)::int as invited,
      count(distinct m.userid) filter (where m.left_at is null)::int as still
    from scrm.chat_member m left join scrm.staff s on s.userid = m.invited_by
    where m.chat_id = ${id} and m.invited_by is not null and not m.is_staff and m.joined_at >= ${start} and m.joined_at < ${until}
    group by 1, 2 order by 3 desc, 1 limit ${MOST_INVITERS}
  `.execute(ctx.db);
  const sum = (key: 'joined' | 'left') => byDay.reduce((all, one) => all + one[key], 0);
  const stay = await stayOf(ctx, sql`m.chat_id = ${id}`, days);
  return { joined: sum('joined'), left: sum('left'), days: byDay, stay, inviters };
}

/** The customers at a day's end are those of now, less who came since and more who went. */
async function byDays(ctx: Ctx, id: string, { from, to }: Days): Promise<Answer['days']> {
  const last = to > shanghaiDay(ctx.now()) ? shanghaiDay(ctx.now()) : to;
  const { rows } = await sql<Answer['days'][number]>`
    with moves as (
      select (m.joined_at at time zone 'Asia/Shanghai')::date as day, 1 as joined, 0 as gone from scrm.chat_member m
      where m.chat_id = ${id} and not m.is_staff
      union all
      select (m.left_at at time zone 'Asia/Shanghai')::date, 0, 1 from scrm.chat_member m
      where m.chat_id = ${id} and not m.is_staff and m.left_at is not null
    ), days as (
      select day::date as day from generate_series(${from}::date, ${last}::date, interval '1 day') as d (day)
    )
    select to_char(d.day, 'YYYY-MM-DD') as day,
      coalesce((select sum(joined) from moves where moves.day = d.day), 0)::int as joined,
      coalesce((select sum(gone) from moves where moves.day = d.day), 0)::int as "left",
      coalesce((select sum(joined - gone) from moves where moves.day <= d.day), 0)::int as customers
    from days d order by d.day
  `.execute(ctx.db);
  return rows;
}

const AFTER_DAYS = [1, 7, 30];

/** Of those who first came in these days, who still was in it so many days later; who left and came back in between is in it. */
export async function stayOf(ctx: Ctx, which: RawBuilder<unknown>, days: Days) {
  const { start, until } = readRange(ctx, days);
  const { rows } = await sql<{ days: number; of: number; still: number }>`
    with came as (
      select m.userid, min(m.joined_at) as joined_at from scrm.chat_member m
      where ${which} and not m.is_staff group by m.userid having min(m.joined_at) >= ${start} and min(m.joined_at) < ${until}
    ), marks as (
      select after.days, came.userid, came.joined_at + make_interval(days => after.days) as at
      from came cross join unnest(${AFTER_DAYS}::int[]) as after (days)
    )
    select after.days, count(marks.userid)::int as "of", count(marks.userid) filter (where exists (
      select from scrm.chat_member m where ${which} and m.userid = marks.userid and m.joined_at <= marks.at and (m.left_at is null or m.left_at > marks.at)
    ))::int as still
    from unnest(${AFTER_DAYS}::int[]) as after (days) left join marks on marks.days = after.days and marks.at <= ${ctx.now()}
    group by after.days order by after.days
  `.execute(ctx.db);
  return rows;
}
