import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { asFarBefore, earlier, type Range, readRange } from '../../../platform/event-store/range.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import type { Touches } from '../../../platform/touches.ts';
import { countTouches, readLabel, thingSql } from './counted.ts';
import { type Credit, ordersOfTouches, touchesSql } from './credited.ts';

// What every touch cost and brought: sent and cost by the books of whoever sends, people and orders by what was told, never kept.

export type Breakdown = 'channel' | 'asked' | 'way' | 'thing';

export type TouchesQuestion = {
  readonly range: { readonly from: string; readonly to: string };
  readonly credit: Credit;
  readonly days: number;
};

/** Costs in fen: `cost` of the messages, `gifts` of what was given with them. */
export type TouchFigures = {
  readonly planned: number;
  readonly sent: number;
  readonly delivered: number;
  readonly opened: number;
  readonly heldOut: number;
  readonly cost: number;
  readonly gifts: number;
  /** Members who were reached. */
  readonly people: number;
  readonly orders: number;
  readonly buyers: number;
  readonly gmv: number;
  readonly spent: number;
  /** Whether each channel of it says what arrived, was opened, and was planned: else those figures are not known. */
  readonly known: { readonly arrival: boolean; readonly opening: boolean; readonly plan: boolean };
};

export type TouchGroup = {
  readonly channel: string;
  readonly asked: string;
  readonly cause: string;
  readonly label: Words;
  readonly figures: TouchFigures;
};

export type TouchesAnswer = {
  readonly range: Range;
  readonly groups: readonly TouchGroup[];
  readonly whole: TouchFigures;
  readonly days: ReadonlyMap<string, TouchFigures>;
};

/** What each way, source or thing cost and brought in these days. */
export async function runTouches(
  ctx: Ctx,
  all: readonly Touches[],
  { range, ...how }: TouchesQuestion,
  by: Breakdown,
): Promise<TouchesAnswer> {
  return answer(ctx, all, { ...how, range: readRange(ctx, range) }, by);
}

/** The same of as many days before. */
export async function runTouchesBefore(
  ctx: Ctx,
  all: readonly Touches[],
  { range, ...how }: TouchesQuestion,
  by: Breakdown,
) {
  return answer(ctx, all, { ...how, range: asFarBefore(ctx, readRange(ctx, range)) }, by);
}

export type WhoOfTouches = 'people' | 'buyers';
export type WhichTouches = {
  readonly channel: string | null;
  readonly asked: string | null;
  readonly cause: string | null;
};

/** Whom a figure counts. */
export function personsOfTouches(
  ctx: Ctx,
  all: readonly Touches[],
  { range: given, credit, days }: TouchesQuestion,
  who: WhoOfTouches,
  { channel, asked, cause }: WhichTouches,
): PersonSet {
  const range = readRange(ctx, given);
  const rows =
    who === 'people' ? touchesSql(all, 'reached', within(range)) : ordersOfTouches(all, { range, credit, days });
  const is = (column: string, value: string | null): Piece =>
    value === null ? piece`1` : piece`${column} = ${bound('String', value)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${rows})
    WHERE ${who === 'people' ? '1' : 'counts'} AND ${is('channel', channel)} AND ${is('asked', asked)} AND ${is('cause', cause)}`);
}

const within = ({ start, until, known }: Range): Piece =>
  piece`ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, earlier(until, known))}`;

type Asked = Omit<TouchesQuestion, 'range'> & { readonly range: Range };

async function answer(ctx: Ctx, all: readonly Touches[], asked: Asked, by: Breakdown): Promise<TouchesAnswer> {
  const { range } = asked;
  const sources = all.flatMap(({ sources: own = [] }) => own);
  const [counted, people, orders] = await Promise.all([
    countTouches(ctx, all, range),
    parts(ctx, touchedSql(all, range), thingSql(sources), by, ['uniqExact(person_no)']),
    parts(ctx, ordersOfTouches(all, asked), thingSql(sources), by, ORDERS),
  ]);
  const sums = new Map<string, Sum>();
  const sum = (key: string): Sum => {
    const known = sums.get(key) ?? newSum();
    sums.set(key, known);
    return known;
  };
  const channels = new Map(all.flatMap(({ channels: own = [] }) => own).map((one) => [one.name, one.tells]));
  for (const row of counted)
    for (const key of [WHOLE, dayKey(row.day), groupKey(by, row)]) {
      const tells = channels.get(row.channel) ?? { arrival: false, opening: false };
      add(sum(key), row, row.sent === 0 ? null : { ...tells, plan: row.planned !== null });
    }
  for (const row of people) sum(row.key).figures.people = Number(row.numbers[0] ?? 0);
  for (const row of orders) {
    const [count = 0, buyers = 0, gmv = 0, spent = 0] = row.numbers.map(Number);
    Object.assign(sum(row.key).figures, { orders: count, buyers, gmv, spent });
  }
  const labels = new Map<string, Words>();
  for (const row of [...people, ...orders]) labels.set(row.key, readLabel(row.said));
  for (const row of counted) if (row.label.zh !== '') labels.set(groupKey(by, row), row.label);
  const groups = [...sums].flatMap(([key, { figures }]) =>
    key.startsWith('[') ? [{ ...readKey(key), label: labels.get(key) ?? { zh: '', en: '' }, figures }] : [],
  );
  return {
    range,
    groups: groups.toSorted(
      (a, b) =>
        b.figures.spent - a.figures.spent ||
        b.figures.sent - a.figures.sent ||
        (a.channel + a.asked + a.cause < b.channel + b.asked + b.cause ? -1 : 1),
    ),
    whole: sum(WHOLE).figures,
    days: new Map(
      [...sums].flatMap(([key, { figures }]) =>
        key.startsWith(DAY) ? [[key.slice(DAY.length), figures] as const] : [],
      ),
    ),
  };
}

