import type { Words } from '@huoshui/contracts/words';
import { rfmGroup } from '@huoshui/contracts/words/audiences';
import { addDays, dayStart } from '../../platform/calendar.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { purchases } from '../analytics/index.ts';

type Cuts = { recencyDays: number; cutFrequency: number; cutMoney: number; members: number };
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
 * Recency, frequency and money of everyone with an order that counts in the window that ends with `asOf`: her orders that
 * count, and what she spent on all that she paid in it. Cuts are the mean or the median; scores 1–5 are fifths by rank,
 * ties in the lower fifth, 5 the best.
 */
export async function reportRfm(ctx: StoreCtx, query: RfmInput) {
  const { asOf, moment } = readAsOf(ctx, query.asOf);
  const windowDays = query.windowDays ?? 365;
  const persons = personsSql(dayStart(addDays(asOf, 1 - windowDays)), moment);
  const middle = query.cut === 'median' ? 'quantileExactInclusive(0.5)' : 'avg';
  const cuts = await runOne<Cuts>(
    ctx,
    piece`SELECT ${middle}(recency) AS recencyDays, ${middle}(frequency) AS cutFrequency, ${middle}(money) AS cutMoney,
      count() AS members FROM (${persons})`,
  );
  if (!cuts || Number(cuts.members) === 0) return empty(asOf, windowDays);
  const limits = {
    recencyDays: Number(cuts.recencyDays),
    frequency: Number(cuts.cutFrequency),
    money: Number(cuts.cutMoney),
  };
  const [groups, grid] = await Promise.all([
    runQuery<GroupRow>(ctx, groupSql(persons, limits)),
    runQuery<GridRow>(ctx, gridSql(persons)),
  ]);
  const byKey = new Map(groups.map((g) => [g.group, g]));
  return {
    asOf,
    windowDays,
    cuts: limits,
    members: Number(cuts.members),
    groups: Object.entries(rfmGroup).map(([group, label]) => present(group, label, byKey.get(group))),
    grid: grid.map((g) => ({ r: Number(g.r), f: Number(g.f), members: Number(g.members), money: Number(g.spent) })),
  };
}

function empty(asOf: string, windowDays: number) {
  const groups = Object.entries(rfmGroup).map(([group, label]) => present(group, label, undefined));
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
    countIf(counts) AS frequency, sum(spent) AS money
  FROM (${purchases(moment)}) WHERE paid_at >= ${bound(INSTANT, start)}
  GROUP BY person_no HAVING frequency > 0`;
}

function groupSql(persons: Piece, cuts: { recencyDays: number; frequency: number; money: number }): Piece {
  const cut = (fen: number) => bound('Float64', fen);
  const key = piece`concat(toString(toUInt8(recency <= ${cut(cuts.recencyDays)})),
      toString(toUInt8(frequency > ${cut(cuts.frequency)})), toString(toUInt8(money > ${cut(cuts.money)})))`;
  return piece`
  SELECT ${key} AS group, count() AS members, sum(money) AS spent, avg(recency) AS meanRecency,
    avg(frequency) AS meanFrequency, avg(money) AS meanMoney
  FROM (${persons}) AS persons GROUP BY group`;
}

function gridSql(persons: Piece): Piece {
  return piece`
  WITH persons AS (${persons}),
    (SELECT quantilesExactLow(0.2, 0.4, 0.6, 0.8)(recency) FROM persons) AS cuts_r,
    (SELECT quantilesExactLow(0.2, 0.4, 0.6, 0.8)(frequency) FROM persons) AS cuts_f
  SELECT 5 - arrayCount(c -> recency > c, cuts_r) AS r, 1 + arrayCount(c -> frequency > c, cuts_f) AS f,
    count() AS members, sum(money) AS spent
  FROM persons GROUP BY r, f ORDER BY r DESC, f DESC`;
}
