import type { Words } from '@huoshui/contracts/words';
import { RFM_GROUPS, rfmGroup } from '@huoshui/contracts/words/audiences';
import { addDays, dayStart } from '../../platform/calendar.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases } from '../analytics/index.ts';

type Limits = { readonly recencyDays: number; readonly frequency: number; readonly money: number };
type Cuts = Limits & { readonly members: number };
type CutRow = {
  readonly recency: number;
  /** The middle, the lowest there is, and the next above it (0 where there is none). */
  readonly frequency: readonly [number, number, number];
  readonly money: readonly [number, number, number];
  readonly members: number;
};
type GroupRow = {
  group: string;
  members: number;
  spent: number;
  meanRecency: number;
  meanFrequency: number;
  meanMoney: number;
};
type GridRow = { r: number; f: number; members: number; spent: number };

export type RfmInput = {
  readonly asOf?: string | null | undefined;
  readonly windowDays?: number | null | undefined;
  readonly cut?: 'mean' | 'median' | null | undefined;
};

/**
 * Recency, frequency and money of everyone with an order that counts in the window that ends with `asOf`: days on
 * which she placed them (all orders of one day are one purchase), and what she spent on all that she paid in it. High is at or
 * above the cut, which is the mean or the median; where more than half of the buyers are the lowest there is, the next value
 * above: that half is not high. Scores 1–5 are fifths by rank, ties in the lower fifth, 5 the best, and 3 for everyone where all
 * are alike: what does not tell people apart says neither good nor bad.
 */
export async function reportRfm(ctx: StoreCtx, query: RfmInput) {
  const { asOf, windowDays, persons } = buyersOf(ctx, query);
  const { members, ...limits } = await findCuts(ctx, persons, query.cut);
  if (members === 0) return empty(asOf, windowDays);
  const [groups, grid] = await Promise.all([
    runQuery<GroupRow>(ctx, groupSql(persons, limits)),
    runQuery<GridRow>(ctx, gridSql(persons)),
  ]);
  const byKey = new Map(groups.map((g) => [g.group, g]));
  return {
    asOf,
    windowDays,
    cuts: limits,
    members,
    groups: RFM_GROUPS.map((group) => present(group, rfmGroup[group], byKey.get(group))),
    grid: grid.map((g) => ({ r: Number(g.r), f: Number(g.f), members: Number(g.members), money: Number(g.spent) })),
  };
}

/** Who is counted in one of the eight groups. */
export async function personsInGroup(ctx: StoreCtx, query: RfmInput, group: string): Promise<PersonSet> {
  const { persons } = buyersOf(ctx, query);
  const grouped = groupedSql(persons, await findCuts(ctx, persons, query.cut));
  return personsOfQuery(piece`SELECT person_no FROM (${grouped}) WHERE group = ${bound('String', group)}`);
}

/** Who is counted in one cell of recency and frequency. */
export async function personsWithScores(
  ctx: StoreCtx,
  query: RfmInput,
  { r, f }: { readonly r: number; readonly f: number },
): Promise<PersonSet> {
  const { persons } = buyersOf(ctx, query);
  return personsOfQuery(piece`SELECT person_no FROM (${scoredSql(persons)}) WHERE r = ${r} AND f = ${f}`);
}

function buyersOf(ctx: StoreCtx, query: RfmInput) {
  const { asOf, moment } = readAsOf(ctx, query.asOf);
  const windowDays = query.windowDays ?? 365;
  return { asOf, windowDays, persons: personsSql(dayStart(addDays(asOf, 1 - windowDays)), moment) };
}

