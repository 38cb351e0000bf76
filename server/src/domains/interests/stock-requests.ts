import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { takeTurn } from '../../platform/turn.ts';
import { findSkus } from '../catalog/index.ts';
import { interestErrors } from './errors.ts';
import { stockRequested } from './events.ts';
import type { Hers } from './favourites.ts';
import { isInStock } from './goods.ts';

/** Open at a time. */
const MOST = 50;

/** Whether somebody tells her at all: a promise that nobody keeps is not made. */
export type Teller = (ctx: Ctx) => Promise<boolean>;

/** She wants to be told when this SKU can be had. Twice is once. Throws `not_found`, `in_stock`, `nobody_tells`, `too_many_requests`. */
export async function requestStock(
  ctx: Ctx,
  { memberId, personNo, app }: Hers & { readonly app: string },
  skuId: string,
  teller: Teller,
): Promise<string> {
  const sku = (await findSkus(ctx, [skuId])).get(skuId);
  if (!sku?.onSale) throw interestErrors.error('not_found');
  if (isInStock(sku)) throw interestErrors.error('in_stock');
  if (!(await teller(ctx))) throw interestErrors.error('nobody_tells');
  await inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `interests.requests ${memberId}`);
    const { rows: open } = await sql<{ skuId: string }>`
      select sku_id from interests.stock_request where member_id = ${memberId} and told_at is null
    `.execute(ctx.db);
    if (open.some((one) => one.skuId === skuId)) return;
    if (open.length >= MOST) throw interestErrors.error('too_many_requests', { most: MOST });
    await sql`
      insert into interests.stock_request (member_id, sku_id, product_id, person_no, app, asked_at)
      values (${memberId}, ${skuId}, ${sku.productId}, ${personNo}, ${app}, ${ctx.now()})
      on conflict (member_id, sku_id) do update set asked_at = excluded.asked_at, app = excluded.app, told_at = null
    `.execute(ctx.db);
    // Goods that come in between her look and this row are not missed: whoever tells looks at the stock.
    await sql`
      insert into interests.stock_watch (sku_id, due_at) values (${skuId}, ${ctx.now()}) on conflict do nothing
    `.execute(ctx.db);
    const payload = { memberId, productId: sku.productId, skuId, name: [sku.name, ...sku.values].join(' ') };
    ctx.emit(stockRequested, { personNo, payload });
  });
  return sku.productId;
}

export async function withdrawRequest(ctx: Ctx, memberId: string, skuId: string): Promise<void> {
  await sql`
    delete from interests.stock_request where member_id = ${memberId} and sku_id = ${skuId} and told_at is null
  `.execute(ctx.db);
}

/** Of these of a product, the SKUs she waits for. */
export async function openRequests(ctx: Ctx, memberId: string, productId: string): Promise<string[]> {
  const { rows } = await sql<{ skuId: string }>`
    select sku_id from interests.stock_request
    where member_id = ${memberId} and product_id = ${productId} and told_at is null order by sku_id
  `.execute(ctx.db);
  return rows.map(({ skuId }) => skuId);
}
