import { sql } from 'kysely';
import { addDays, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { getSetting } from '../../../platform/settings.ts';
import { usablePoints } from '../lots.ts';
import { checkInRule, type Rule, tierWords } from './check-in-rule.ts';
import { firstOf } from './make-up.ts';
import { readReminder } from './reminder.ts';
import { type Day, readDays } from './streaks.ts';

/** Her month: the days she came by, how many in a row, what the next steps give, which days she may make up for. */
export async function readCheckIn(ctx: Ctx, memberId: string) {
  const today = shanghaiDay(ctx.now());
  const [rule, days, usable, names] = [
    await getSetting(ctx, checkInRule),
    await readDays(ctx, memberId, addDays(firstOf(today), -1), today),
    await usablePoints(ctx, [memberId]),
    await namesOfGifts(ctx),
  ];
  const last = days.at(-1);
  const streak = last && last.day >= addDays(today, -1) ? last.streak : 0;
  const month = days.filter(({ day }) => day >= firstOf(today));
  const done = month.some(({ day }) => day === today);
  const cycle = rule.tiers.at(-1)?.days ?? 0;
  const place = cycle === 0 || streak === 0 ? 0 : ((streak - 1) % cycle) + 1;
  return {
    on: rule.on,
    today,
    done,
    streak,
    points: rule.points,
    growth: rule.growth,
    usable: usable.get(memberId) ?? 0,
    days: month.map(({ day, madeUp }) => ({ day, madeUp })),
    tiers: rule.tiers.map((tier) => ({
      days: tier.days,
      worth: tierWords(tier, names),
      reached: place >= tier.days,
      away: Math.max(0, tier.days - place),
    })),
    makeUp: makeUpOf(rule, month, today),
    remindAt: await readReminder(ctx, memberId),
  };
}

/** Null where none is left, or nothing is missing. */
function makeUpOf({ makeUps, makeUpPoints }: Rule, month: readonly Day[], today: string) {
  if (makeUps === 0) return null;
  const left = makeUps - month.filter(({ madeUp }) => madeUp).length;
  const there = new Set(month.map(({ day }) => day));
  const missed: string[] = [];
  for (let day = firstOf(today); day < today; day = addDays(day, 1)) if (!there.has(day)) missed.push(day);
  return { left: Math.max(0, left), points: makeUpPoints, days: missed };
}

/** Each of the last days: who came by, and what it gave. Newest first. */
export async function reportCheckIns(ctx: Ctx, count: number) {
  const today = shanghaiDay(ctx.now());
  const from = addDays(today, 1 - count);
  const { rows } = await sql<{ day: string; members: number; madeUp: number; points: number; longest: number }>`
    with given as (
      select (at at time zone 'Asia/Shanghai')::date as day, sum(points)::int as points from loyalty.entry
      where kind = 'checked_in' and at >= (${from}::date)::timestamp at time zone 'Asia/Shanghai' group by 1
    )
    select d.day::date::text as day, count(c.member_id) filter (where not c.made_up)::int as members,
      count(c.member_id) filter (where c.made_up)::int as made_up,
      coalesce(max(c.streak), 0)::int as longest, coalesce(max(given.points), 0)::int as points
    from generate_series(${from}::date, ${today}::date, interval '1 day') as d (day)
    left join loyalty.check_in c on c.day = d.day::date left join given on given.day = d.day::date
    group by d.day order by d.day desc
  `.execute(ctx.db);
  return rows;
}

async function namesOfGifts(ctx: Ctx) {
  const { tiers } = await getSetting(ctx, checkInRule);
  return ctx.names(
    ctx,
    tiers.flatMap(({ gift }) => (gift === null ? [] : [{ of: 'benefit' as const, id: gift }])),
  );
}
