import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { findSkus, type SkuFacts, sellsFor } from '../catalog/index.ts';
import { stockRequestMet } from './events.ts';
import { isInStock } from './goods.ts';

/** For each piece that is there so many are told, who asked first at first: not everybody who hears it buys. */
const FOR_EACH_PIECE = 5;
const AT_ONCE = 500;
/** The next are told when the first have had time to buy, as long as there is something left. */
const WAVE_MS = 30 * MINUTE_MS;
/** Nobody hears of two things at one moment: each is told by itself. */
const APART_MS = 10 * MINUTE_MS;
/** How long after it is looked again whether something that is off the shelf came back to it. */
const OFF_SALE_MS = 6 * 60 * MINUTE_MS;

/** SKUs that came back: those who asked are told in waves, while there is something left; what sold out again is told to nobody. */
export const tellBack = sweep({
  name: 'interests.back-in-stock',
  due: sql`(select min(due_at) from interests.stock_watch)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows } = await sql<{ skuId: string }>`
        select sku_id from interests.stock_watch where due_at <= ${ctx.now()} order by due_at limit 1
        for update skip locked
      `.execute(ctx.db);
      const [watch] = rows;
      if (watch === undefined) return 0;
      const sku = (await findSkus(ctx, [watch.skuId])).get(watch.skuId);
      const again = sku && (await isWaitedFor(ctx, watch.skuId)) ? await look(ctx, sku) : null;
      await (again === null
        ? sql`delete from interests.stock_watch where sku_id = ${watch.skuId}`.execute(ctx.db)
        : sql`update interests.stock_watch set due_at = ${again} where sku_id = ${watch.skuId}`.execute(ctx.db));
      return 1;
    }),
});

async function isWaitedFor(ctx: Ctx, skuId: string): Promise<boolean> {
  const { rows } = await sql`
    select from interests.stock_request where sku_id = ${skuId} and told_at is null limit 1
  `.execute(ctx.db);
  return rows.length > 0;
}

/** Tell some; answers when to look again, null when there is nothing to be had: the next delivery begins anew. */
async function look(ctx: Ctx, sku: SkuFacts): Promise<Date | null> {
  const later = (ms: number) => new Date(ctx.now().getTime() + ms);
  if (!isInStock(sku)) return null;
  if (!sku.onSale) return sku.opensAt ?? later(OFF_SALE_MS);
  const most = Math.min(AT_ONCE, Math.max(sku.available, sku.atStores) * FOR_EACH_PIECE);
  const { rows } = await sql<{ memberId: string; personNo: number; app: string }>`
    with next as (
      select r.member_id from interests.stock_request r
      where r.sku_id = ${sku.id} and r.told_at is null and not exists (
        select from interests.stock_request other where other.member_id = r.member_id and other.told_at > ${later(-APART_MS)})
      order by r.asked_at, r.member_id limit ${most} for update of r skip locked
    )
    update interests.stock_request r set told_at = ${ctx.now()} from next
    where r.sku_id = ${sku.id} and r.member_id = next.member_id
    returning r.member_id, r.person_no, r.app
  `.execute(ctx.db);
  const name = [sku.name, ...sku.values].join(' ');
  for (const { memberId, personNo, app } of rows)
    ctx.emit(stockRequestMet, {
      personNo,
      payload: {
        memberId,
        productId: sku.productId,
        skuId: sku.id,
        name,
        price: sellsFor(sku),
        ...(app === '' ? {} : { app }),
      },
    });
  if (rows.length === AT_ONCE) return ctx.now();
  return (await isWaitedFor(ctx, sku.id)) ? later(rows.length < most ? APART_MS : WAVE_MS) : null;
}
