import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { takeTurn } from '../../platform/turn.ts';
import { findSkus, type SkuFacts } from '../catalog/index.ts';
import { presentQuote } from '../pricing/index.ts';
import { orderErrors } from './errors.ts';
import type { OrderPorts } from './ports.ts';
import { type Buyer, priceAll } from './price.ts';

const MOST = 100;

type Item = { readonly skuId: string; readonly quantity: number; readonly selected: boolean };

/** The cart as it stands now: prices and stock of this moment, and the quote of what is selected and can be had. */
export async function readCart(ctx: Ctx, ports: OrderPorts, buyer: Buyer) {
  const { rows } = await sql<Item>`
    select sku_id, quantity, selected from orders.cart_item where member_id = ${buyer.memberId}
    order by added_at desc, sku_id
  `.execute(ctx.db);
  const skus = await findSkus(
    ctx,
    rows.map((row) => row.skuId),
  );
  const items = rows.flatMap((item) => {
    const sku = skus.get(item.skuId);
    return sku ? [present(item, sku)] : [];
  });
  const wanted = items.filter((item) => item.selected && item.state === 'ok');
  return { items, quote: wanted.length > 0 ? await quoteOf(ctx, ports, buyer, wanted) : null };
}

function present(item: Item, sku: SkuFacts) {
  return {
    skuId: sku.id,
    productId: sku.productId,
    name: sku.name,
    values: [...sku.values],
    image: sku.image,
    price: sku.price,
    memberPrice: sku.memberPrice,
    quantity: item.quantity,
    selected: item.selected,
    available: Math.max(0, sku.available),
    state: stateOf(item, sku),
  };
}

function stateOf(item: Item, sku: SkuFacts): 'ok' | 'short' | 'sold_out' | 'off_sale' {
  if (!sku.onSale) return 'off_sale';
  if (sku.available <= 0) return 'sold_out';
  return sku.available < item.quantity ? 'short' : 'ok';
}

/** A cart that cannot be ordered as it stands (a limit that was lowered) has no price; checkout says why. */
async function quoteOf(ctx: Ctx, ports: OrderPorts, buyer: Buyer, lines: readonly Item[]) {
  const [answer] = await priceAll(ctx, ports.offerSources, [{ ...buyer, lines }]);
  return answer?.ok ? presentQuote(answer.quote) : null;
}

/** Set how many of one SKU the cart holds; 0 takes it out. More than before must be on sale, in stock and within the limit. */
export async function setCartItem(
  ctx: Ctx,
  buyer: Buyer,
  skuId: string,
  change: { readonly quantity: number; readonly selected?: boolean | undefined },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `orders.cart ${buyer.memberId}`);
    const { rows } = await sql<Item>`
      select sku_id, quantity, selected from orders.cart_item where member_id = ${buyer.memberId}
    `.execute(ctx.db);
    if (change.quantity === 0) return removeItem(ctx, buyer, skuId);
    const before = rows.find((row) => row.skuId === skuId);
    if (!before && rows.length >= MOST) throw orderErrors.error('cart_full', { most: MOST });
    if (change.quantity > (before?.quantity ?? 0)) await refuseMore(ctx, rows, skuId, change.quantity);
    const selected = change.selected ?? before?.selected ?? true;
    await sql`
      insert into orders.cart_item (member_id, sku_id, quantity, selected, added_at)
      values (${buyer.memberId}, ${skuId}, ${change.quantity}, ${selected}, ${ctx.now()})
      on conflict (member_id, sku_id) do update set quantity = excluded.quantity, selected = excluded.selected
    `.execute(ctx.db);
  });
}

async function removeItem(ctx: Ctx, buyer: Buyer, skuId: string): Promise<void> {
  await sql`delete from orders.cart_item where member_id = ${buyer.memberId} and sku_id = ${skuId}`.execute(ctx.db);
}

async function refuseMore(ctx: Ctx, cart: readonly Item[], skuId: string, quantity: number): Promise<void> {
  const skus = await findSkus(ctx, [skuId, ...cart.map((item) => item.skuId)]);
  const sku = skus.get(skuId);
  if (!sku?.onSale) throw orderErrors.error('off_sale', { skuId, name: sku?.name ?? '商品' });
  const { name, available } = sku;
  if (available <= 0) throw orderErrors.error('sold_out', { skuId, name });
  if (available < quantity) throw orderErrors.error('short', { skuId, name, available });
  const siblings = cart.filter((item) => item.skuId !== skuId && skus.get(item.skuId)?.productId === sku.productId);
  const ofProduct = siblings.reduce((sum, item) => sum + item.quantity, quantity);
  if (sku.limitPerOrder !== null && ofProduct > sku.limitPerOrder) {
    throw orderErrors.error('limit_reached', { skuId, name, limit: sku.limitPerOrder });
  }
}
