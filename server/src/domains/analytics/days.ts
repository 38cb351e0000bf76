import type { EventStore } from '../../platform/event-store/client.ts';
import { nobody } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { runOne, type StoreCtx } from '../../platform/event-store/query.ts';
import { daySql } from '../../platform/event-store/zone.ts';
import { ORDER_REFUNDED } from './event.ts';
import { MERGED_SET, turnedSql } from './turned-set.ts';

// Who did what on which day and in which month, kept as sets of persons (`day_sets`, `month_sets`), so that a report over a year reads days and not
// events; when anybody did it, in the order of time (`moments`); and what orders got back (`order_back`). All hold whatever is added twice or late, so what is kept
// only ever lags: everything the store took since the mark is read from the events themselves, and both together are what the events alone would say.

/** As long as an insert may take from its reading the clock until it is seen. */
const LAG_SECONDS = 60;
/** Whose mark says until when all of these are kept; another name where one more has to be filled from the beginning. */
const KEPT = 'sets';

/** Until when of the store's own clock the sets know everything. */
export type Days = { readonly mark: number };

export async function readDays(ctx: Pick<StoreCtx, 'events'>): Promise<Days> {
  // Asked before the sets are read: what is added meanwhile is counted twice, which changes no set.
  const row = await runOne<{ mark: number; age: number }>(
    ctx,
    piece`SELECT toUnixTimestamp(max(until)) AS mark, toUnixTimestamp(now()) - mark AS age FROM day_mark WHERE name = '${KEPT}'`,
  );
  const mark = Number(row?.mark ?? 0);
  if (mark > 0 && Number(row?.age) > OLD_SECONDS) keepDaysBehind(ctx.events);
  return { mark };
}

/** A set a day: `day`, and `who` of the persons as they are now. `which` chooses among `name`, `own` (she did it herself) and `day`. */
export function daySetsSql(days: Days, which: Piece): Piece {
  return piece`WITH ${MERGED_SET}
  SELECT day, ${turnedSql('told')} AS who FROM (
    SELECT day, groupBitmapMergeState(who) AS told FROM (
      SELECT day, who FROM day_sets WHERE ${which}
      UNION ALL
      SELECT day, groupBitmapState(person_no) AS who FROM (
        SELECT name, source = 'sdk' AS own, ${daySql('ts')} AS day, person_no FROM events
        WHERE person_no > 0 AND stored_at >= toDateTime(${bound('UInt32', days.mark)}, 'UTC')
      ) WHERE ${which} GROUP BY day
    ) GROUP BY day
  )`;
}

const REFUND = "order_key, event_key, ts, value, JSONExtractBool(props, 'whole') AS whole";
const IS_REFUND = `name = '${ORDER_REFUNDED}' AND source != 'sdk' AND order_id != ''`;

/**
 * What was given back of orders before an instant, of `which` by their order_key, each event once: order_key, ts, value, whole. The mark is one of a while ago: what
 * was kept before it was written is seen by whoever looks now.
 */
export function refundsSql(known: Date, which?: Piece): Piece {
  const before = piece`ts < ${bound(INSTANT, known)}${which ? piece` AND ${which}` : ''}`;
  return piece`SELECT order_key, any(told_at) AS ts, any(value) AS value, any(whole) AS whole FROM (
    SELECT order_key, event_key, ts AS told_at, value, whole FROM order_back WHERE ${before}
    UNION ALL
    SELECT order_key, event_key, ts, value, whole FROM (SELECT ${REFUND} FROM events
      WHERE ${IS_REFUND} AND ${SINCE_KEPT} AND ${before})
  ) GROUP BY order_key, event_key`;
}

const SINCE_KEPT = `stored_at >= (SELECT max(until) FROM day_mark WHERE name = '${KEPT}' AND written < now() - ${LAG_SECONDS})`;

/** The category that each product was viewed in last: product_id, of. */
export function shelfSql(): Piece {
  return piece`SELECT product_id, argMaxMerge(of_state) AS of FROM (
    SELECT product_id, of_state FROM product_shelf
    UNION ALL SELECT product_id, ${SHELF} FROM events WHERE ${IS_SHELVED} AND ${SINCE_KEPT} GROUP BY product_id
  ) GROUP BY product_id`;
}

const SHELF = 'argMaxState(toString(category_id), ts) AS of_state';
const IS_SHELVED = "name = 'product_view' AND category_id != ''";

/** A set of nobody, as SQL. */
export const NOBODY = nobody.bitmap;

/** What came since is read event by event: ten minutes of a busy shop are some ten thousand. */
const OLD_SECONDS = 600;

const keeping = new WeakMap<EventStore, Promise<void>>();

/** Brings what is kept up to now behind everybody's back; one at a time, and if it fails the events are read for longer. */
export function keepDaysBehind(store: EventStore): void {
  if (keeping.has(store)) return;
  const work = keepDays(store)
    .catch(() => {})
    .finally(() => keeping.delete(store));
  keeping.set(store, work);
}

/**
 * Adds to the sets what the store took since the mark, then moves the mark. Cut off anywhere or done by two at once, it adds
 * what is there already. Month by month, since whoever stores events waits while one is written.
 */
export async function keepDays(store: EventStore, lagSeconds = LAG_SECONDS): Promise<void> {
  // No alias of a column's name: ClickHouse would read it inside the maximum too, and nothing would ever be left to keep.
  const [span] = await store.query<{ kept: number; upTo: number }>(
    `SELECT toUnixTimestamp(max(until)) AS kept, toUnixTimestamp(now()) - {lag:UInt32} AS upTo FROM day_mark WHERE name = '${KEPT}'`,
    { lag: lagSeconds },
  );
  if (!span || span.upTo <= span.kept) return;
  const taken = "stored_at >= toDateTime({from:UInt32}, 'UTC') AND stored_at < toDateTime({until:UInt32}, 'UTC')";
  const params = { from: span.kept, until: span.upTo };
  const months = await store.query<{ month: number }>(
    `SELECT DISTINCT toYYYYMM(ts) AS month FROM events WHERE ${taken} ORDER BY month`,
    params,
  );
  for (const { month } of months)
    for (const insert of keptOf(`person_no > 0 AND toYYYYMM(ts) = {month:UInt32} AND ${taken}`))
      await store.exec(insert, { ...params, month });
  await store.exec(
    `INSERT INTO product_shelf SELECT product_id, ${SHELF} FROM events WHERE ${IS_SHELVED} AND ${taken} GROUP BY product_id`,
    params,
  );
  await store.exec(`INSERT INTO order_back SELECT ${REFUND} FROM events WHERE ${IS_REFUND} AND ${taken}`, params);
  await store.exec(`INSERT INTO day_mark (name, until) SELECT '${KEPT}', toDateTime({until:UInt32}, 'UTC')`, {
    until: span.upTo,
  });
}

/** What is kept of some events, as the statements that add it. */
export function keptOf(which: string): readonly string[] {
  const own = "source = 'sdk' AS own";
  const sets = (table: string, span: string) =>
    `INSERT INTO ${table} SELECT name, ${own}, ${span} AS span, groupBitmapState(person_no) AS who FROM events WHERE ${which} GROUP BY name, own, span`;
  return [
    sets('day_sets', daySql('ts')),
    sets('month_sets', `toStartOfMonth(${daySql('ts')})`),
    `INSERT INTO moments SELECT name, ${own}, ts, person_no FROM events WHERE ${which}`,
  ];
}
