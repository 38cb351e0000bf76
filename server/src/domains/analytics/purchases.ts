import type { PersonSet } from '../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../platform/event-store/piece.ts';
import { refundsSql } from './days.ts';
import { ORDER_PAID } from './event.ts';
import { MERGED_SET, turnedSql } from './turned-set.ts';

/**
 * The one counting rule, over the facts known before an instant; `audiences.standing` follows it in PostgreSQL. A row a paid
 * order: person_no, order_id, paid_at, `amount` (paid), `refunded`, `spent` = amount − refunded, and `counts`: it is a paid
 * order that was not given back whole, at once or part by part. Whoever reports orders, spent or a stage reads from here.
 *
 * Each event once, for one that is stored twice for a while must not be paid twice. Events of the SDK are no money. Few orders
 * get anything back, so refunds are gathered first and joined: a third of the time of gathering all orders by their number
 * (measured with 480 000 orders, a twentieth of them with refunds).
 */
export function purchases(known: Date, { columns = [], since, whom }: More = {}): Piece {
  return piece`
SELECT ${columns.map((column) => `${column}, `).join('')}person_no, order_id, ts AS paid_at, value AS amount, ifNull(backs.back, 0) AS back, ${refundedSql('back')} AS refunded,
  amount - refunded AS spent, ${countsSql('back')} AS counts
FROM (${paidSql(known, { columns, ...(since ? { since } : {}), ...(whom ? { whom } : {}) })}) AS paid ANY LEFT JOIN (
  SELECT order_key, ${backSql('1')} AS back FROM (${refundsSql(known, whom && ordersOf(whom))}) GROUP BY order_key
) AS backs USING (order_key)`;
}

type More = {
  /** More columns of the fact of the payment. */
  readonly columns?: readonly ('order_key' | 'order_lines' | 'props')[];
  /** Only what was paid from then on: the rest is not read. */
  readonly since?: Date;
  /** Only orders of some persons (`ofPerson`), and what was given back of these. */
  readonly whom?: Piece;
};

/** The same as things stood at two instants: `spent` and `counts` at the one, `counts_then` at the other; each row is paid before one of them. */
export function purchasesAt(moment: Date, then: Date): Piece {
  const known = moment > then ? moment : then;
  const before = (instant: Date) => piece`ts < ${bound(INSTANT, instant)}`;
  return piece`
SELECT person_no, ts AS paid_at, value AS amount, ifNull(backs.back, 0) AS back, ifNull(backs.back_then, 0) AS back_then,
  ${before(moment)} AS is_paid, if(is_paid, amount - ${refundedSql('back')}, 0) AS spent, is_paid AND ${countsSql('back')} AS counts,
  ${before(then)} AND ${countsSql('back_then')} AS counts_then
FROM (${paidSql(known)}) AS paid ANY LEFT JOIN (
  SELECT order_key, ${backSql(before(moment))} AS back, ${backSql(before(then))} AS back_then FROM (${refundsSql(known)}) GROUP BY order_key
) AS backs USING (order_key)`;
}

function paidSql(known: Date, { columns = [], since, whom }: More = {}): Piece {
  const more = MORE_COLUMNS.map((column) => (columns.some((one) => one === column) ? `, ${column}` : '')).join('');
  return piece`SELECT person_no, order_id, order_key, ts, value${more} FROM history_once AS events
  WHERE name = '${ORDER_PAID}' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
  ${since ? piece`AND ts >= ${bound(INSTANT, since)}` : ''} ${whom ? piece`AND ${whom}` : ''}`;
}

const MORE_COLUMNS = ['order_lines', 'props'] as const;

function ordersOf(whom: Piece): Piece {
  return piece`order_key IN (SELECT order_key FROM history AS events WHERE name = '${ORDER_PAID}' AND ${whom})`;
}

/** Of an order's refunds: twice their sum, and one more if it was given back whole. */
function backSql(which: Piece | string): Piece {
  return piece`toInt64(2 * sumIf(value, ${which}) + maxIf(whole, ${which}))`;
}

const refundedSql = (back: string) => `bitShiftRight(${back}, 1)`;
/** Of a paid `amount`. */
const countsSql = (back: string) => `(bitAnd(${back}, 1) = 0 AND (amount = 0 OR ${refundedSql(back)} < amount))`;

/** Everyone known before an instant: who joined, or bought. */
export function everyone(known: Date): Piece {
  return piece`SELECT person_no FROM history AS events
    WHERE name IN ('member.joined', '${ORDER_PAID}') AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}`;
}

/** The same persons by the numbers that stand for them now: whoever keeps a set outside of the store keeps the numbers it was told. */
export function asTheyAreNow({ bitmap }: PersonSet): PersonSet {
  return { bitmap: piece`(WITH ${bitmap} AS told, ${MERGED_SET} SELECT ${turnedSql('told')})` };
}
