import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { buyersSql, type Known } from './buyers.ts';
import type { Buying, Spending } from './buying.ts';
import { expectedOf, type FittedBuying, fitBuying } from './buying-model.ts';
import { fitSpending } from './spending-model.ts';
import { chanceOf, intervalOf, spreadOf } from './spread.ts';
import type { Calibration, ValueModel } from './value-model.ts';
import { HORIZONS } from './value-report.ts';

/** Below these a model would say more of chance than of the shop. */
const FEWEST = { buyers: 100, repeaters: 30 } as const;
/** What a purchase is worth is known well enough from so many. */
const SAMPLE = 50_000;
const LONGEST_TEST = 90;
const SHORTEST_TEST = 14;
/** Customers with so many repeats or more stand in one row. */
const MANY = 7;

/** Fits the models to everything bought before today; null while that is too little. */
export async function fitValue(ctx: Ctx): Promise<ValueModel | null> {
  const day = shanghaiDay(ctx.now());
  const until = endOf(addDays(day, -1));
  const buyers = await readGroups(ctx, until);
  const buying = await enough(buyers);
  if (buying === null) return null;
  const spending = await fitSpending(await readSpending(ctx, until));
  const spread = await spreadOf(buying, buyers, HORIZONS);
  return { day, buying, spending, spread, calibration: await calibrate(ctx, until, buyers) };
}

type Group = Buying & { readonly times: number; readonly later: number };

/** Buyers who are alike, as one. */
async function readGroups(ctx: Ctx, until: Known, later?: Known): Promise<Group[]> {
  const rows = await runQuery<Record<keyof Group, number>>(
    ctx,
    piece`SELECT repeats, last, age, count() AS times, sum(bought.later) AS later FROM (${buyersSql(until, later)}) AS bought
      GROUP BY repeats, last, age ORDER BY age, last, repeats`,
  );
  return rows.map(({ repeats, last, age, times, later }) => ({
    repeats,
    last,
    age,
    times: Number(times),
    later: Number(later),
  }));
}

async function enough(buyers: readonly Group[]): Promise<FittedBuying | null> {
  const count = (which: readonly Group[]) => which.reduce((sum, { times }) => sum + times, 0);
  const repeaters = count(buyers.filter(({ repeats }) => repeats > 0));
  return count(buyers) < FEWEST.buyers || repeaters < FEWEST.repeaters ? null : fitBuying('mbg', buyers);
}

/** Of each who came again what a purchase was worth, all of hers, since what is worth knowing of one is the first too. */
async function readSpending(ctx: Ctx, until: Known): Promise<Spending[]> {
  return runQuery<{ repeats: number; mean: number }>(
    ctx,
    piece`SELECT toUInt32(bought.repeats + 1) AS repeats, toFloat64(spent) / (bought.repeats + 1) AS mean FROM (${buyersSql(until)}) AS bought
      WHERE bought.repeats > 0 AND spent > 0 ORDER BY cityHash64(person_no) LIMIT ${SAMPLE}`,
  );
}

/** Fits a model to what was known a while ago, and holds what it expects against what came. */
async function calibrate(ctx: Ctx, until: Known, buyers: readonly Group[]): Promise<Calibration | null> {
  const oldest = buyers.reduce((most, { age }) => Math.max(most, age), 0);
  const days = Math.min(LONGEST_TEST, Math.floor(oldest / 3));
  if (days < SHORTEST_TEST) return null;
  const then = endOf(addDays(until.day, -days));
  const known = await readGroups(ctx, then, until);
  const model = await enough(known);
  if (model === null) return null;
  const rows = Array.from({ length: MANY + 1 }, (_, repeats) => {
    const alike = known.filter((one) => Math.min(one.repeats, MANY) === repeats);
    const sum = (of: (one: Group) => number) => alike.reduce((total, one) => total + of(one), 0);
    return {
      repeats,
      members: sum(({ times }) => times),
      expected: sum((one) => one.times * expectedOf(model, one, days)),
      bought: sum(({ later }) => later),
    };
  });
  const all = (of: (one: Group) => number) => known.reduce((total, one) => total + one.times * of(one), 0);
  const [spread] = (await spreadOf(model, known, [days])) ?? [];
  const interval = spread
    ? intervalOf(
        all((one) => expectedOf(model, one, days)),
        all((one) => chanceOf(model, one, days)),
        spread.relative,
      )
    : null;
  return { days, interval, rows: rows.filter(({ members }) => members > 0) };
}

/** Everything of a day and before. */
export function endOf(day: string): Known {
  return { day, moment: dayStart(addDays(day, 1)) };
}
