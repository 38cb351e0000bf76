import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { findProductSkus, type SkuFacts, sellsFor } from '../catalog/index.ts';
import { favouriteFell } from './events.ts';
import { isInStock, lowestOf } from './goods.ts';

/** Of one product at a time: a product that many keep is told in so many steps, and none holds back the others for long. */
const AT_ONCE = 1000;

/**
 * Who keeps a product whose price fell: each is told once of a price that is lower than what she saw and than what she was told
 * before. The price is the one of now, so what went up again meanwhile is told to nobody.
 */
export const tellFalls = sweep({
  name: 'interests.price-falls',
  due: sql`(select min(due_at) from interests.price_watch)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<{ productId: string; lastMember: string }>`
        select product_id, last_member from interests.price_watch where due_at <= ${ctx.now()}
        order by due_at limit 1 for update skip locked
      `.execute(ctx.db);
      const [watch] = rows;
      if (watch === undefined) return 0;
      const offered = (await findProductSkus(ctx, [watch.productId])).get(watch.productId) ?? [];
      const lowest = lowestOf(offered.filter(isInStock));
      const last = lowest ? await tellSome(ctx, lowest, watch.lastMember) : null;
      if (last === null)
        await sql`delete from interests.price_watch where product_id = ${watch.productId}`.execute(ctx.db);
      else
        await sql`
          update interests.price_watch set last_member = ${last} where product_id = ${watch.productId}
        `.execute(ctx.db);
      return 1;
    }),
});

/** The next of those who keep it; answers how far that went, null when all were looked at. */
async function tellSome(ctx: Ctx, sku: SkuFacts, after: string): Promise<string | null> {
  const price = sellsFor(sku);
  const { rows } = await sql<{ memberId: string; personNo: number; before: number; told: boolean }>`
    with next as (
      select member_id from interests.favourite where product_id = ${sku.productId} and member_id > ${after}
      order by member_id limit ${AT_ONCE}
    ), told as (
      update interests.favourite f set told_price = ${price} from next
      where f.product_id = ${sku.productId} and f.member_id = next.member_id
        and ${price}::int < least(f.price, coalesce(f.told_price, f.price))
      returning f.member_id, f.person_no, f.price as before
    )
    select next.member_id, coalesce(told.person_no, 0) as person_no, coalesce(told.before, 0) as before, told.member_id is not null as told
    from next left join told using (member_id) order by next.member_id
  `.execute(ctx.db);
  for (const { memberId, personNo, before, told } of rows)
    if (told)
      ctx.emit(favouriteFell, {
        personNo,
        payload: { memberId, productId: sku.productId, skuId: sku.id, name: sku.name, before, price },
      });
  return rows.length < AT_ONCE ? null : (rows.at(-1)?.memberId ?? null);
}
