import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { addDays, nextMinuteOfDay, shanghaiDay } from '../../../platform/calendar.ts';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { type Sweep, sweep } from '../../../platform/sweeps.ts';
import { MOST_WORK, type Work } from '../../../platform/work.ts';
import type { Stages } from '../gmv/stages.ts';
import type { Marks } from '../marks.ts';
import { findAnomalies } from './find.ts';
import { FEWEST_DAYS } from './judge.ts';
import { historyBefore } from './list.ts';

/** After the night's models, before people come. */
const AT_MINUTE = 6 * 60 + 30;
/** A look that was cut off is begun anew. */
const LEASE_MS = 15 * 60_000;
/** What nobody has looked at for two weeks waits for nobody any more. */
const WAITS_DAYS = 14;

export async function beginWatching(ctx: Ctx): Promise<void> {
  await sql`
    insert into analytics.anomaly_pass (due_at) values (${nextMinuteOfDay(ctx.now(), AT_MINUTE)}) on conflict do nothing
  `.execute(ctx.db);
}

/** Each morning the day before, as it was told whole, is held against the shop's own past. No transaction is open while the store computes. */
export const watchDays = (stages: Stages, marks: Marks): Sweep =>
  sweep({
    name: 'analytics.watch-days',
    due: sql`(select due_at from analytics.anomaly_pass)`,
    run: async (ctx, { catchUp }) => {
      const { rows } = await sql`
        update analytics.anomaly_pass set due_at = ${new Date(ctx.now().getTime() + LEASE_MS)} where due_at <= ${ctx.now()} returning 1
      `.execute(ctx.db);
      if (rows.length === 0) return 0;
      const day = addDays(shanghaiDay(ctx.now()), -1);
      // A shop that is too young for it waits for nothing.
      if ((await historyBefore(ctx, day)) >= FEWEST_DAYS) {
        await catchUp();
        await keepAnomalies(ctx, { stages, marks }, day);
      }
      const next = nextMinuteOfDay(new Date(ctx.now().getTime() + 1), AT_MINUTE);
      await sql`update analytics.anomaly_pass set due_at = ${next}`.execute(ctx.db);
      return 1;
    },
  });

/** What was unlike the past on a day is kept once, as it was found first. */
export async function keepAnomalies(
  ctx: Ctx,
  given: { readonly stages: Stages; readonly marks: Marks },
  day: string,
): Promise<void> {
  for (const { figure, value, judged, sentence } of await findAnomalies(ctx, given, day))
    await sql`
      insert into analytics.anomaly (id, day, figure, value, expected, low, high, sentence, found_at)
      values (${newId('anm')}, ${day}::date, ${figure}, ${value}, ${Math.round(judged.expected)}, ${Math.round(judged.low)}, ${Math.round(judged.high)},
        ${JSON.stringify(sentence)}::jsonb, ${ctx.now()})
      on conflict (day, figure) do nothing
    `.execute(ctx.db);
}

/** What nobody has looked at yet. */
export async function anomalyWork(ctx: Ctx): Promise<readonly Work[]> {
  const since = addDays(shanghaiDay(ctx.now()), -WAITS_DAYS);
  const open = sql`select from analytics.anomaly where seen_at is null and day >= ${since}::date`;
  const { total } = await countUpTo(ctx, MOST_WORK, open);
  return [
    {
      kind: 'analytics.anomalies',
      words: words('经营异常', 'Unusual days'),
      count: total,
      to: '/anomalies?seen=no',
      needs: 'analytics.read',
    },
  ];
}
