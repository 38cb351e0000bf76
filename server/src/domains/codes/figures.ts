import type { codePlace } from '@huoshui/contracts/words/codes';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { type Range, type RangeInput, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { getSetting } from '../../platform/settings.ts';
import { attribution } from './attribution.ts';
import { costBetween } from './cost.ts';
import { type CountParcels, isCard, parcelsOf } from './parcel-cards.ts';
import { allCodes, type CodeRow } from './queries.ts';
import { addedAfter, brought, ordersOfCodes, scans } from './touches.ts';

export type Breakdown = 'code' | 'place' | 'channel' | 'store';
export type Touch = 'first' | 'last';

/** Which codes, in which days, by which of a person's codes an order counts. */
export type CodesAsk = {
  readonly range: RangeInput;
  readonly touch: Touch;
  readonly code: string | null;
  readonly place: keyof typeof codePlace | null;
  readonly channel: string | null;
  readonly store: string | null;
};

/** What codes brought: persons once each, orders and money by the one counting rule. */
export type Figures = {
  readonly scans: number;
  readonly scanners: number;
  readonly joined: number;
  readonly buyers: number;
  readonly repeat: number;
  readonly orders: number;
  readonly firstOrders: number;
  readonly payers: number;
  readonly gmv: number;
  readonly spent: number;
  readonly cost: number;
  /** Who became a friend of staff by a contact way, within a day after the scan. */
  readonly added: number;
  /** Parcels that left with a card of these in them, and what came of the cards alone. */
  readonly parcels: number;
  readonly cardScans: number;
  readonly cardAdded: number;
};

export type CodeFigures = {
  readonly range: Range;
  readonly whole: Figures;
  /** By the codes of a group, those of which nothing is to be told left out. */
  readonly groups: readonly { readonly key: string; readonly codes: readonly CodeRow[]; readonly figures: Figures }[];
  readonly days: ReadonlyMap<string, Figures>;
};

export const NONE: Figures = {
  scans: 0,
  scanners: 0,
  joined: 0,
  buyers: 0,
  repeat: 0,
  orders: 0,
  firstOrders: 0,
  payers: 0,
  gmv: 0,
  spent: 0,
  cost: 0,
  added: 0,
  parcels: 0,
  cardScans: 0,
  cardAdded: 0,
};

export async function figuresOfCodes(
  ctx: Ctx,
  ask: CodesAsk,
  { by, countParcels }: { readonly by: Breakdown; readonly countParcels: CountParcels },
): Promise<CodeFigures> {
  const range = readRange(ctx, ask.range);
  const codes = await codesOf(ctx, ask);
  const groups = groupsOf(codes, by);
  const { days } = await getSetting(ctx, attribution);
  const key = keySql(groups);
  const counts = countsOf(codes);
  const [parcels, ...parts] = await Promise.all([
    parcelsOf(ctx, countParcels, { codes, range }),
    countParts(ctx, counts.scans, countsSql(scans(range.known), 'scanned_at', range, key, counts.scans)),
    countParts(ctx, counts.added, countsSql(addedAfter(range.known), 'added_at', range, key, counts.added)),
    countParts(ctx, JOINED, countsSql(brought(range.known), 'first_at', range, key, JOINED)),
    countParts(ctx, ORDERS, countsSql(ordersOfCodes(range.known, ask.touch, days), 'paid_at', range, key, ORDERS)),
  ]);
  const told = (part: string): Figures => Object.assign({}, NONE, ...parts.map((counted) => counted.get(part)));
  const left = parcels(codes);
  const onDays = [
    ...parts.flatMap((counted) => [...counted.keys()].filter((part) => part.startsWith(DAY))),
    ...[...left.keys()].map((day) => `${DAY}${day}`),
  ];
  const sum = (days: ReadonlyMap<string, number>) => [...days.values()].reduce((all, one) => all + one, 0);
  return {
    range,
    whole: { ...told(WHOLE), cost: costOf(codes, range), parcels: sum(left) },
    groups: [...groups]
      .map(([key, own], place) => ({
        key,
        codes: own,
        figures: { ...told(`${GROUP}${place + 1}`), cost: costOf(own, range), parcels: sum(parcels(own)) },
      }))
      .filter(({ figures }) => Object.values(figures).some((number) => number !== 0)),
    days: new Map(
      [...new Set(onDays)]
        .sort()
        .map((part) => [part.slice(DAY.length), { ...told(part), parcels: left.get(part.slice(DAY.length)) ?? 0 }]),
    ),
  };
}

export type WhoOfCodes = 'scanners' | 'added' | 'joined' | 'buyers' | 'repeat' | 'payers' | 'first';

/** Whom a figure counts. */
export async function personsOfCodes(ctx: Ctx, ask: CodesAsk, who: WhoOfCodes): Promise<PersonSet> {
  const range = readRange(ctx, ask.range);
  const keyed = keySql(groupsOf(await codesOf(ctx, ask), 'place'));
  const { days } = await getSetting(ctx, attribution);
  const among = (rows: Piece, at: string, which: string) =>
    personsOfQuery(piece`SELECT person_no FROM (${placedSql(rows, at, range, keyed)}) WHERE ${which}`);
  if (who === 'scanners') return among(scans(range.known), 'scanned_at', '1');
  if (who === 'added') return among(addedAfter(range.known), 'added_at', '1');
  if (who === 'payers' || who === 'first')
    return among(ordersOfCodes(range.known, ask.touch, days), 'paid_at', who === 'first' ? 'is_first' : 'counts');
  return among(brought(range.known), 'first_at', { joined: '1', buyers: 'days >= 1', repeat: 'days >= 2' }[who]);
}

/** Of those that whoever asks may see. */
async function codesOf(ctx: Ctx, { code, place, channel, store }: CodesAsk): Promise<CodeRow[]> {
  return (await allCodes(ctx)).filter(
    (row) =>
      (code === null || row.id === code) &&
      (place === null || row.place === place) &&
      (channel === null || row.channel === channel) &&
      (store === null || row.storeId === store),
  );
}

type Groups = ReadonlyMap<string, readonly CodeRow[]>;

function groupsOf(codes: readonly CodeRow[], by: Breakdown): Groups {
  const groups = new Map<string, CodeRow[]>();
  for (const code of codes) {
    const key = { code: code.id, place: code.place, channel: code.channel, store: code.storeId ?? '' }[by];
    const group = groups.get(key);
    if (group) group.push(code);
    else groups.set(key, [code]);
  }
  return groups;
}

/**
 * The place of a code's group, from 1; 0: it is none of those that are asked about. Ids are text of the statement: thousands of
 * them are no parameter of an address, and they are letters of ours.
 */
function keySql(groups: Groups): string {
  const placed = [...groups.values()].flatMap((codes, place) => codes.map(({ id }) => [id, place + 1] as const));
  if (placed.length === 0) return '0';
  const ids = placed.map(([id]) => id).join(',');
  const places = placed.map(([, place]) => place).join(',');
  return `transform(code_id, splitByChar(',', '${ids}'), arrayMap(n -> toUInt32(n), splitByChar(',', '${places}')), toUInt32(0))`;
}

function placedSql(rows: Piece, at: string, { start, until, zone }: Range, key: string): Piece {
  return piece`SELECT *, ${key} AS place, ${daySql(at, zone)} AS on_day FROM (${rows})
    WHERE ${at} >= ${bound(INSTANT, start)} AND ${at} < ${bound(INSTANT, until)} AND place > 0`;
}

/** Of the cards among them once more by themselves: what lies in no parcel has no rate of parcels. */
function countsOf(codes: readonly CodeRow[]) {
  const cards = codes.filter(isCard).map(({ id }) => id);
  const card = cards.length === 0 ? '0' : `has(splitByChar(',', '${cards.join(',')}'), code_id)`;
  return {
    scans: { scans: 'count()', scanners: 'uniqExact(person_no)', cardScans: `countIf(${card})` },
    added: { added: 'uniqExact(person_no)', cardAdded: `uniqExactIf(person_no, ${card})` },
  };
}

const JOINED = { joined: 'count()', buyers: 'countIf(days >= 1)', repeat: 'countIf(days >= 2)' };
const ORDERS = {
  orders: 'countIf(counts)',
  firstOrders: 'countIf(is_first)',
  payers: 'uniqExactIf(person_no, counts)',
  gmv: 'sum(amount)',
  spent: 'sum(spent)',
};

type Counts = Readonly<Record<string, string>>;
const [WHOLE, GROUP, DAY] = ['whole', 'group ', 'day '];

/** By group, by day and altogether in one look. */
function countsSql(rows: Piece, at: string, range: Range, key: string, counts: Counts): Piece {
  return piece`SELECT multiIf(grouping(place) = 0, concat('${GROUP}', toString(place)), grouping(on_day) = 0, concat('${DAY}', toString(on_day)), '${WHOLE}') AS part,
    [${Object.values(counts)
      .map((count) => `toInt64(${count})`)
      .join(', ')}] AS numbers
    FROM (${placedSql(rows, at, range, key)}) GROUP BY GROUPING SETS ((place), (on_day), ())`;
}

async function countParts(ctx: Ctx, counts: Counts, statement: Piece): Promise<ReadonlyMap<string, Partial<Figures>>> {
  const rows = await runQuery<{ part: string; numbers: readonly number[] }>(ctx, statement);
  return new Map(
    rows.map(({ part, numbers }) => [
      part,
      Object.fromEntries(Object.keys(counts).map((name, n) => [name, Number(numbers[n] ?? 0)])),
    ]),
  );
}

/** Of the days that have begun: what is paid for those to come has brought nothing yet. */
function costOf(codes: readonly CodeRow[], { from, to, asOf }: Range): number {
  const last = to < asOf ? to : asOf;
  return codes.reduce(
    (sum, { values, archivedAt }) =>
      sum + costBetween(values, from, last, archivedAt === null ? null : shanghaiDay(archivedAt)),
    0,
  );
}
