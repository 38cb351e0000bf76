import { valuesOf } from '@huoshui/contracts/words';
import { type AttributionModel, attributionModel, type TouchKind, touchKind } from '@huoshui/contracts/words/analytics';
import { DAY_MS } from '../../../platform/calendar.ts';
import { bound, INSTANT, joinPieces, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { earlier, type Range } from '../../../platform/event-store/range.ts';
import { ARRIVAL_SQL, DIRECT } from '../arrivals.ts';
import { purchases } from '../purchases.ts';

export type Asked = {
  readonly range: Range;
  readonly window: number;
  readonly halfLife: number;
  readonly kinds: readonly TouchKind[];
};

/** Before one order: with an amount of an order that is less than 2⁶³ in every sum of weights. Nobody is touched so often. */
const MOST_TOUCHES = 2000;

export const MODELS: readonly AttributionModel[] = valuesOf(attributionModel);
export const KINDS: readonly TouchKind[] = valuesOf(touchKind);

/** The kind of a touch by its key: what stands before the colon. */
export const kindSql = (key: string): string => `splitByChar(':', ${key})[1]`;

/**
 * A row an order of the range on which something was spent or that counts: order_id, order_key, person_no, paid_at, amount, refunded,
 * spent, counts, `touches` in order (when, which), and of each model an array beside it, the fen that each touch gets.
 *
 * A touch counts from `window` days before the payment up to it. Who comes by herself was touched by nothing; a coupon touched the
 * order that it was used in. Where nothing did, the one touch is `direct`. Weights are whole numbers and fen are what is left between
 * two sums of them, so that parts add up exactly, also of what is below nothing.
 */
export function creditedSql(asked: Asked, which: Piece = piece`1`): Piece {
  const { range, window } = asked;
  const sums = (model: AttributionModel) => `arrayCumSum(${weightsSql(model, asked.halfLife)}) AS sums_${model}`;
  const fen = (model: AttributionModel) => {
    const upTo = `arrayMap(s -> intDiv(spent * s, sums_${model}[-1]), sums_${model})`;
    return `arrayDifference(arrayPushFront(${upTo}, toInt64(0))) AS cuts_${model}, arrayPopFront(cuts_${model}) AS credits_${model}`;
  };
  return piece`
SELECT order_id, order_key, number, person_no, paid_at, amount, refunded, spent, counts, touches, length(touches) AS size,
  ${MODELS.map((model) => `${sums(model)}, ${fen(model)}`).join(',\n  ')}
FROM (
  SELECT order_id, order_key, JSONExtractString(props, 'number') AS number, person_no, paid_at, amount, refunded, spent, counts,
    toUnixTimestamp64Milli(paid_at) AS paid_ms,
    arrayFilter(t -> t.1 <= paid_ms AND t.1 >= paid_ms - ${window * DAY_MS}, touched.hers) AS before,
    arraySlice(arrayConcat(before, arrayMap(key -> (paid_ms, toUInt64(0), key), used.coupons)), -${MOST_TOUCHES}) AS known,
    if(empty(known), [(paid_ms, toUInt64(0), '${DIRECT}')], known) AS touches
  FROM (${purchases(range.known, { columns: ['order_key', 'props'], since: range.start })}) AS bought
  ANY LEFT JOIN (${touchedSql(asked)}) AS touched USING (person_no)
  ANY LEFT JOIN (${usedSql(asked)}) AS used USING (order_key)
  WHERE paid_at >= ${bound(INSTANT, range.start)} AND paid_at < ${bound(INSTANT, range.until)} AND (counts OR spent != 0) AND ${which}
)`;
}

/** Whole numbers, one a touch: `touches` and `paid_ms` of the order. */
function weightsSql(model: AttributionModel, halfLife: number): string {
  const place = 'arrayEnumerate(touches)';
  switch (model) {
    case 'first':
      return `arrayMap(n -> toInt64(n = 1), ${place})`;
    case 'last':
      return `arrayMap(n -> toInt64(n = length(touches)), ${place})`;
    case 'linear':
      return `arrayMap(n -> toInt64(1), ${place})`;
    case 'position':
      // 40 % each, and 20 % shared by what lies between; two share evenly.
      return `arrayMap(n -> toInt64(if(length(touches) < 3, 1, if(n = 1 OR n = length(touches), 2 * (length(touches) - 2), 1))), ${place})`;
    case 'decay':
      // A millionth is the least that a touch weighs.
      return `arrayMap(t -> greatest(toInt64(1), toInt64(round(1048576 * exp2((t.1 - paid_ms) / ${halfLife * DAY_MS})))), touches)`;
  }
}

/** Of each person what touched her, in order: when (ms), the event, which. */
function touchedSql({ range, window, kinds }: Asked): Piece {
  const since = new Date(range.start.getTime() - window * DAY_MS);
  const within = piece`ts >= ${bound(INSTANT, since)} AND ts < ${bound(INSTANT, earlier(range.until, range.known))} AND person_no > 0`;
  const arms = [
    ...(kinds.includes('source') || kinds.includes('scene')
      ? [
          piece`SELECT person_no, ts, event_key, ${ARRIVAL_SQL} AS key FROM history_once AS events WHERE name = 'app_launch' AND source = 'sdk' AND ${within}`,
        ]
      : []),
    ...(kinds.includes('journey') || kinds.includes('message')
      ? [
          piece`SELECT person_no, ts, event_key, toString(touch) AS key FROM history_once AS events WHERE name = 'message.opened' AND source != 'sdk' AND ${within}`,
        ]
      : []),
  ];
  if (arms.length === 0)
    return piece`SELECT toUInt32(0) AS person_no, CAST([], 'Array(Tuple(Int64, UInt64, String))') AS hers WHERE 0`;
  return piece`SELECT person_no, arraySort(groupArray((toUnixTimestamp64Milli(ts), event_key, key))) AS hers
    FROM (${joinPieces(arms, ' UNION ALL ')}) WHERE ${kindSql('key')} IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) AND key != '${DIRECT}' GROUP BY person_no`;
}

/** The coupons of each order. */
function usedSql({ range, kinds }: Asked): Piece {
  return piece`SELECT order_key, arraySort(groupUniqArray(toString(touch))) AS coupons FROM history AS events
    WHERE ${kinds.includes('coupon') ? 1 : 0} AND name = 'coupon.used' AND source != 'sdk' AND order_id != ''
      AND ts >= ${bound(INSTANT, range.start)} - INTERVAL 1 DAY AND ts < ${bound(INSTANT, range.known)} GROUP BY order_key`;
}
