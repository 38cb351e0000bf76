import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { ORDER_PAID, ORDER_REFUNDED } from './event.ts';

/**
 * The one counting rule, over the facts known before an instant; `audiences.standing` follows it in PostgreSQL. A row a paid
 * order: person_no, order_id, paid_at, `amount` (paid), `refunded`, `spent` = amount − refunded, and `counts`: it is a paid
 * order that was not given back whole, at once or part by part. Whoever reports orders, spent or a stage reads from here.
 *
 * FINAL, for an event that is stored twice for a while must not be paid twice. Events of the SDK are no money.
 */
export function purchases(known: Date): Piece {
  const before = piece`source != 'sdk' AND ts < ${bound(INSTANT, known)}`;
  return piece`
SELECT paid.person_no AS person_no, paid.order_id AS order_id, paid.ts AS paid_at, paid.value AS amount,
  ifNull(given.back, 0) AS refunded, amount - refunded AS spent,
  ifNull(given.whole, 0) = 0 AND (amount = 0 OR refunded < amount) AS counts
FROM (SELECT person_no, order_id, ts, value FROM history_once AS events WHERE name = '${ORDER_PAID}' AND person_no > 0 AND ${before}) AS paid
LEFT JOIN (
  SELECT order_id, sum(value) AS back, max(JSONExtractBool(props, 'whole')) AS whole FROM history_once AS events
  WHERE name = '${ORDER_REFUNDED}' AND order_id != '' AND ${before} GROUP BY order_id
) AS given ON paid.order_id = given.order_id`;
}

/** Everyone known before an instant: who joined, or bought. */
export function everyone(known: Date): Piece {
  return piece`SELECT person_no FROM history AS events
    WHERE name IN ('member.joined', '${ORDER_PAID}') AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}`;
}
