import { sql } from 'kysely';
import { payloadOf } from '../../platform/facts.ts';
import { listener } from '../../platform/listeners.ts';
import { productRepriced, skuBackInStock } from '../catalog/events.ts';
import { sellsFor } from '../catalog/index.ts';

/** Prices that fell and goods that came back: noted, and told to those who wait by sweeps, some hundreds at a time. */
export const onGoods = listener({
  name: 'interests.on-goods',
  on: [productRepriced, skuBackInStock],
  batch: 500,
  handle: async (ctx, facts) => {
    const fallen = facts.flatMap((told) => {
      const repriced = payloadOf(productRepriced, told);
      return repriced?.changes.some((now) => sellsFor(now) < sellsFor(now.before)) ? [repriced.productId] : [];
    });
    if (fallen.length > 0)
      await sql`
        insert into interests.price_watch (product_id, due_at)
        select distinct f.product_id, ${ctx.now()}::timestamptz from unnest(${fallen}::text[]) as f (product_id)
        where exists (select from interests.favourite v where v.product_id = f.product_id)
        on conflict (product_id) do update set last_member = '', due_at = excluded.due_at
      `.execute(ctx.db);
    const back = facts.flatMap((told) => payloadOf(skuBackInStock, told)?.skuId ?? []);
    if (back.length > 0)
      await sql`
        insert into interests.stock_watch (sku_id, due_at)
        select distinct b.sku_id, ${ctx.now()}::timestamptz from unnest(${back}::text[]) as b (sku_id)
        where exists (select from interests.stock_request r where r.sku_id = b.sku_id and r.told_at is null)
        on conflict (sku_id) do update set due_at = excluded.due_at
      `.execute(ctx.db);
  },
});
