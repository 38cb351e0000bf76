import { addDays, DAY_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { getSetting } from '../../platform/settings.ts';
import type { Stage } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';
import { endOf, purchasesBefore, ruleParams } from './stage-report.ts';

export type DayCount = { readonly day: string; readonly entered: number };

/**
 * How many members would have entered `declining` or `lost` on each day of a stretch of real history, by the rules of
 * today: after each order, her rhythm up to then says when silence would have moved her, unless she bought before. Who
 * came in is not counted again within `restDays` of it.
 */
export async function countSilentEntries(
  ctx: Ctx,
  stage: Extract<Stage, 'declining' | 'lost'>,
  asOf: string,
  days: number,
  restDays: number,
): Promise<DayCount[]> {
  const rules = await getSetting(ctx, lifecycleSetting);
  const rows = await ctx.events.query<{ day: string; entered: number }>(ENTRIES_SQL, {
    ...ruleParams(rules),
    end: endOf(asOf),
    start: endOf(addDays(asOf, -days)),
    factor: stage === 'lost' ? rules.lostFactor : rules.decliningFactor,
    rest: restDays * DAY_MS,
  });
  return rows.map((r) => ({ day: r.day, entered: Number(r.entered) }));
}

/** First paid orders on each day of a stretch of history. */
export async function countFirstOrders(ctx: Ctx, asOf: string, days: number): Promise<DayCount[]> {
  const rows = await ctx.events.query<{ day: string; entered: number }>(
    `select toString(toDate(first_at, 'Asia/Shanghai')) as day, count() as entered
     from (select person_no, min(ts) as first_at from (${purchasesBefore('end')}) group by person_no)
     where first_at >= {start:DateTime64(3)} group by day order by day`,
    { end: endOf(asOf), start: endOf(addDays(asOf, -days)) },
  );
  return rows.map((r) => ({ day: r.day, entered: Number(r.entered) }));
}

const ENTRIES_SQL = `
  select toString(toDate(fromUnixTimestamp64Milli(toInt64(entry)), 'Asia/Shanghai')) as day, count() as entered
  from (
    select arrayFold(
      (kept, at) -> if(empty(kept) or at >= kept[-1] + {rest:Float64}, arrayPushBack(kept, at), kept),
      arraySort(groupArray(toFloat64(silent_at))), CAST([], 'Array(Float64)')
    ) as entries
    from (
      select person_no, n, at, next_at,
        if(n < 2, {usual:Float64}, least({most:Float64}, greatest({least:Float64}, (at - first_at) / 86400000 / (n - 1)))) as interval_days,
        at + ceil(interval_days * {factor:Float64} * 86400000) as silent_at
      from (
        select person_no, arraySort(groupArray(toUnixTimestamp64Milli(ts))) as times, times[1] as first_at
        from (${purchasesBefore('end')}) group by person_no
      )
      array join times as at, arrayEnumerate(times) as n, arrayPushBack(arrayPopFront(times), toInt64(0)) as next_at
    )
    where (next_at = 0 or next_at > silent_at)
      and silent_at >= toUnixTimestamp64Milli({start:DateTime64(3)}) and silent_at < toUnixTimestamp64Milli({end:DateTime64(3)})
    group by person_no
  )
  array join entries as entry
  group by day order by day`;
