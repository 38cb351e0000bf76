import type { Target, TargetProgress } from '@huoshui/contracts/targets';
import type { TargetFigure } from '@huoshui/contracts/words/targets';
import { addDays } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, INSTANT, piece } from '../../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../../platform/event-store/query.ts';
import { daysOf, readAsOf, readRange } from '../../../platform/event-store/range.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { runOverview } from '../overview.ts';
import { runRepurchase } from '../repurchase.ts';
import { type DayValue, dueByDays, FEWEST_DAYS, forecastEnd, MOST_DAYS, weekdayFactors } from './forecast.ts';
import { targetsOn } from './target.ts';

type Asked = Pick<Target, 'id' | 'figure' | 'period' | 'from' | 'to' | 'aim' | 'curve'>;

/** How far every target is whose period holds the day. */
export async function runTargets(ctx: Ctx, asOfDay: string | undefined): Promise<TargetProgress[]> {
  const { asOf } = readAsOf(ctx, asOfDay);
  const targets = await targetsOn(ctx, asOf);
  const found: TargetProgress[] = [];
  // One after the other: each asks the store for weeks of days, and a page must not ask it all at once.
  const overview = askedOnce(ctx);
  for (const target of targets) found.push(await progressOf(ctx, target, asOf, overview));
  return found;
}

type Overview = (asked: Days) => ReturnType<typeof runOverview>;

/** Targets of one month look at the same days. */
function askedOnce(ctx: StoreCtx): Overview {
  const asked = new Map<string, ReturnType<typeof runOverview>>();
  return async (days) => {
    const key = Object.values(days).join(' ');
    const known = asked.get(key) ?? runOverview(ctx, days);
    asked.set(key, known);
    return known;
  };
}

async function progressOf(ctx: StoreCtx, target: Asked, asOfDay: string, overview: Overview): Promise<TargetProgress> {
  const { id, figure, period, from, to, aim } = target;
  const { asOf, over } = readAsOf(ctx, asOfDay);
  const head = { id, figure, period, from, to, aim, asOf };
  const last = earliest(to, asOf);
  const none = { overOn: null, byThen: null, dueByThen: null, forecast: null, interval: null, days: [] };
  if (figure === 'payers') {
    const { current } = await overview({ from, to: last, asOf });
    return { ...head, ...none, actual: current.payers, noForecast: over >= to ? 'over' : 'persons' };
  }
  if (figure === 'repurchase') {
    const { buyers, repeatBuyers } = await runRepurchase(ctx, { from, to: last, asOf });
    return { ...head, ...none, ...shareOf(repeatBuyers, buyers), noForecast: over >= to ? 'over' : 'share' };
  }
  // From so far before its own days that their curve is the same whenever it is looked at.
  const series = await readDays(ctx, overview, figure, { from: addDays(from, -MOST_DAYS), to: last, asOf });
  return { ...head, ...additive(target, series, asOf, over) };
}

/** A figure whose days add up: what is due, what there is, and what it comes to. */
export function additive(
  { from, to, aim, curve }: Pick<Asked, 'from' | 'to' | 'aim' | 'curve'>,
  series: readonly DayValue[],
  asOf: string,
  over: string,
) {
  const value = new Map(series.map((one) => [one.day, one.value]));
  const sumOf = (days: readonly string[]) => days.reduce((sum, day) => sum + (value.get(day) ?? 0), 0);
  const days = daysOf({ from, to });
  const known = trimmed(series.filter(({ day }) => day <= over));
  const learned = trimmed(series.filter(({ day }) => day < from)).slice(-MOST_DAYS);
  const factors = curve === 'weekday' && learned.length >= FEWEST_DAYS ? weekdayFactors(learned) : null;
  const due = dueByDays(aim, days, factors);
  const overOn = over < from ? null : over > to ? to : over;
  const soFar = overOn === null ? 0 : sumOf(daysOf({ from, to: overOn }));
  const today = asOf > over && asOf <= to ? (value.get(asOf) ?? 0) : 0;
  const coming = days.filter((day) => day > over);
  const forecast = coming.length === 0 ? null : forecastEnd(known, { soFar, today, coming });
  let reached = 0;
  return {
    actual: soFar + today,
    overOn,
    byThen: overOn === null ? null : soFar,
    dueByThen: overOn === null ? null : (due[days.indexOf(overOn)] ?? null),
    forecast,
    noForecast: coming.length === 0 ? ('over' as const) : forecast === null ? ('young' as const) : null,
    interval: null,
    days: days.map((day, n) => {
      reached += value.get(day) ?? 0;
      return { day, due: due[n] ?? 0, actual: day <= over ? reached : null };
    }),
  };
}

/** Days before the first on which there was anything are none of the shop's. */
function trimmed(series: readonly DayValue[]): readonly DayValue[] {
  const first = series.findIndex(({ value }) => value !== 0);
  return first < 0 ? [] : series.slice(first);
}

const earliest = (a: string, b: string): string => (a < b ? a : b);

/** Wilson, 95 %. In points of percent. */
function shareOf(part: number, whole: number) {
  if (whole === 0) return { actual: 0, interval: null };
  const [z, p] = [1.96, part / whole];
  const [middle, half] = [
    (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole),
    (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / (1 + (z * z) / whole),
  ];
  return { actual: p * 100, interval: { low: (middle - half) * 100, high: (middle + half) * 100 } };
}

type Days = { readonly from: string; readonly to: string; readonly asOf: string };
type Additive = Exclude<TargetFigure, 'payers' | 'repurchase'>;

/** The days of a figure as every page tells them. */
async function readDays(
  ctx: StoreCtx,
  overview: Overview,
  figure: Additive,
  asked: Days,
): Promise<readonly DayValue[]> {
  if (figure === 'newMembers') return readNewMembers(ctx, asked);
  const { days } = await overview(asked);
  return days.map(({ day, ...figures }) => ({ day, value: figures[figure] }));
}

/** Who became a member on each day, as LTV and retention count her: by her first joining, of all records that are hers now. */
async function readNewMembers(ctx: StoreCtx, asked: Days): Promise<readonly DayValue[]> {
  const range = readRange(ctx, asked);
  const rows = await runQuery<DayValue>(
    ctx,
    piece`SELECT toString(${daySql('began')}) AS day, count() AS value FROM (
      SELECT person_no, min(ts) AS began FROM history AS events
      WHERE name = 'member.joined' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, range.known)} GROUP BY person_no
    ) WHERE began >= ${bound(INSTANT, range.start)} AND began < ${bound(INSTANT, range.until)} GROUP BY day`,
  );
  const found = new Map(rows.map(({ day, value }) => [day, Number(value)]));
  return daysOf(range).map((day) => ({ day, value: found.get(day) ?? 0 }));
}
