import { addDays, dayStart } from '../../platform/calendar.ts';
import { ORDER_PAID, ORDER_REFUNDED } from './event.ts';
import { type ReportCtx, runQuery } from './query.ts';

/** What lifecycle stages and RFM are made of: a person's paid orders, as known at the end of a day. */
export type Buyer = {
  readonly personNo: number;
  /** Paid orders; those refunded whole are left out. */
  readonly orders: number;
  /** Paid less refunded, fen. */
  readonly spent: number;
  /** Buying days in order, `YYYY-MM-DD`; several orders on a day are one. */
  readonly days: readonly string[];
};

export type BuyersInput = {
  /** Last day that is known (Asia/Shanghai). */
  readonly asOf: string;
  /** Only orders and refunds from this day on; absent: all. */
  readonly since?: string;
  readonly personNos?: readonly number[];
};

/** Everyone with a paid order, by number. Set-based: a million buyers are one pass over their orders. */
export async function buyersAsOf(ctx: ReportCtx, input: BuyersInput): Promise<Buyer[]> {
  return runQuery<Buyer>(ctx, {
    sql: `
SELECT
  person_no AS personNo,
  greatest(countIf(name = '${ORDER_PAID}') - countIf(name = '${ORDER_REFUNDED}' AND JSONExtractBool(props, 'whole')), 0) AS orders,
  sumIf(value, name = '${ORDER_PAID}') - sumIf(value, name = '${ORDER_REFUNDED}') AS spent,
  arrayMap(d -> toString(d), arraySort(groupUniqArrayIf(toDate(ts, 'Asia/Shanghai'), name = '${ORDER_PAID}'))) AS days
FROM events FINAL
WHERE name IN ('${ORDER_PAID}', '${ORDER_REFUNDED}') AND source != 'sdk' AND person_no > 0
  AND ts >= {since:DateTime64(3, 'UTC')} AND ts < {known:DateTime64(3, 'UTC')}
  AND (empty({persons:Array(UInt32)}) OR person_no IN {persons:Array(UInt32)})
GROUP BY person_no
HAVING notEmpty(days)
ORDER BY person_no`,
    params: {
      since: input.since ? dayStart(input.since) : new Date(0),
      known: dayStart(addDays(input.asOf, 1)),
      persons: input.personNos ?? [],
    },
  });
}
