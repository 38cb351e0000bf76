import { addDays } from '../../platform/calendar.ts';
import { type Period, periodAfter, periodSql, periodStart, periodsBetween } from '../../platform/event-store/period.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { earlier, type Range, type RangeInput, readRange } from '../../platform/event-store/range.ts';
import { type Selector, selects } from '../../platform/event-store/selector.ts';
import { SHANGHAI, type Zone } from '../../platform/event-store/zone.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { NOBODY } from './days.ts';

export type ActivityQuestion = RangeInput & { readonly selector: Selector; readonly period: Period };

/** `new`: for the first time ever; `returning`: in the period before too; `resurrecting`: earlier, but not just before; `dormant`: just before, and not now. */
export type Standing = 'new' | 'returning' | 'resurrecting' | 'dormant';
export type ActivityRow = { readonly period: string } & { readonly [S in Standing]: number };

export type Activity = {
  readonly rows: readonly ActivityRow[];
  /** From which row on their period is not over. */
  readonly unfinished: number;
};

const MOST_PERIODS = 400;

/** Of everybody who did something in a period, how she stands to the periods before. @throws platform.bad_range, platform.too_heavy */
export async function runActivity(ctx: StoreCtx, asked: ActivityQuestion, zone: Zone = SHANGHAI): Promise<Activity> {
  const range = readRange(ctx, asked, zone);
  const periods = periodsOf(range, asked.period);
  const found = await runQuery<ActivityRow>(
    ctx,
    piece`SELECT toString(p) AS period, ${STANDINGS.map((one) => `bitmapCardinality(${setSql(one)}) AS ${one}`).join(', ')}
    FROM (${standingsSql(asked, range)}) ORDER BY p`,
  );
  const byPeriod = new Map(found.map((row) => [row.period, row]));
  const end = addDays(range.over, 1);
  const unfinished = periods.findIndex((period) => periodAfter(period, asked.period) > end);
  return {
    rows: periods.map(
      (period) => byPeriod.get(period) ?? { period, new: 0, returning: 0, resurrecting: 0, dormant: 0 },
    ),
    unfinished: unfinished === -1 ? periods.length : unfinished,
  };
}

/** Who stands so in a period. */
export function personsOfActivity(
  ctx: StoreCtx,
  asked: ActivityQuestion,
  { period, standing }: { readonly period: string; readonly standing: Standing },
): PersonSet {
  const rows = standingsSql(asked, readRange(ctx, asked));
  return personsOfQuery(
    piece`SELECT arrayJoin(bitmapToArray(${setSql(standing)})) AS person_no FROM (${rows}) WHERE p = ${bound('Date', period)}`,
  );
}

const STANDINGS: readonly Standing[] = ['new', 'returning', 'resurrecting', 'dormant'];

/** Of a row with `who` is there, who was just `before`, and who was `ever` before. */
function setSql(standing: Standing): string {
  const sets: Readonly<Record<Standing, string>> = {
    new: 'bitmapAndnot(who, ever)',
    returning: 'bitmapAnd(who, before)',
    resurrecting: 'bitmapAndnot(bitmapAnd(who, ever), before)',
    dormant: 'bitmapAndnot(before, who)',
  };
  return sets[standing];
}

/** A row a period that has begun. */
function standingsSql(asked: ActivityQuestion, range: Range): Piece {
  const { period } = asked;
  const periods = periodsOf(range, period).filter((start) => start <= range.asOf);
  const first = periods[0] ?? range.from;
  const base = periodAfter(first, period, -1);
  const shift = { day: 'addDays(p, 1)', week: 'addWeeks(p, 1)', month: 'addMonths(p, 1)' }[period];
  const sets = setsSql(asked, range, base, [base, ...periods]);
  const ever = piece`(SELECT groupBitmapState(person_no) ${rowsSql(asked)} AND ts < ${bound(INSTANT, range.zone.dayStart(base))})`;
  return piece`SELECT p, now.who AS who, now.ever AS ever, prior.who AS before FROM (
  SELECT p, who, bitmapOr(groupBitmapMergeState(who) OVER (ORDER BY p ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), ${ever}) AS ever FROM (${sets})
) AS now INNER JOIN (SELECT ${shift} AS p, who FROM (${sets})) AS prior USING (p) WHERE p >= ${bound('Date', first)}`;
}

/** Who did it in each period; of a period without anybody nobody. */
function setsSql(asked: ActivityQuestion, range: Range, from: string, periods: readonly string[]): Piece {
  const until = earlier(
    range.zone.dayStart(periodAfter(periodStart(range.to, asked.period, range.zone), asked.period)),
    range.known,
  );
  return piece`SELECT p, groupBitmapMergeState(w) AS who FROM (
  SELECT ${periodSql('ts', asked.period, range.zone)} AS p, groupBitmapState(person_no) AS w ${rowsSql(asked)}
    AND ts >= ${bound(INSTANT, range.zone.dayStart(from))} AND ts < ${bound(INSTANT, until)} GROUP BY p
  UNION ALL SELECT arrayJoin(${bound('Array(Date)', periods)}) AS p, ${NOBODY} AS w
) GROUP BY p`;
}

function rowsSql({ selector }: ActivityQuestion): Piece {
  return piece`FROM history AS events WHERE ${selects(selector)} AND person_no > 0`;
}

function periodsOf(range: Range, period: Period): string[] {
  const periods = periodsBetween(range.from, range.to, period, range.zone);
  if (periods.length > MOST_PERIODS) throw platformErrors.error('bad_range', { why: `> ${MOST_PERIODS}` });
  return periods;
}
