import type { RouteIn, RouteOut } from '@huoshui/contracts/contract';
import type { ltvContract } from '@huoshui/contracts/ltv';
import { type Words, words } from '@huoshui/contracts/words';
import { addDays } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { periodAfter, periodSql, periodsBetween } from '../../../platform/event-store/period.ts';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { askedBefore, lasts, type Range, rangeBefore, readRange } from '../../../platform/event-store/range.ts';
import { ARRIVAL_SQL, DIRECT, MOMENT_KEY, sayArrival } from '../arrivals.ts';
import type { Mark, Marks } from '../marks.ts';
import { purchases } from '../purchases.ts';

type Shape = (typeof ltvContract)['POST /api/admin/reports/ltv'];
export type LtvInput = RouteIn<Shape>['body'];
export type LtvReport = RouteOut<Shape>;
type Group = LtvReport['groups'][number];
type LtvRow = Group['rows'][number];

/** So many periods after the first are told, and so many sources. */
const OFFSETS = { week: 16, month: 12 } as const;
const MOST_GROUPS = 20;
/** Who never opened the mini program as far as is known; '' is everybody. */
const UNKNOWN = 'unknown';

type Told = {
  readonly start: string;
  readonly mark: string;
  readonly members: number;
  readonly spent: readonly number[];
};

/**
 * What a member of each cohort spent since, period by period of the calendar, and what bringing her cost. Spent is what it is everywhere: less
 * what was given back by the end of `asOf`. What she bought before the cohort began (a file of another system) is in its first period.
 */
export async function runLtv(ctx: Ctx, marks: Marks, { compare = false, ...input }: LtvInput): Promise<LtvReport> {
  const now = await runOnce(ctx, marks, input);
  if (!compare) return now;
  const range = readRange(ctx, input);
  const { from, to } = rangeBefore(range);
  // While people still come in, those before are told as they stood then: half a month against half a month.
  const then = await runOnce(ctx, marks, lasts(ctx, range) ? askedBefore(ctx, input) : { ...input, from, to });
  const byKey = new Map(then.groups.map((group) => [group.key, group]));
  return {
    ...now,
    before: { from, to },
    groups: now.groups.map((one) => ({ ...one, before: beforeOf(byKey.get(one.key)) })),
  };
}

function beforeOf(group: Group | undefined): Group['before'] {
  if (group === undefined) return null;
  const { members, cost, cac, payback, curve } = group;
  return { members, cost, cac, payback, each: curve.map(({ each }) => each) };
}

async function runOnce(ctx: Ctx, marks: Marks, input: LtvInput): Promise<LtvReport> {
  const range = readRange(ctx, input);
  const period = input.period ?? 'month';
  const known = await marks(ctx);
  const rows = await runQuery<Told>(ctx, cohortsSql(range, input));
  const sources = sourcesOf(known);
  const whole = groupOf({ key: '', label: words('全部', 'All') }, rows, range, period, known);
  const byChannel = new Map<string, { label: Words; rows: Told[] }>();
  for (const row of input.by === 'channel' ? rows : []) {
    const { key, label } = sources(row.mark);
    const group = byChannel.get(key);
    if (group) group.rows.push(row);
    else byChannel.set(key, { label, rows: [row] });
  }
  const groups = [...byChannel].map(([key, { label, rows: own }]) =>
    groupOf(
      { key, label },
      own,
      range,
      period,
      known.filter((mark) => mark.key === key),
    ),
  );
  return {
    range: { from: range.from, to: range.to },
    asOf: range.asOf,
    period,
    before: null,
    groups: [whole, ...groups.sort((a, b) => b.members - a.members || (a.key < b.key ? -1 : 1)).slice(0, MOST_GROUPS)],
  };
}

/** Who began in the range, in one cohort, by one source; all where it is not said. */
export async function personsOfLtv(
  ctx: Ctx,
  marks: Marks,
  input: LtvInput,
  { cohort, source }: { readonly cohort: string | null; readonly source: string | null },
): Promise<PersonSet> {
  const range = readRange(ctx, input);
  const inCohort = cohort === null ? piece`` : piece`AND cohort = ${bound('Date', cohort)}`;
  const known = source === null ? [] : await marks(ctx);
  const keys =
    source === null
      ? []
      : [source, ...known.filter(({ key }) => key === source).map((mark) => `source:${mark.source}`)];
  const bySource = source === null ? piece`` : piece`AND mark IN ${bound('Array(String)', keys)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${begunSql(range, input)}) WHERE 1 ${inCohort} ${bySource}`);
}

/** A source by which somebody came first: several codes of one channel are one. */
function sourcesOf(known: readonly Mark[]): (mark: string) => { readonly key: string; readonly label: Words } {
  const byMark = new Map(known.map((mark) => [`source:${mark.source}`, { key: mark.key, label: mark.channel }]));
  return (mark) => byMark.get(mark) ?? { key: mark, label: sayArrival(mark === UNKNOWN ? '' : mark) };
}