type Changing = { -readonly [Key in keyof Omit<TouchFigures, 'known'>]: number } & {
  known: { arrival: boolean; opening: boolean; plan: boolean };
};
type Sum = { readonly figures: Changing };

function newSum(): Sum {
  return {
    figures: {
      ...{
        planned: 0,
        sent: 0,
        delivered: 0,
        opened: 0,
        heldOut: 0,
        cost: 0,
        gifts: 0,
        people: 0,
        orders: 0,
        buyers: 0,
        gmv: 0,
        spent: 0,
      },
      known: { arrival: true, opening: true, plan: true },
    },
  };
}

type Numbers = Awaited<ReturnType<typeof countTouches>>[number];

function add({ figures }: Sum, row: Numbers, tells: TouchFigures['known'] | null): void {
  figures.planned += row.planned ?? 0;
  figures.sent += row.sent;
  figures.delivered += row.delivered;
  figures.opened += row.opened;
  figures.heldOut += row.heldOut;
  figures.cost += row.cost;
  figures.gifts += row.gifts;
  if (tells === null) return;
  const { known } = figures;
  figures.known = {
    arrival: known.arrival && tells.arrival,
    opening: known.opening && tells.opening,
    plan: known.plan && tells.plan,
  };
}

const WHOLE = 'whole';
const DAY = 'day ';
const dayKey = (day: string): string => `${DAY}${day}`;

/** Of which group a row is, as JSON. */
function groupKey(by: Breakdown, { channel, asked, cause }: Pick<TouchGroup, 'channel' | 'asked' | 'cause'>): string {
  switch (by) {
    case 'channel':
      return JSON.stringify([channel, '', '']);
    case 'asked':
      return JSON.stringify(['', asked, '']);
    case 'way':
      return JSON.stringify([channel, asked, '']);
    case 'thing':
      return JSON.stringify(['', asked, cause]);
  }
}

function readKey(key: string): Pick<TouchGroup, 'channel' | 'asked' | 'cause'> {
  const [channel = '', asked = '', cause = ''] = key.slice(2, -2).split('","');
  return { channel, asked, cause };
}

/** Whom it reached on these days, with the day. */
const touchedSql = (all: readonly Touches[], range: Range): Piece =>
  piece`SELECT person_no, channel, asked, cause, label, ${daySql('ts', range.zone)} AS on_day FROM (${touchesSql(all, 'reached', within(range))})`;

const ORDERS = ['countIf(counts)', 'uniqExactIf(person_no, counts)', 'sum(amount)', 'sum(spent)'];

/** Numbers of rows by group, by day and altogether in one look. */
async function parts(ctx: Ctx, rows: Piece, thing: Piece, by: Breakdown, numbers: readonly string[]) {
  const group = {
    channel: piece`concat('["', channel, '","",""]')`,
    asked: piece`concat('["","', asked, '",""]')`,
    way: piece`concat('["', channel, '","', asked, '",""]')`,
    thing: piece`concat('["","', asked, '","', ${thing}, '"]')`,
  }[by];
  return runQuery<{ key: string; said: string; numbers: readonly number[] }>(
    ctx,
    piece`SELECT multiIf(grouping(part) = 0, part, grouping(on_day) = 0, concat('${DAY}', toString(on_day)), '${WHOLE}') AS key, any(label) AS said,
      [${numbers.map((one) => `toInt64(${one})`).join(', ')}] AS numbers
    FROM (SELECT *, ${group} AS part FROM (${rows})) GROUP BY GROUPING SETS ((part), (on_day), ())`,
  );
}
