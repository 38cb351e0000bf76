import { addDays } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { restedDays } from '../../platform/event-store/rested-days.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { getSetting } from '../../platform/settings.ts';
import { purchases } from '../analytics/index.ts';
import type { Stage } from './lifecycle.ts';
import { lifecycleSetting } from './settings.ts';
import { intervalMs, silentAt } from './stage-sql.ts';

export type DayCount = { readonly day: string; readonly entered: number };

/**
 * How many members would have entered `declining` or `lost` on each day of a stretch of real history, by the rules of
 * today: after each purchase, her rhythm up to then says when silence would have moved her, unless she bought before. Who
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
  const { known } = readAsOf(ctx, asOf);
  const start = readAsOf(ctx, addDays(asOf, -days)).known;
  const factor = stage === 'lost' ? rules.lostFactor : rules.decliningFactor;
  const rows = await runQuery<DayCount>(
    ctx,
    piece`
  SELECT toString(entry) AS day, count() AS entered
  FROM (
    SELECT ${restedDays('fromUnixTimestamp64Milli(toInt64(silent_at))', restDays)} AS entries
    FROM (
      SELECT person_no, n, at, next_at, ${silentAt('at', intervalMs(rules, 'n', 'first_day', 'day'), factor)} AS silent_at
      FROM (
        SELECT person_no, arraySort(groupArray((day, first_ms, last_ms))) AS bought, bought[1].1 AS first_day
        FROM (
          SELECT person_no, ${daySql('paid_at')} AS day, min(toUnixTimestamp64Milli(paid_at)) AS first_ms,
            max(toUnixTimestamp64Milli(paid_at)) AS last_ms
          FROM (${purchases(known)}) WHERE counts GROUP BY person_no, day
        ) GROUP BY person_no
      )
      ARRAY JOIN bought.1 AS day, bought.3 AS at, arrayEnumerate(bought) AS n,
        arrayPushBack(arrayPopFront(bought.2), toInt64(0)) AS next_at
    )
    WHERE (next_at = 0 OR next_at > silent_at)
      AND silent_at >= toUnixTimestamp64Milli(${bound(INSTANT, start)}) AND silent_at < toUnixTimestamp64Milli(${bound(INSTANT, known)})
    GROUP BY person_no
  )
  ARRAY JOIN entries AS entry
  GROUP BY day ORDER BY day`,
  );
  return rows.map((r) => ({ day: r.day, entered: Number(r.entered) }));
}

/** First orders that count on each day of a stretch of history. */
export async function countFirstOrders(ctx: Ctx, asOf: string, days: number): Promise<DayCount[]> {
  const start = readAsOf(ctx, addDays(asOf, -days)).known;
  const rows = await runQuery<DayCount>(
    ctx,
    piece`SELECT toString(${daySql('first_at')}) AS day, count() AS entered
     FROM (SELECT person_no, min(paid_at) AS first_at FROM (${purchases(readAsOf(ctx, asOf).known)}) WHERE counts GROUP BY person_no)
     WHERE first_at >= ${bound(INSTANT, start)} GROUP BY day ORDER BY day`,
  );
  return rows.map((r) => ({ day: r.day, entered: Number(r.entered) }));
}
