import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { type Range, readRange } from '../../../platform/event-store/range.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { purchases } from '../../analytics/index.ts';

// Asked of what was told, never kept: a merge changes whose visits and friendships these are and nothing else.

export type WayAsk = { readonly range: { readonly from: string; readonly to: string }; readonly way: string };
export type WhoOfWay = 'visitors' | 'added' | 'joined' | 'buyers' | 'first';

/** So long after she became a member a first visit is what made her one. As of codes. */
const JOINING_MINUTES = 30;

export type WayFigures = {
  /** Times it was opened, and by how many. */
  readonly visits: number;
  readonly visitors: number;
  /** Who of all became a friend by it; the rate (引流率) is theirs among the visitors. */
  readonly added: number;
  /** Whom it made a member. */
  readonly joined: number;
  readonly firstOrders: number;
  readonly orders: number;
  readonly gmv: number;
};

const NONE: WayFigures = { visits: 0, visitors: 0, added: 0, joined: 0, firstOrders: 0, orders: 0, gmv: 0 };

const toldOf = (name: string, way: string, { start, until, zone }: Range): Piece => piece`
SELECT person_no, ts, ${daySql('ts', zone)} AS on_day FROM history_once AS events
WHERE name = ${bound('String', name)} AND source != 'sdk' AND person_no > 0 AND JSONExtractString(props, 'contactWayId') = ${bound('String', way)}
  AND ts >= ${bound(INSTANT, start)} AND ts < ${bound(INSTANT, until)}`;

/** A row a person: when she first came by it in these days. */
const firstVisits = (way: string, range: Range): Piece =>
  piece`SELECT person_no, min(ts) AS first_at, ${daySql('first_at', range.zone)} AS on_day FROM (${toldOf('contact.shown', way, range)}) GROUP BY person_no`;

const firstAdds = (way: string, range: Range): Piece =>
  piece`SELECT person_no, min(ts) AS added_at, ${daySql('added_at', range.zone)} AS on_day FROM (${toldOf('friend.added', way, range)}) GROUP BY person_no`;

const joined = (way: string, range: Range): Piece => piece`
SELECT v.person_no AS person_no, v.on_day AS on_day FROM (${firstVisits(way, range)}) AS v INNER JOIN (
  SELECT person_no, min(ts) AS known_at FROM history AS events
  WHERE name IN ('member.joined', 'order.paid') AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, range.known)} GROUP BY person_no
) AS k ON v.person_no = k.person_no WHERE k.known_at >= v.first_at - INTERVAL ${JOINING_MINUTES} MINUTE`;

/** What its friends paid since they were added, until now. */
const orders = (way: string, range: Range): Piece => piece`
SELECT o.person_no AS person_no, a.on_day AS on_day, o.order_id AS order_id, o.amount AS amount, o.counts AS counts, o.is_first AS is_first FROM (
  SELECT person_no, order_id, paid_at, amount, counts,
    counts AND (paid_at, order_id) = min(if(counts, (paid_at, order_id), (toDateTime64('2299-12-31 00:00:00', 3, 'UTC'), ''))) OVER (PARTITION BY person_no) AS is_first
  FROM (${purchases(range.known)})
) AS o INNER JOIN (${firstAdds(way, range)}) AS a ON o.person_no = a.person_no WHERE o.paid_at >= a.added_at`;

/** By the day on which people came or were added, and altogether. */
export async function figuresOfWay(ctx: Ctx, { range: asked, way }: WayAsk) {
  const range = readRange(ctx, asked);
  const parts = await Promise.all([
    count(ctx, { visits: 'count()', visitors: 'uniqExact(person_no)' }, toldOf('contact.shown', way, range)),
    count(ctx, { added: 'count()' }, firstAdds(way, range)),
    count(ctx, { joined: 'count()' }, joined(way, range)),
    count(
      ctx,
      { firstOrders: 'countIf(is_first)', orders: 'countIf(counts)', gmv: 'sumIf(amount, counts)' },
      orders(way, range),
    ),
  ]);
  const told = (day: string): WayFigures => Object.assign({}, NONE, ...parts.map((counted) => counted.get(day)));
  const days = [...new Set(parts.flatMap((counted) => [...counted.keys()]))].filter((day) => day !== WHOLE).sort();
  return { range, whole: told(WHOLE), days: days.map((day) => ({ day, figures: told(day) })) };
}

/** Whom a figure counts. */
export async function personsOfWay(ctx: Ctx, { range: asked, way }: WayAsk, who: WhoOfWay): Promise<PersonSet> {
  const range = readRange(ctx, asked);
  const rows = {
    visitors: toldOf('contact.shown', way, range),
    added: firstAdds(way, range),
    joined: joined(way, range),
    buyers: piece`SELECT person_no FROM (${orders(way, range)}) WHERE counts`,
    first: piece`SELECT person_no FROM (${orders(way, range)}) WHERE is_first`,
  }[who];
  return personsOfQuery(piece`SELECT person_no FROM (${rows})`);
}

const WHOLE = 'whole';

async function count(ctx: Ctx, counts: Readonly<Record<string, string>>, rows: Piece) {
  const numbers = Object.values(counts)
    .map((one) => `toInt64(${one})`)
    .join(', ');
  const found = await runQuery<{ part: string; numbers: readonly number[] }>(
    ctx,
    piece`SELECT if(grouping(on_day) = 0, toString(on_day), '${WHOLE}') AS part, [${numbers}] AS numbers
      FROM (${rows}) GROUP BY GROUPING SETS ((on_day), ())`,
  );
  return new Map(
    found.map(({ part, numbers: told }) => [
      part,
      Object.fromEntries(Object.keys(counts).map((name, at) => [name, Number(told[at] ?? 0)])),
    ]),
  );
}
