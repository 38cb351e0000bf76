import { sql } from 'kysely';
import { addDays, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { catalogErrors } from './errors.ts';
import { sellsFor } from './find-skus.ts';

/** Days that a shopper is shown, today among them. */
const DAYS = 90;
const MOST_CHANGES = 1000;

type Change = {
  readonly skuId: string;
  readonly price: number;
  readonly memberPrice: number | null;
  readonly at: Date;
};

/**
 * What a piece of a product sold for at each day's end, and now: the lowest of its SKUs, as lists show it. A draft has none; a day
 * before the first price was written down is left out.
 */
export async function readPriceTrend(ctx: Ctx, productId: string) {
  const { rows: known } = await sql`
    select from catalog.product where id = ${productId} and status <> 'draft'
  `.execute(ctx.db);
  if (known.length === 0) throw catalogErrors.error('product_not_found');
  const { rows } = await sql<Change>`
    select * from (
      select c.id, c.sku_id, c.price, c.member_price, c.at
      from catalog.price_change c join catalog.sku s on s.id = c.sku_id
      where c.product_id = ${productId} and not s.retired order by c.id desc limit ${MOST_CHANGES}
    ) latest order by id
  `.execute(ctx.db);
  return { days: trendOf(rows, ctx.now()) };
}

/** The day's last price by day, oldest first. */
export function trendOf(changes: readonly Change[], now: Date): { readonly day: string; readonly price: number }[] {
  const today = shanghaiDay(now);
  const costs = new Map<string, number>();
  let next = 0;
  return Array.from({ length: DAYS }, (_, n) => addDays(today, n + 1 - DAYS)).flatMap((day) => {
    const end = dayStart(addDays(day, 1));
    for (let change = changes[next]; change && change.at < end; next += 1, change = changes[next])
      costs.set(change.skuId, sellsFor(change));
    return costs.size === 0 ? [] : [{ day, price: Math.min(...costs.values()) }];
  });
}
