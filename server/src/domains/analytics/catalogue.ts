import type { analyticsContract } from '@huoshui/contracts/analytics';
import type { RouteOut } from '@huoshui/contracts/contract';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { EventStore } from '../../platform/event-store/client.ts';
import { KeptAnswers } from '../../platform/event-store/kept.ts';
import { type PersonSet, personsOfQuery } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runQuery, type StoreCtx } from '../../platform/event-store/query.ts';
import { daysOf, type Range, readAsOf, readRange } from '../../platform/event-store/range.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { type EventSource, nameOf } from './event.ts';

type Catalogue = RouteOut<(typeof analyticsContract)['GET /api/admin/reports/events']>;
type Properties = RouteOut<(typeof analyticsContract)['GET /api/admin/reports/events/:name/properties']>;

type Row = {
  readonly name: string;
  readonly source: EventSource;
  readonly events: number;
  readonly persons: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly lastDays: readonly number[];
};

/** Every kind of event with its volume, up to the end of `asOf`; in a big shop, as it was some seconds ago. */
export async function listEvents(ctx: StoreCtx, asOf: string = shanghaiDay(ctx.now())): Promise<Catalogue> {
  return keptOf(ctx.events).ask(
    asOf,
    async () => countEvents(ctx, asOf),
    ({ items }) => items.reduce((sum, { events }) => sum + events, 0) > MANY,
  );
}

/** What may happen to a member and what her phone may tell, by name, as far as it is not among these. */
function unseenBeside({ declared }: StoreCtx, items: Catalogue['items']): Catalogue['unseen'] {
  const seen = new Set(items.map(({ name }) => name));
  const told = [...declared.values()].filter(({ tell }) => tell !== undefined);
  const known = [
    ...Object.entries(trackingEvent).map(([name, label]) => ({ name, label })),
    ...told.map(({ type, words }) => ({ name: type, label: words })),
  ];
  return known.filter(({ name }) => !seen.has(name));
}

/** So many events are counted in a tenth of a second: more than somebody waits for who opens a picker. */
const MANY = 2_000_000;

const keptCounts = new WeakMap<EventStore, KeptAnswers>();

/** What was counted of a store, by the day it was asked for. */
function keptOf(store: EventStore): KeptAnswers {
  const known = keptCounts.get(store) ?? new KeptAnswers();
  keptCounts.set(store, known);
  return known;
}

/** The same, counted now. */
export async function countEvents(ctx: StoreCtx, asOf: string): Promise<Catalogue> {
  const range = readRange(ctx, { from: addDays(asOf, -6), to: asOf, asOf });
  const days = daysOf(range).map((day) => `countIf(${daySql('ts', range.zone)} = '${day}')`);
  const rows = await runQuery<Row>(
    ctx,
    piece`
SELECT
  name,
  toString(argMax(source, ts)) AS source,
  count() AS events,
  groupBitmapIf(person_no, person_no > 0) AS persons,
  toUnixTimestamp64Milli(min(ts)) AS firstAt,
  toUnixTimestamp64Milli(max(ts)) AS lastAt,
  [${days.join(', ')}] AS lastDays
${eventsSql(range)}
GROUP BY name ORDER BY events DESC, name`,
  );
  const items = rows.map(({ firstAt, lastAt, lastDays, ...row }) => ({
    ...row,
    label: nameOf(ctx, row.name),
    firstAt: new Date(firstAt).toISOString(),
    lastAt: new Date(lastAt).toISOString(),
    lastDays: [...lastDays],
  }));
  return { items, unseen: unseenBeside(ctx, items) };
}

/** Everything that is known by the end of the day. */
function eventsSql({ known }: Pick<Range, 'known'>): Piece {
  return piece`FROM history_once AS events WHERE ts < ${bound(INSTANT, known)}`;
}

/** Who did an event, or whom it befell, up to the end of `asOf`. */
export function personsOfEvent(ctx: StoreCtx, name: string, asOf: string | null): PersonSet {
  return personsOfQuery(piece`SELECT person_no ${eventsSql(readAsOf(ctx, asOf))} AND name = ${bound('String', name)}`);
}

/** What can be filtered and broken down by: the properties seen in an event's newest 5 000. */
export async function listProperties(ctx: StoreCtx, name: string): Promise<Properties> {
  const rows = await runQuery<{ property: string; events: number; examples: string[] }>(ctx, {
    sql: `
SELECT tupleElement(pair, 1) AS property, count() AS events, topK(5)(left(trim(BOTH '"' FROM tupleElement(pair, 2)), 60)) AS examples
FROM (
  SELECT arrayJoin(arrayConcat(
    JSONExtractKeysAndValuesRaw(props),
    arrayFilter(p -> p.2 != '', [('page', page), ('product_id', product_id), ('category_id', toString(category_id)), ('order_id', order_id)])
  )) AS pair
  FROM (SELECT * FROM history AS events WHERE name = {name:String} OR ({name:String} = '*' AND source = 'sdk') ORDER BY ts DESC LIMIT 5000)
)
GROUP BY property ORDER BY events DESC, property LIMIT 100`,
    params: { name },
  });
  return { items: rows };
}
