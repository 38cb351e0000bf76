import { type RawBuilder, sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { type ActivityRow, stateOf } from '../activity.ts';
import { playOf } from '../plays.ts';

export type TakenOfDay = { readonly activityNo: number; readonly day: string; readonly taken: number };

/**
 * What these activities took on each business day of some time, half-open, counted where it is promised: what somebody took of a flash sale,
 * a team with all of its places from the moment it is begun, else whoever began. What lapsed or fell apart counts no more, so nothing is kept beside the rows.
 */
export async function takenByDay(
  ctx: Ctx,
  activities: readonly Pick<ActivityRow, 'no' | 'play'>[],
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly TakenOfDay[]> {
  const { takes, teams, entries } = grouped(activities);
  if (activities.length === 0) return [];
  const within = (at: RawBuilder<unknown>) => sql`${at} >= ${from} and ${at} < ${to}`;
  const { rows } = await sql<TakenOfDay>`
    select activity_no, to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, sum(n)::int as taken from (
      select activity_no, taken_at as at, 1 as n from activities.flash_take
      where activity_no = any(${takes}::int[]) and state in ('kept', 'ordered', 'paid') and ${within(sql.raw('taken_at'))}
      union all
      select activity_no, begun_at, size from activities.team
      where activity_no = any(${teams}::int[]) and state in ('held', 'open', 'full') and ${within(sql.raw('begun_at'))}
      union all
      select activity_no, joined_at, 1 from activities.entry
      where activity_no = any(${entries}::int[]) and behind is null and ${within(sql.raw('joined_at'))}
    ) as one group by 1, 2
  `.execute(ctx.db);
  return rows;
}

function grouped(activities: readonly Pick<ActivityRow, 'no' | 'play'>[]) {
  const of = (counts: 'takes' | 'teams' | 'entries') =>
    activities.filter(({ play }) => countedIn(play) === counts).map(({ no }) => no);
  return { takes: of('takes'), teams: of('teams'), entries: of('entries') };
}

function countedIn(name: ActivityRow['play']): 'takes' | 'teams' | 'entries' {
  const { flash, teams } = playOf(name);
  if (flash !== undefined) return 'takes';
  return teams === undefined ? 'entries' : 'teams';
}

/** Whether what a day can take is counted by who begins: then `join` is where it is decided. */
export const boundsEntries = ({ play, values: { perDay } }: Pick<ActivityRow, 'play' | 'values'>): boolean =>
  perDay !== null && countedIn(play) === 'entries';

/**
 * How many more this business day takes; null where nothing bounds it. Whoever decides by it holds the activity (`holdDay`) from before it is asked until what she promises is
 * written.
 */
export async function leftOn(ctx: Ctx, activity: ActivityRow, day: string): Promise<number | null> {
  const { perDay } = activity.values;
  if (perDay === null) return null;
  const window = { from: dayStart(day), to: dayStart(addDays(day, 1)) };
  const taken = (await takenByDay(ctx, [activity], window))[0]?.taken ?? 0;
  return Math.max(0, perDay - taken);
}

export const leftToday = async (ctx: Ctx, activity: ActivityRow): Promise<number | null> =>
  leftOn(ctx, activity, shanghaiDay(ctx.now()));

/** Held until the end of the transaction where a day is bounded: of many who come at one moment each is decided with those before her. */
export async function holdDay(ctx: Ctx, { no, values: { perDay } }: ActivityRow): Promise<void> {
  if (perDay !== null) await sql`select from activities.activity where no = ${no} for no key update`.execute(ctx.db);
}

/** What one more promise takes of a day. */
export function sizeOf({ play, own }: ActivityRow): number {
  return playOf(play).teams?.(own).size ?? 1;
}

/** Whether it runs, and today takes no more of it. */
export async function isFullToday(ctx: Ctx, activity: ActivityRow): Promise<boolean> {
  if (stateOf(activity, ctx.now()) !== 'running') return false;
  const left = await leftToday(ctx, activity);
  return left !== null && left < sizeOf(activity);
}

/** From when on it takes more after today; null: today is its last day. */
export async function goesOnAt(ctx: Ctx, activity: ActivityRow): Promise<Date | null> {
  const next = dayStart(addDays(shanghaiDay(ctx.now()), 1));
  if (countedIn(activity.play) !== 'takes') return next < activity.endsAt ? next : null;
  const { rows } = await sql<{ at: Date | null }>`
    select min(starts_at) as at from activities.flash_session
    where activity_no = ${activity.no} and starts_at >= ${next} and ends_at > starts_at and closed_at is null
  `.execute(ctx.db);
  return rows[0]?.at ?? null;
}
