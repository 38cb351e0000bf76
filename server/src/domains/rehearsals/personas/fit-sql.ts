import { DAY_MS } from '../../../platform/calendar.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { everyone, purchases } from '../../analytics/index.ts';

/** What is older says little of the weeks to come. */
export const LOOKS_BACK_DAYS = 180;
/** Orders of one history at most: enough for any stage, and for what she is worth. */
const MOST_ORDERS = 24;
/** A phone may tell what it did for thirty days, and so may a simulated one; the newest of somebody who looks at everything. */
const ACTS_BACK_DAYS = 28;
const MOST_ACTS = 60;

const since = (now: Date, days: number) => bound(INSTANT, new Date(now.getTime() - days * DAY_MS));

/** Members, buyers, and what all of them do; `repeating`: days since first orders and orders after them, in `LOOKS_BACK_DAYS`; `soon`: of those who joined, who bought within a week; `late`: first orders after that week, in 90 days; `lately`: their orders in the last so many days. One row. */
export function shopSql(now: Date, days: number): Piece {
  const own = piece`source = 'sdk' AND ts >= ${since(now, 90)} AND ts < ${bound(INSTANT, now)}`;
  const firsts = piece`SELECT person_no AS no, min(paid_at) AS began, countIf(paid_at >= ${since(now, LOOKS_BACK_DAYS)}) AS recent
    FROM (${purchases(now)}) WHERE counts GROUP BY person_no`;
  const joined = (from: number, until: number) => piece`SELECT person_no, at FROM (
    SELECT person_no, min(ts) AS at FROM history AS events WHERE name = 'member.joined' AND source != 'sdk' AND person_no > 0 GROUP BY person_no
  ) WHERE at >= ${since(now, from)} AND at < ${since(now, until)}`;
  return piece`
SELECT
  (SELECT uniqExact(person_no) FROM (${everyone(now)})) AS members,
  (SELECT uniqExact(person_no) FROM (${purchases(now)}) WHERE counts) AS buyers,
  (SELECT tuple(sum(least(${LOOKS_BACK_DAYS}, greatest(1, dateDiff('day', began, ${bound(INSTANT, now)})))), sum(recent - (began >= ${since(now, LOOKS_BACK_DAYS)})))
    FROM (${firsts})) AS repeating,
  (SELECT tuple(count(), countIf(began < at + INTERVAL 7 DAY)) FROM (${joined(90, 7)}) AS came ANY LEFT JOIN (${firsts}) AS bought ON came.person_no = bought.no) AS soon,
  (SELECT countIf(began >= at + INTERVAL 7 DAY AND began >= ${since(now, 90)}) FROM (${joined(4000, 0)}) AS came ANY INNER JOIN (${firsts}) AS bought ON came.person_no = bought.no) AS late,
  (SELECT count() FROM (${purchases(now)}) WHERE counts AND paid_at >= ${since(now, days)}) AS lately,
  (SELECT count() FROM (${purchases(now)}) WHERE counts AND paid_at >= ${since(now, 90)}) AS ordersOfVisits,
  (SELECT toInt64(avg(spent)) FROM (${purchases(now)}) WHERE counts) AS basket,
  (SELECT uniqExact(person_no) FROM history AS events WHERE name = 'member.joined' AND source != 'sdk' AND ts >= ${since(now, 28)}) AS joined,
  (SELECT uniqExact(tuple(person_no, ${daySql('ts')})) FROM history AS events WHERE person_no > 0 AND ${own}) AS visits,
  (SELECT uniqExact(tuple(person_no, ${daySql('ts')})) FROM history AS events WHERE person_no > 0 AND name = 'cart_add' AND ${own}) AS carts,
  (SELECT uniqExact(event_id) FROM history AS events WHERE name = 'message.sent' AND source != 'sdk' AND ts >= ${since(now, 90)}) AS sent,
  (SELECT uniqExact(event_id) FROM history AS events WHERE name = 'message.opened' AND source != 'sdk' AND ts >= ${since(now, 90)}) AS opened,
  (SELECT uniqExact(person_no) FROM history AS events WHERE name = 'consent.given' AND source != 'sdk') AS allowed,
  (SELECT uniqExact(person_no) FROM history AS events WHERE name IN ('consent.given', 'consent.refused') AND source != 'sdk') AS asked`;
}

