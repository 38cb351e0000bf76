import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { catalogErrors } from './errors.ts';
import { productRepriced } from './events.ts';
import { actorOf } from './stock.ts';

type Told = {
  readonly skuId: string;
  readonly price: number;
  readonly memberPrice: number | null;
  readonly before: { readonly price: number; readonly memberPrice: number | null } | null;
};

/**
 * Writes down which SKUs of a product cost something else than before, and tells it; in the transaction of the save, whose
 * lock on the product keeps two saves apart. A new SKU has a first row and is no change.
 */
export async function tellPrices(ctx: Ctx, product: { readonly id: string; readonly name: string }): Promise<void> {
  const { rows } = await sql<Told>`
    with told as (
      select s.id, s.price, s.member_price, s.position,
        case when c.price is null then null else jsonb_build_object('price', c.price, 'memberPrice', c.member_price) end as before
      from catalog.sku s
      left join lateral (
        select price, member_price from catalog.price_change where sku_id = s.id order by id desc limit 1
      ) c on true
      where s.product_id = ${product.id} and not s.retired
        and (c.price is null or (c.price, c.member_price) is distinct from (s.price, s.member_price))
    ), written as (
      insert into catalog.price_change (sku_id, product_id, price, member_price, actor, at)
      select id, ${product.id}, price, member_price, ${actorOf(ctx)}, ${ctx.now()}::timestamptz from told order by position
    )
    select id as sku_id, price, member_price, before from told order by position
  `.execute(ctx.db);
  const changes = rows.flatMap(({ before, ...now }) => (before === null ? [] : [{ ...now, before }]));
  if (changes.length > 0)
    ctx.emit(productRepriced, { personNo: null, payload: { productId: product.id, name: product.name, changes } });
}

const MOST_SHOWN = 1000;

/** What the SKUs of a product cost from when on, the newest first; those that were taken out of it too. */
export async function readPriceHistory(ctx: Ctx, productId: string) {
  const { rows: known } = await sql`select 1 from catalog.product where id = ${productId}`.execute(ctx.db);
  if (known.length === 0) throw catalogErrors.error('product_not_found');
  const { rows } = await sql<{
    skuId: string;
    code: string;
    values: string[];
    retired: boolean;
    price: number;
    memberPrice: number | null;
    at: Date;
  }>`
    select c.sku_id, s.code, s.option_values as values, s.retired, c.price, c.member_price, c.at
    from catalog.price_change c join catalog.sku s on s.id = c.sku_id
    where c.product_id = ${productId} order by c.id desc limit ${MOST_SHOWN}
  `.execute(ctx.db);
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
