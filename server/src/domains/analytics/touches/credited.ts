import { DAY_MS } from '../../../platform/calendar.ts';
import { bound, INSTANT, joinPieces, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { earlier, type Range } from '../../../platform/event-store/range.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import type { Touches, TouchSource } from '../../../platform/touches.ts';
import { purchases } from '../purchases.ts';

/** Which touch before an order counts: the last that she got, or the last by which she came in. */
export type Credit = 'reached' | 'opened';

export type TouchesAsked = { readonly range: Range; readonly credit: Credit; readonly days: number };

const NONE: Piece = piece`SELECT toUInt32(0) AS person_no, toDateTime64(0, 3, 'UTC') AS ts, toUInt64(0) AS event_key, '' AS channel, '' AS asked, '' AS cause, '' AS label WHERE 0`;

/** Every touch of these days. Where she was reached, notices of what she did herself count for nothing; what she opened counts whatever it was. */
export function touchesSql(all: readonly Touches[], credit: Credit, within: Piece): Piece {
  const arms = all.flatMap(({ told }) => {
    const rows = told?.[credit]?.(within);
    return rows === undefined
      ? []
      : [piece`SELECT person_no, ts, event_key, channel, asked, cause, label FROM (${rows})`];
  });
  const notices = credit === 'opened' ? [] : all.flatMap(({ sources = [] }) => sources.filter((one) => one.isNotice));
  return piece`SELECT * FROM (${arms.length === 0 ? NONE : joinPieces(arms, ' UNION ALL ')}) WHERE person_no > 0 AND asked NOT IN (${listSql(notices)})`;
}

/**
 * A row a paid order of the range, given back or not, with the touch that it is of: person_no, order_id, amount, spent, counts,
 * on_day, channel, asked, cause, label. One order, one touch: the last before the payment, not longer ago than `days`; so all rows add up. Of two in
 * one moment the one with the greater key, as attribution has it.
 */
export function ordersOfTouches(all: readonly Touches[], { range, credit, days }: TouchesAsked): Piece {
  const since = new Date(range.start.getTime() - days * DAY_MS);
  const within = piece`ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, earlier(range.until, range.known))}`;
  return piece`
SELECT o.person_no AS person_no, o.order_id AS order_id, o.amount AS amount, o.spent AS spent, o.counts AS counts, ${daySql('o.paid_at', range.zone)} AS on_day,
  t.hers.1 AS channel, t.hers.2 AS asked, t.hers.3 AS cause, t.hers.4 AS label
FROM (
  SELECT person_no, order_id, paid_at, amount, spent, counts FROM (${purchases(range.known, { since: range.start })})
  WHERE paid_at < ${bound(INSTANT, range.until)}
) AS o ASOF INNER JOIN (
  SELECT person_no, ts, argMax((channel, asked, cause, label), event_key) AS hers FROM (${touchesSql(all, credit, within)}) GROUP BY person_no, ts
) AS t ON o.person_no = t.person_no AND o.paid_at >= t.ts
WHERE o.paid_at <= t.ts + INTERVAL ${days} DAY`;
}

/** Names of ours as a list of the statement. */
export function listSql(sources: readonly Pick<TouchSource, 'name'>[]): Piece {
  return sources.length === 0
    ? piece`''`
    : joinPieces(
        sources.map(({ name }) => bound('String', name)),
        ', ',
      );
}