async function findCuts(ctx: StoreCtx, persons: Piece, cut: RfmInput['cut']): Promise<Cuts> {
  const middle = cut === 'median' ? 'quantileExactInclusive(0.5)' : 'avg';
  const cutOf = (column: string, n: number) =>
    `(toFloat64(${middle}(${column})), toFloat64(lowest.${n}), toFloat64(minIf(${column}, ${column} > lowest.${n})))`;
  const found = await runOne<CutRow>(
    ctx,
    piece`
  WITH persons AS (${persons}), (SELECT (min(frequency), min(money)) FROM persons) AS lowest
  SELECT ${middle}(persons.recency) AS recency, ${cutOf('persons.frequency', 1)} AS frequency, ${cutOf('persons.money', 2)} AS money,
    count() AS members
  FROM persons`,
  );
  if (!found || Number(found.members) === 0) return { recencyDays: 0, frequency: 0, money: 0, members: 0 };
  return {
    recencyDays: Number(found.recency),
    frequency: parting(found.frequency),
    money: parting(found.money),
    members: Number(found.members),
  };
}

/** A cut that is the lowest value would call everyone high: then the next value parts, where there is one. */
function parting([middle, lowest, next]: CutRow['money']): number {
  return middle > lowest || next === 0 ? middle : next;
}

function empty(asOf: string, windowDays: number) {
  const groups = RFM_GROUPS.map((group) => present(group, rfmGroup[group], undefined));
  return { asOf, windowDays, cuts: { recencyDays: 0, frequency: 0, money: 0 }, members: 0, groups, grid: [] };
}

function present(group: string, label: Words, row: GroupRow | undefined) {
  return {
    group,
    label,
    members: Number(row?.members ?? 0),
    spent: Number(row?.spent ?? 0),
    averageRecencyDays: Number(row?.meanRecency ?? 0),
    averageFrequency: Number(row?.meanFrequency ?? 0),
    averageMoney: Math.round(Number(row?.meanMoney ?? 0)),
  };
}

function personsSql(start: Date, moment: Date): Piece {
  return piece`
  SELECT person_no, dateDiff('millisecond', maxIf(paid_at, counts), ${bound(INSTANT, moment)}) / 86400000 AS recency,
    uniqExactIf(${daySql('paid_at')}, counts) AS frequency, sum(spent) AS money
  FROM (${purchases(moment)}) WHERE paid_at >= ${bound(INSTANT, start)}
  GROUP BY person_no HAVING frequency > 0`;
}

function groupSql(persons: Piece, cuts: Limits): Piece {
  return piece`
  SELECT group, count() AS members, sum(money) AS spent, avg(recency) AS meanRecency,
    avg(frequency) AS meanFrequency, avg(money) AS meanMoney
  FROM (${groupedSql(persons, cuts)}) AS persons GROUP BY group`;
}

/** Each buyer with her group. */
function groupedSql(persons: Piece, cuts: Limits): Piece {
  const cut = (fen: number) => bound('Float64', fen);
  return piece`
  SELECT person_no, recency, frequency, money, concat(toString(toUInt8(recency <= ${cut(cuts.recencyDays)})),
    toString(toUInt8(frequency >= ${cut(cuts.frequency)})), toString(toUInt8(money >= ${cut(cuts.money)}))) AS group
  FROM (${persons}) AS persons`;
}

function gridSql(persons: Piece): Piece {
  return piece`
  SELECT r, f, count() AS members, sum(money) AS spent FROM (${scoredSql(persons)}) GROUP BY r, f ORDER BY r DESC, f DESC`;
}

/** Each buyer with her scores. */
function scoredSql(persons: Piece): Piece {
  return piece`
  WITH persons AS (${persons}),
    (SELECT quantilesExactLow(0.2, 0.4, 0.6, 0.8)(recency) FROM persons) AS cuts_r,
    (SELECT quantilesExactLow(0.2, 0.4, 0.6, 0.8)(frequency) FROM persons) AS cuts_f,
    (SELECT (min(recency) = max(recency), min(frequency) = max(frequency)) FROM persons) AS alike
  SELECT person_no, money, if(alike.1, 3, 5 - arrayCount(c -> recency > c, cuts_r)) AS r,
    if(alike.2, 3, 1 + arrayCount(c -> frequency > c, cuts_f)) AS f
  FROM persons`;
}