/** A row a person who began in the range: person_no, cohort, mark. */
function begunSql(range: Range, { start = 'joined', period = 'month', by = 'whole' }: LtvInput): Piece {
  const firsts =
    start === 'joined'
      ? piece`SELECT person_no, min(ts) AS began FROM history AS events WHERE name = 'member.joined' AND source != 'sdk' AND person_no > 0
          AND ts < ${bound(INSTANT, range.known)} GROUP BY person_no`
      : piece`SELECT person_no, min(paid_at) AS began FROM (${purchases(range.known)}) WHERE counts GROUP BY person_no`;
  const begun = piece`SELECT person_no, began, ${periodSql('began', period, range.zone)} AS cohort FROM (${firsts})
    WHERE began >= ${bound(INSTANT, range.start)} AND began < ${bound(INSTANT, range.until)}`;
  if (by === 'whole') return piece`SELECT person_no, cohort, '' AS mark FROM (${begun})`;
  // What brought her first; who only ever came by herself was brought by nothing.
  const came = piece`SELECT person_no, argMin(arrival, bitShiftLeft(toUInt128(arrival = '${DIRECT}'), 127) + ${MOMENT_KEY}) AS mark FROM (
      SELECT person_no, ts, event_key, ${ARRIVAL_SQL} AS arrival FROM history AS events
      WHERE name = 'app_launch' AND source = 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, range.known)}
    ) GROUP BY person_no`;
  return piece`SELECT person_no, cohort, ifNull(came.mark, '${UNKNOWN}') AS mark FROM (${begun}) AS begun ANY LEFT JOIN (${came}) AS came USING (person_no)`;
}

/** Of each cohort and mark: how many, and what all of them spent in each period since its first. */
function cohortsSql(range: Range, input: LtvInput): Piece {
  const { period = 'month' } = input;
  const ofPeriod = periodSql('paid_at', period, range.zone);
  const apart = period === 'week' ? 'intDiv(of_period - cohort, 7)' : "dateDiff('month', cohort, of_period)";
  const sums = offsetsOf(period).map((offset) => `sumIf(amount, greatest(0, ${apart}) = ${offset})`);
  return piece`SELECT toString(cohort) AS start, mark, uniqExact(person_no) AS members, [${sums.join(', ')}] AS spent
  FROM (${begunSql(range, input)}) AS begun LEFT JOIN (
    SELECT person_no, ${ofPeriod} AS of_period, sum(orders.spent) AS amount FROM (${purchases(range.known)}) AS orders GROUP BY person_no, of_period
  ) AS bought USING (person_no)
  GROUP BY cohort, mark ORDER BY cohort, mark`;
}

const offsetsOf = (period: keyof typeof OFFSETS): readonly number[] =>
  Array.from({ length: OFFSETS[period] + 1 }, (_, n) => n);

function groupOf(
  { key, label }: { readonly key: string; readonly label: Words },
  told: readonly Told[],
  range: Range,
  period: keyof typeof OFFSETS,
  marks: readonly Mark[],
): Group {
  const rows = periodsBetween(range.from, range.to, period).map((start) => rowOf(start, told, range, period, marks));
  const members = sumOf(rows, (row) => row.members);
  const costs = rows.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const cost = costs.length === 0 ? null : costs.reduce((sum, one) => sum + one, 0);
  const cac = cost === null || members === 0 ? null : Math.round(cost / members);
  const curve = offsetsOf(period).map((offset) => pointOf(offset, rows));
  const payback = cac === null ? undefined : curve.find(({ each }) => each !== null && each >= cac)?.offset;
  return { key, label, members, cost, cac, payback: payback ?? null, rows, curve, before: null };
}

/** One cohort: its sums so far, and as many as have begun. */
function rowOf(
  start: string,
  told: readonly Told[],
  range: Range,
  period: keyof typeof OFFSETS,
  marks: readonly Mark[],
): LtvRow {
  const mine = told.filter((row) => row.start === start);
  const [first = start, last = start] = [
    [start, range.from].sort()[1],
    [addDays(periodAfter(start, period), -1), range.to, range.asOf].sort()[0],
  ];
  let sum = 0;
  const cells = offsetsOf(period).map((offset) => {
    sum += sumOf(mine, ({ spent }) => Number(spent[offset] ?? 0));
    return periodAfter(start, period, offset) <= range.asOf ? sum : null;
  });
  const over = offsetsOf(period).filter((offset) => addDays(periodAfter(start, period, offset + 1), -1) <= range.over);
  const costs = marks.flatMap(({ costBetween }) => costBetween(first, last) ?? []);
  return {
    start,
    members: sumOf(mine, ({ members }) => Number(members)),
    cost: costs.length === 0 || first > last ? null : costs.reduce((total, one) => total + one, 0),
    cells,
    over: over.length,
  };
}

/** Over the cohorts of which the period is over: one that still grows would pull the curve down. */
function pointOf(offset: number, rows: readonly LtvRow[]): Group['curve'][number] {
  const over = rows.filter((row) => row.members > 0 && offset < row.over);
  const members = sumOf(over, (row) => row.members);
  return {
    offset,
    members,
    each: members === 0 ? null : Math.round(sumOf(over, ({ cells }) => cells[offset] ?? 0) / members),
  };
}

function sumOf<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}
