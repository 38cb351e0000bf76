import type { Words } from '@huoshui/contracts/words';
import { RFM_GROUPS, rfmGroup } from '@huoshui/contracts/words/audiences';
import { addDays, dayStart } from '../../platform/calendar.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, joinPieces, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { readAsOf } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases } from '../analytics/index.ts';

type Limits = { readonly recencyDays: number; readonly frequency: number; readonly money: number };
/** What parts the buyers: the cuts of the groups, and the fifths of the scores (null where all are alike). */
type Scale = {
  readonly members: number;
  readonly cuts: Limits;
  readonly recencyFifths: readonly number[] | null;
  readonly frequencyFifths: readonly number[] | null;
};
type ScaleRow = {
  readonly members: number;
  readonly recency: number;
  readonly frequency: number;
  readonly money: number;
  readonly recencyFifths: readonly number[];
  readonly frequencyFifths: readonly number[];
  readonly recencyBounds: readonly [number, number];
  readonly frequencyBounds: readonly [number, number];
  readonly leastMoney: number;
};
/** Buyers of one group with the same scores. */
type CellRow = {
  readonly group: string;
  readonly r: number;
  readonly f: number;
  readonly members: number;
  readonly spent: number;
  readonly recency: number;
  readonly frequency: number;
};
type Sums = { readonly members: number; readonly spent: number; readonly recency: number; readonly frequency: number };

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
  const scale = await findScale(ctx, persons, query.cut);
  const cells = scale.members === 0 ? [] : await runQuery<CellRow>(ctx, cellsSql(persons, scale));
  const groups = sumsBy(cells, ({ group }) => group);
  const grid = sumsBy(cells, ({ r, f }) => `${r} ${f}`);
  return {
    asOf,
    windowDays,
    cuts: scale.cuts,
    members: scale.members,
    groups: RFM_GROUPS.map((group) => present(group, rfmGroup[group], groups.get(group))),
    grid: [...grid]
      .map(([key, { members, spent }]) => {
        const [r = 0, f = 0] = key.split(' ').map(Number);
        return { r, f, members, money: spent };
      })
      .sort((a, b) => b.r - a.r || b.f - a.f),
  };
}

/** Who is counted in some of the eight groups. */
export async function personsInGroups(ctx: StoreCtx, query: RfmInput, groups: readonly string[]): Promise<PersonSet> {
  const { persons } = buyersOf(ctx, query);
  const scored = scoredSql(persons, await findScale(ctx, persons, query.cut));
  return personsOfQuery(piece`SELECT person_no FROM (${scored}) WHERE group IN ${bound('Array(String)', groups)}`);
}

/** Who is counted in one cell of recency and frequency. */
export async function personsWithScores(
  ctx: StoreCtx,
  query: RfmInput,
  { r, f }: { readonly r: number; readonly f: number },
): Promise<PersonSet> {
  const { persons } = buyersOf(ctx, query);
  const scored = scoredSql(persons, await findScale(ctx, persons, query.cut));
  return personsOfQuery(piece`SELECT person_no FROM (${scored}) WHERE r = ${r} AND f = ${f}`);
}

function buyersOf(ctx: StoreCtx, query: RfmInput) {
  const { asOf, moment } = readAsOf(ctx, query.asOf);
  const windowDays = query.windowDays ?? 365;
  return { asOf, windowDays, persons: personsSql(dayStart(addDays(asOf, 1 - windowDays)), moment) };
}

