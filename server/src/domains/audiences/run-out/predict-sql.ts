import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { purchases } from '../../analytics/index.ts';
import type { Cycle } from './cycles.ts';
import { LONGEST, PRIOR_GAPS } from './predict.ts';

/** What is older says nothing of what she uses now. */
export const LOOKS_BACK_DAYS = 730;

/**
 * A row a person and category: `bought`, by day and the oldest first, of (day, units, productId, skuId, name); of orders that count. `categories`
 * names those that are asked for; null: all.
 */
export function boughtSql(known: Date, categories: readonly string[] | null): Piece {
  const since = dayStart(addDays(shanghaiDay(known), -LOOKS_BACK_DAYS));
  const asked = bound('Array(String)', categories ?? []);
  const [named, chosen] =
    categories === null
      ? [piece`1`, piece`category != ''`]
      : [piece`multiSearchAny(props, ${asked})`, piece`category IN ${asked}`];
  return piece`
SELECT person_no, category, arraySort(groupArray((day, units, product, sku, title))) AS bought FROM (
  SELECT person_no, category, day, sum(quantity) AS units, argMax(product_of, place) AS product, argMax(sku_of, place) AS sku, argMax(title_of, place) AS title
  FROM (
    SELECT person_no, ${daySql('ts')} AS day, (ts, order_id, JSONExtractString(line, 'lineId')) AS place, JSONExtractString(line, 'categoryId') AS category,
      JSONExtractString(line, 'productId') AS product_of, JSONExtractString(line, 'skuId') AS sku_of,
      JSONExtractString(line, 'name') AS title_of, JSONExtractUInt(line, 'quantity') AS quantity
    FROM (
      SELECT person_no, ts, order_id, arrayJoin(JSONExtractArrayRaw(props, 'lines')) AS line FROM history_once AS events
      WHERE name = 'order.paid' AND source != 'sdk' AND person_no > 0 AND ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, known)} AND ${named}
        AND order_id IN (SELECT order_id FROM (${purchases(known)}) WHERE counts)
    )
  ) WHERE ${chosen} AND quantity > 0 GROUP BY person_no, category, day
) GROUP BY person_no, category`;
}

/** A row a person and category with a cycle: person_no, category, `bought` and `run_out`, the day; `runOutOf` in the words of the event store. */
export function runOutSql(known: Date, cycles: readonly Cycle[], categories: readonly string[] | null): Piece {
  const of = categories === null ? cycles : cycles.filter(({ categoryId }) => categories.includes(categoryId));
  const ids = bound(
    'Array(String)',
    of.map(({ categoryId }) => categoryId),
  );
  const lasting = bound(
    'Array(Float64)',
    of.map(({ daysPerUnit }) => daysPerUnit),
  );
  const hers = 'if(gaps = 0, 0, (days[-1] - days[1]) / arraySum(arrayPopBack(bought.2)))';
  const lasts = piece`(gaps * ${hers} + ${PRIOR_GAPS} * transform(category, ${ids}, ${lasting}, 0.)) / (gaps + ${PRIOR_GAPS}) * bought.2[-1]`;
  return piece`
SELECT person_no, category, bought, bought.1 AS days, length(bought) - 1 AS gaps,
  days[-1] + toInt32(least(${LONGEST}, greatest(1, floor(${lasts} + 0.5)))) AS run_out
FROM (${boughtSql(
    known,
    of.map(({ categoryId }) => categoryId),
  )})`;
}
