import { sql } from 'kysely';
import { addDays, dayStart } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { AFTER_MASS, ASSIGNED } from './rules.ts';

export type FriendFlow = {
  /** Who became a friend for the first time, who came back, and who was handed over to her. */
  readonly added: number;
  readonly again: number;
  readonly taken: number;
  /** Who deleted her, whom she removed, who was handed over to another, and who is gone and nobody knows why. */
  readonly lost: number;
  readonly removed: number;
  readonly handed: number;
  readonly unknown: number;
  /** Of those who deleted her: within an hour of a mass message of hers, and who is a friend of nobody any more. */
  readonly afterMass: number;
  readonly gone: number;
};

export type FlowBy = 'staff' | 'way' | 'day';
type Range = { readonly from: string; readonly to: string };
type Row = FriendFlow & {
  readonly userid: string | null;
  readonly way: string | null;
  readonly day: string | null;
  readonly part: FlowBy | 'whole';
};

/** By who, by which contact way and on which day, and altogether. Friendships, by the rows that WeCom's lists confirm. */
export async function friendFlow(ctx: Ctx, { from, to }: Range): Promise<readonly Row[]> {
  const [start, until] = [dayStart(from), dayStart(addDays(to, 1))];
  const { rows } = await sql<Row>`
    with moved as (
      select f.userid, coalesce(f.contact_way_id, '') as way, f.added_at as at,
        case when f.add_way = ${ASSIGNED} then 'taken' when exists (
          select from scrm.friend b where b.userid = f.userid and b.external_userid = f.external_userid and b.added_at < f.added_at
        ) then 'again' else 'added' end as what, false as after_mass, false as gone
      from scrm.friend f where f.added_at >= ${start} and f.added_at < ${until}
      union all
      select f.userid, coalesce(f.contact_way_id, ''), f.ended_at, coalesce(f.ended_by, 'unknown'),
        f.ended_by = 'customer' and ${AFTER_MASS},
        f.ended_by = 'customer' and not exists (
          select from scrm.friend o where o.external_userid = f.external_userid and o.ended_at is null
        )
      from scrm.friend f where f.ended_at >= ${start} and f.ended_at < ${until}
    ), placed as (select *, (at at time zone 'Asia/Shanghai')::date::text as day from moved)
    select case when grouping(userid) = 0 then 'staff' when grouping(way) = 0 then 'way' when grouping(day) = 0 then 'day' else 'whole' end as part,
      userid, way, day, count(*) filter (where what = 'added')::int as added, count(*) filter (where what = 'again')::int as again,
      count(*) filter (where what = 'taken')::int as taken, count(*) filter (where what = 'customer')::int as lost,
      count(*) filter (where what = 'staff')::int as removed, count(*) filter (where what = 'transfer')::int as handed,
      count(*) filter (where what = 'unknown')::int as unknown, count(*) filter (where after_mass)::int as after_mass,
      count(*) filter (where gone)::int as gone
    from placed group by grouping sets ((userid), (way), (day), ())
  `.execute(ctx.db);
  return rows;
}

/** What is left of it all: who is there more, or fewer. */
export function netOf({ added, again, taken, lost, removed, handed, unknown }: FriendFlow): number {
  return added + again + taken - lost - removed - handed - unknown;
}