/** One look at all buyers says what parts them, another (`cellsSql`) parts them: neither grows faster than their orders. */
async function findScale(ctx: StoreCtx, persons: Piece, cut: RfmInput['cut']): Promise<Scale> {
  const middle = cut === 'median' ? 'quantileExactInclusive(0.5)' : 'avg';
  const fifths = 'quantilesExactLow(0.2, 0.4, 0.6, 0.8)';
  const row = await runOne<ScaleRow>(
    ctx,
    piece`
  SELECT count() AS members, ${middle}(persons.recency) AS recency, ${middle}(persons.frequency) AS frequency,
    ${middle}(persons.money) AS money, ${fifths}(persons.recency) AS recencyFifths, ${fifths}(persons.frequency) AS frequencyFifths,
    (min(persons.recency), max(persons.recency)) AS recencyBounds, (min(persons.frequency), max(persons.frequency)) AS frequencyBounds,
    min(persons.money) AS leastMoney
  FROM (${persons}) AS persons`,
  );
  const members = Number(row?.members ?? 0);
  if (!row || members === 0) {
    const cuts = { recencyDays: 0, frequency: 0, money: 0 };
    return { members: 0, cuts, recencyFifths: null, frequencyFifths: null };
  }
  const parted = async (column: 'frequency' | 'money', middle: number, least: number) =>
    middle > least ? middle : ((await nextAbove(ctx, persons, column, least)) ?? middle);
  const cuts = {
    recencyDays: Number(row.recency),
    frequency: await parted('frequency', Number(row.frequency), row.frequencyBounds[0]),
    money: await parted('money', Number(row.money), Number(row.leastMoney)),
  };
  const told = ([least, most]: readonly [number, number], values: readonly number[]) => (least < most ? values : null);
  return {
    members,
    cuts,
    recencyFifths: told(row.recencyBounds, row.recencyFifths),
    frequencyFifths: told(row.frequencyBounds, row.frequencyFifths),
  };
}

/** A cut that is the lowest value would call everyone high: then the next value parts, where there is one. */
async function nextAbove(
  ctx: StoreCtx,
  persons: Piece,
  column: 'frequency' | 'money',
  least: number,
): Promise<number | null> {
  const above = piece`${column} > ${bound('Float64', least)}`;
  const row = await runOne<{ next: number; persons: number }>(
    ctx,
    piece`SELECT toFloat64(minIf(${column}, ${above})) AS next, countIf(${above}) AS persons FROM (${persons}) AS persons`,
  );
  return row && Number(row.persons) > 0 ? row.next : null;
}

function sumsBy(cells: readonly CellRow[], keyOf: (cell: CellRow) => string): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const cell of cells) {
    const sum = sums.get(keyOf(cell)) ?? { members: 0, spent: 0, recency: 0, frequency: 0 };
    sums.set(keyOf(cell), {
      members: sum.members + Number(cell.members),
      spent: sum.spent + Number(cell.spent),
      recency: sum.recency + cell.recency,
      frequency: sum.frequency + Number(cell.frequency),
    });
  }
  return sums;
}

function present(group: string, label: Words, sums: Sums | undefined) {
  const mean = (sum = 0) => (sums ? sum / sums.members : 0);
  return {
    group,
    label,
    members: sums?.members ?? 0,
    spent: sums?.spent ?? 0,
    averageRecencyDays: mean(sums?.recency),
    averageFrequency: mean(sums?.frequency),
    averageMoney: Math.round(mean(sums?.spent)),
  };
}

function personsSql(start: Date, moment: Date): Piece {
  return piece`
  SELECT person_no, dateDiff('millisecond', maxIf(paid_at, counts), ${bound(INSTANT, moment)}) / 86400000 AS recency,
    length(arrayDistinct(groupArrayIf(${daySql('paid_at')}, counts))) AS frequency, sum(spent) AS money
  FROM (${purchases(moment)}) WHERE paid_at >= ${bound(INSTANT, start)}
  GROUP BY person_no HAVING frequency > 0`;
}

function cellsSql(persons: Piece, scale: Scale): Piece {
  return piece`
  SELECT group, r, f, count() AS members, sum(money) AS spent, sum(recency) AS recency, sum(frequency) AS frequency
  FROM (${scoredSql(persons, scale)}) AS scored GROUP BY group, r, f`;
}

/** Each buyer with her group and her scores. */
function scoredSql(persons: Piece, { cuts, recencyFifths, frequencyFifths }: Scale): Piece {
  const cut = (value: number) => bound('Float64', value);
  const above = (column: string, fifths: readonly number[]) =>
    joinPieces(
      fifths.map((fifth) => piece`(${column} > ${cut(fifth)})`),
      ' + ',
    );
  const r = recencyFifths ? piece`5 - (${above('recency', recencyFifths)})` : piece`3`;
  const f = frequencyFifths ? piece`1 + (${above('frequency', frequencyFifths)})` : piece`3`;
  return piece`
  SELECT person_no, recency, frequency, money, concat(toString(toUInt8(recency <= ${cut(cuts.recencyDays)})),
    toString(toUInt8(frequency >= ${cut(cuts.frequency)})), toString(toUInt8(money >= ${cut(cuts.money)}))) AS group,
    toUInt8(${r}) AS r, toUInt8(${f}) AS f
  FROM (${persons}) AS persons`;
}
