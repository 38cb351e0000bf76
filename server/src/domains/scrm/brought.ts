import type { Ctx } from '../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery } from '../../platform/event-store/query.ts';
import { type Range, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { purchases } from '../analytics/index.ts';

// Asked of what was told, never kept: a merge changes whose visits and friendships these are and nothing else.

/** What a code leads to: the fact that it was opened, the fact of who came in by it, and under which name both say its id. */
export type Door = { readonly opened: string; readonly entered: string; readonly key: string };

export type DoorAsk = { readonly range: { readonly from: string; readonly to: string }; readonly id: string };
export type WhoOfDoor = 'visitors' | 'added' | 'joined' | 'buyers' | 'first';

/** So long after she became a member a first visit is what made her one. As of codes. */
const JOINING_MINUTES = 30;

export type DoorFigures = {
  /** Times it was opened, and by how many. */
  readonly visits: number;
  readonly visitors: number;
  /** Who of all came in by it; the rate is theirs among the visitors. */
  readonly added: number;
  /** Whom it made a member. */
  readonly joined: number;
  readonly firstOrders: number;
  readonly orders: number;
  readonly gmv: number;
  readonly spent: number;
};

export const NO_FIGURES: DoorFigures = {
  visits: 0,
  visitors: 0,
  added: 0,
  joined: 0,
  firstOrders: 0,
  orders: 0,
  gmv: 0,
  spent: 0,
};

type Asked = { readonly door: Door; readonly id: string; readonly range: Range };

/** Of codes that part people, the lane is a part of its own. */
const toldOf = (name: string, { door, id, range: { start, until, zone } }: Asked): Piece => piece`
SELECT person_no, ts, ${daySql('ts', zone)} AS on_day, JSONExtractString(props, 'lane') AS lane FROM history_once AS events
WHERE name = ${bound('String', name)} AND source != 'sdk' AND person_no > 0
  AND JSONExtractString(props, ${bound('String', door.key)}) = ${bound('String', id)}
  AND ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, until)}`;

const opened = (asked: Asked): Piece => toldOf(asked.door.opened, asked);

/** A row a person: when she first came by it in these days. */
const firstVisits = (asked: Asked): Piece =>
  piece`SELECT person_no, min(ts) AS first_at, ${daySql('first_at', asked.range.zone)} AS on_day, argMin(lane, ts) AS lane FROM (${opened(asked)}) GROUP BY person_no`;

const firstAdds = (asked: Asked): Piece =>
  piece`SELECT person_no, min(ts) AS added_at, ${daySql('added_at', asked.range.zone)} AS on_day, argMin(lane, ts) AS lane FROM (${toldOf(asked.door.entered, asked)}) GROUP BY person_no`;

const joined = (asked: Asked): Piece => piece`
SELECT v.person_no AS person_no, v.on_day AS on_day, v.lane AS lane FROM (${firstVisits(asked)}) AS v INNER JOIN (
  SELECT person_no, min(ts) AS known_at FROM history AS events
  WHERE name IN ('member.joined', 'order.paid') AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, asked.range.known)} GROUP BY person_no
) AS k ON v.person_no = k.person_no WHERE k.known_at >= v.first_at - INTERVAL ${JOINING_MINUTES} MINUTE`;

/** What those who came in paid since then, until now. */
const orders = (asked: Asked): Piece => piece`
SELECT o.person_no AS person_no, a.on_day AS on_day, a.lane AS lane, o.order_id AS order_id, o.amount AS amount, o.net AS net, o.counts AS counts, o.is_first AS is_first FROM (
  SELECT person_no, order_id, paid_at, amount, spent AS net, counts,
    counts AND (paid_at, order_id) = min(if(counts, (paid_at, order_id), (toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), ''))) OVER (PARTITION BY person_no) AS is_first
  FROM (${purchases(asked.range.known)})
) AS o INNER JOIN (${firstAdds(asked)}) AS a ON o.person_no = a.person_no WHERE o.paid_at >= a.added_at`;

/** By the day on which people came or were added, by lane, and altogether. */
export async function figuresOf(ctx: Ctx, door: Door, { range: asked, id }: DoorAsk) {
  const range = readRange(ctx, asked);
  const what = { door, id, range };
  const parts = await Promise.all([
    count(ctx, { visits: 'count()', visitors: 'uniqExact(person_no)' }, opened(what)),
    count(ctx, { added: 'count()' }, firstAdds(what)),
    count(ctx, { joined: 'count()' }, joined(what)),
    count(
      ctx,
      { firstOrders: 'countIf(is_first)', orders: 'countIf(counts)', gmv: 'sum(amount)', spent: 'sum(net)' },
      orders(what),
    ),
  ]);
  const told = (part: string): DoorFigures =>
    Object.assign({}, NO_FIGURES, ...parts.map((counted) => counted.get(part)));
  const names = [...new Set(parts.flatMap((counted) => [...counted.keys()]))].sort();
  const under = (prefix: string) =>
    names.filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), told(name)] as const);
  return {
    whole: told(WHOLE),
    days: under(DAY).map(([day, figures]) => ({ day, figures })),
    lanes: under(LANE).map(([lane, figures]) => ({ lane, figures })),
  };
}

/** Whom a figure counts; of one lane, or of all. */
export async function personsOf(
  ctx: Ctx,
  door: Door,
  { range: asked, id, lane }: DoorAsk & { readonly lane?: string | null },
  who: WhoOfDoor,
): Promise<PersonSet> {
  const what = { door, id, range: readRange(ctx, asked) };
  const rows = {
    visitors: opened(what),
    added: firstAdds(what),
    joined: joined(what),
    buyers: piece`SELECT person_no, lane FROM (${orders(what)}) WHERE counts`,
    first: piece`SELECT person_no, lane FROM (${orders(what)}) WHERE is_first`,
  }[who];
  const of = lane === undefined || lane === null ? piece`1` : piece`lane = ${bound('String', lane)}`;
  return personsOfQuery(piece`SELECT person_no FROM (${rows}) WHERE ${of}`);
}

const WHOLE = 'whole';
const DAY = 'day ';
const LANE = 'lane ';

async function count(ctx: Ctx, counts: Readonly<Record<string, string>>, rows: Piece) {
  const numbers = Object.values(counts)
    .map((one) => `toInt64(${one})`)
    .join(', ');
  const found = await runQuery<{ part: string; numbers: readonly number[] }>(
    ctx,
    piece`SELECT multiIf(grouping(on_day) = 0, concat('${DAY}', toString(on_day)), grouping(lane) = 0, concat('${LANE}', lane), '${WHOLE}') AS part,
      [${numbers}] AS numbers FROM (${rows}) GROUP BY GROUPING SETS ((on_day), (lane), ())`,
  );
  return new Map(
    found.map(({ part, numbers: told }) => [
      part,
      Object.fromEntries(Object.keys(counts).map((name, at) => [name, Number(told[at] ?? 0)])),
    ]),
  );
}
