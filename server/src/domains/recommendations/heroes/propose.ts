import { addDays, DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { bound, piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { daySql } from '../../../platform/event-store/zone.ts';
import { shareInterval } from '../../../platform/share-interval.ts';
import { purchases } from '../../analytics/index.ts';
import type { Ports } from '../recommended.ts';

/** Half a year: what was bought again longer ago says little of what is bought now. */
const WINDOW_DAYS = 180;
/** Bought again within so many days. Taste: fresh goods come back within the month or not at all. */
const WITHIN_DAYS = 30;
/** Of so few nobody can say anything. */
const FEWEST_BUYERS = 5;
/** So many of the best are looked at for their price. */
const MOST_LOOKED_AT = 200;

export type Rate = { readonly buyers: number; readonly again: number };
export type Proposed = Rate & {
  readonly productId: string;
  readonly low: number;
  readonly high: number;
};
type Cards = Awaited<ReturnType<Ports['cards']>>;

/** Of each product who bought it first in this time long enough ago, and how many of them bought it again on a later day within a month. */
export async function ratesOf(ctx: Ctx): Promise<readonly (Rate & { readonly productId: string })[]> {
  const now = ctx.now();
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
  const ripe = addDays(shanghaiDay(now), -WITHIN_DAYS);
  const rows = await runQuery<Rate & { productId: string }>(
    ctx,
    piece`SELECT productId, count() AS buyers, countIf(arrayExists(d -> d > first AND d <= addDays(first, ${WITHIN_DAYS}), days)) AS again
      FROM (
        SELECT person_no, productId, min(day) AS first, groupUniqArray(day) AS days FROM (
          SELECT person_no, ${daySql('paid_at')} AS day, arrayJoin(arrayDistinct(arrayMap(l -> toString(l.2), order_lines))) AS productId
          FROM (${purchases(now, { columns: ['order_lines'], since })}) WHERE counts
        ) WHERE productId != '' GROUP BY person_no, productId
      ) WHERE first <= ${bound('Date', ripe)} GROUP BY productId`,
  );
  return rows.map(({ productId, buyers, again }) => ({ productId, buyers: Number(buyers), again: Number(again) }));
}

/**
 * Goods under a price that can be had, the surest first: by the lower end of the interval, so that two of two buyers are not before
 * eighty of a hundred.
 */
export async function propose(
  ctx: Ctx,
  cards: Ports['cards'],
  priceTo: number,
): Promise<{ readonly proposed: readonly Proposed[]; readonly cards: Cards }> {
  const ranked = (await ratesOf(ctx))
    .filter(({ buyers }) => buyers >= FEWEST_BUYERS)
    .flatMap((one): Proposed[] => {
      const interval = shareInterval(one.again, one.buyers);
      return interval === null ? [] : [{ ...one, ...interval }];
    })
    .toSorted((a, b) => b.low - a.low || b.buyers - a.buyers || (a.productId < b.productId ? -1 : 1))
    .slice(0, MOST_LOOKED_AT);
  const found =
    ranked.length === 0
      ? []
      : await cards(
          ctx,
          ranked.map(({ productId }) => productId),
        );
  const fits = new Set(found.filter(({ price }) => price <= priceTo).map(({ id }) => id));
  return { proposed: ranked.filter(({ productId }) => fits.has(productId)), cards: found };
}
