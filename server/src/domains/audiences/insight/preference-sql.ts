import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { purchases, shelfSql } from '../../analytics/index.ts';
import type { Rules } from './rules.ts';

/** Signals that are older than so many half-lives count for nothing that anybody would see. */
export const HALF_LIVES = 8;

/**
 * What members like: a row a person and category with `score`, `views`, `carts` and `buys`, and `place`, 1 for what she likes best. Each
 * view, each putting into the cart and each line of an order that counts is worth its weight, halved with every half-life that has
 * passed since. The cart knows products only: their category is that of the product's views. `whom` keeps it to some persons.
 */
export function preferenceSql(rules: Rules, known: Date, whom?: Piece): Piece {
  const { viewWeight, cartWeight, orderWeight, halfLifeDays, leastScore } = rules;
  const since = new Date(known.getTime() - HALF_LIVES * halfLifeDays * 86_400_000);
  const inTime = piece`ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, known)} AND person_no > 0 ${whom ? piece`AND ${whom}` : ''}`;
  const age = piece`dateDiff('millisecond', ts, ${bound(INSTANT, known)}) / 86400000`;
  const weight = piece`multiIf(kind = 'view', ${bound('Float64', viewWeight)}, kind = 'cart', ${bound('Float64', cartWeight)}, ${bound('Float64', orderWeight)})`;
  return piece`
SELECT *, row_number() OVER (PARTITION BY person_no ORDER BY score DESC, category) AS place FROM (
  SELECT person_no, category, round(sum(${weight} * exp2(-(${age}) / ${halfLifeDays})), 6) AS score, countIf(kind = 'view') AS views,
    countIf(kind = 'cart') AS carts, countIf(kind = 'order') AS buys
  FROM (
    SELECT person_no, ts, 'view' AS kind, toString(category_id) AS category FROM history_once AS events WHERE name = 'product_view' AND ${inTime}
    UNION ALL
    SELECT person_no, ts, 'cart' AS kind, ifNull(shelf.of, '') AS category FROM (
      SELECT person_no, ts, product_id FROM history_once AS events WHERE name = 'cart_add' AND ${inTime}
    ) AS put ANY LEFT JOIN (
      ${shelfSql()}
    ) AS shelf USING (product_id)
    UNION ALL
    SELECT person_no, paid_at AS ts, 'order' AS kind, toString(line.category) AS category
    FROM (${purchases(known, { columns: ['order_lines'], since, ...(whom ? { whom } : {}) })}) ARRAY JOIN order_lines AS line WHERE counts
  ) WHERE category != '' GROUP BY person_no, category
) WHERE score >= ${bound('Float64', leastScore)}`;
}