/**
 * Some buyers and some others, drawn by the seed, as their histories tell: whole days and yuan, nothing that says who they are. `hours`: visits by the hour of
 * the day; `categories`: what she looked at, by category; `acts`: what she looked at (0) and put into her cart (1) lately, the newest first.
 */
export function peopleSql(now: Date, seed: number, count: { readonly buyers: number; readonly others: number }): Piece {
  const until = bound(INSTANT, now);
  const buyers = piece`SELECT DISTINCT person_no FROM (${purchases(now)}) WHERE counts`;
  const some = (of: Piece, most: number) => piece`
    SELECT person_no FROM (${of}) ORDER BY cityHash64(person_no, ${bound('UInt32', seed)}), person_no LIMIT ${bound('UInt32', most)}`;
  const others = piece`SELECT DISTINCT person_no FROM (${everyone(now)}) WHERE person_no NOT IN (${buyers})`;
  const drawn = piece`
    SELECT person_no FROM (${some(buyers, count.buyers)}) UNION ALL SELECT person_no FROM (${some(others, count.others)})`;
  const among = piece`person_no IN (${drawn})`;
  const ago = (at: string) => piece`greatest(0, dateDiff('day', ${daySql(at)}, ${daySql(`(${until.sql})`)}))`;
  return {
    ...piece`
SELECT joined.person_no AS no, ${ago('joined.at')} AS joined_ago, ifNull(bought.orders, []) AS orders, ifNull(seen.days, 0) AS visit_days,
  ifNull(seen.hours, []) AS hours, ifNull(liked.categories, []) AS categories, ifNull(acted.acts, []) AS acts
FROM (
  SELECT person_no, min(ts) AS at FROM history AS events
  WHERE name IN ('member.joined', 'order.paid') AND source != 'sdk' AND ts < ${until} AND ${among} GROUP BY person_no
) AS joined
ANY LEFT JOIN (
  SELECT person_no, arraySlice(arraySort(o -> -o.1, groupArray(tuple(${ago('paid_at')}, toInt64(round(spent / 100))))), -${MOST_ORDERS}) AS orders
  FROM (${purchases(now)}) WHERE counts AND ${among} GROUP BY person_no
) AS bought ON joined.person_no = bought.person_no
ANY LEFT JOIN (
  SELECT person_no, uniqExact(${daySql('began')}) AS days, groupArray(toHour(began, 'Asia/Shanghai')) AS hours FROM (
    SELECT person_no, min(ts) AS began FROM history AS events
    WHERE source = 'sdk' AND ts >= ${since(now, 90)} AND ts < ${until} AND ${among} GROUP BY person_no, session_id
  ) GROUP BY person_no
) AS seen ON joined.person_no = seen.person_no
ANY LEFT JOIN (
  SELECT person_no, arraySlice(arraySort(c -> (-c.2, c.1), groupArray(tuple(category, n))), 1, 5) AS categories FROM (
    SELECT person_no, toString(category_id) AS category, count() AS n FROM history AS events
    WHERE name = 'product_view' AND category_id != '' AND ts >= ${since(now, LOOKS_BACK_DAYS)} AND ts < ${until} AND ${among}
    GROUP BY person_no, category
  ) GROUP BY person_no
) AS liked ON joined.person_no = liked.person_no
ANY LEFT JOIN (
  SELECT person_no, arrayMap(a -> tuple(a.2, a.3, a.4, a.5, a.6), arraySlice(arrayReverseSort(groupArray(
    tuple(ts, ${ago('ts')}, toHour(ts, 'Asia/Shanghai'), toUInt8(name = 'cart_add'), toString(product_id), toString(category_id))
  )), 1, ${MOST_ACTS})) AS acts FROM history_once AS events
  WHERE name IN ('product_view', 'cart_add') AND source = 'sdk' AND product_id != '' AND ts >= ${since(now, ACTS_BACK_DAYS)} AND ts < ${until} AND ${among}
  GROUP BY person_no
) AS acted ON joined.person_no = acted.person_no
ORDER BY no`,
  };
}
