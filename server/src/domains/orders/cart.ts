import { MOST_LINES } from '@huoshui/contracts/cart';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { takeTurn } from '../../platform/turn.ts';
import { findSkus, type SkuFacts } from '../catalog/index.ts';
import { leftOf, type MemberLimit, overLimit, readMemberLimits } from './checkout/member-limits.ts';
import { orderErrors } from './errors.ts';
import { watchCart } from './left-carts.ts';
import { notOnSale } from './off-sale.ts';
import type { OrderPorts } from './ports.ts';
import { type Buyer, priceAll } from './price.ts';
import { presentPriced } from './quote-for.ts';

/** Lines in a cart, and so in an order. */
const MOST = MOST_LINES;

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
  const limits = await readMemberLimits(ctx, buyer.memberId, [...skus.values()]);
  const wantedOf = (productId: string) =>
    rows.reduce(
      (sum, row) => (row.selected && skus.get(row.skuId)?.productId === productId ? sum + row.quantity : sum),
      0,
    );
  const items = rows.flatMap((item) => {
    const sku = skus.get(item.skuId);
    if (!sku) return [];
    const limit = limits.get(sku.productId);
    return [present(item, sku, limit && { ...limit, wanted: wantedOf(sku.productId) })];
  });
  const wanted = items.filter((item) => item.selected && (item.state === 'ok' || item.state === 'over'));
  return { items, quote: wanted.length > 0 ? await quoteOf(ctx, ports, buyer, wanted) : null };
}

/** `wanted`: how many of the product are selected, of whatever size. */
type Limited = MemberLimit & { readonly wanted: number };

function present(item: Item, sku: SkuFacts, limit: Limited | undefined) {
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
    available: toBeHad(sku),
    onlyAtStores: sku.available < item.quantity && sku.atStores > Math.max(0, sku.available),
    limit: limit ? { most: limit.most, days: limit.days, left: leftOf(limit) } : null,
    state: stateOf(item, sku, limit),
    opensAt: sku.opensAt?.toISOString() ?? null,
  };
}

type State = 'ok' | 'short' | 'over' | 'limit_reached' | 'sold_out' | 'off_sale' | 'soon';

function stateOf(item: Item, sku: SkuFacts, limit: Limited | undefined): State {
  if (!sku.onSale) return sku.opensAt === null ? 'off_sale' : 'soon';
  if (toBeHad(sku) === 0) return 'sold_out';
  if (limit && leftOf(limit) === 0) return 'limit_reached';
  if (limit && item.selected && limit.wanted > leftOf(limit)) return 'over';
  return toBeHad(sku) < item.quantity ? 'short' : 'ok';
}

/** How many one order can have of it, sent or collected. */
function toBeHad({ available, atStores }: SkuFacts): number {
  return Math.max(0, available, atStores);
}

/** A cart that cannot be ordered as it stands (a limit that was lowered) has no price; checkout says why. */
async function quoteOf(ctx: Ctx, ports: OrderPorts, buyer: Buyer, lines: readonly Item[]) {
  const [answer] = await priceAll(ctx, ports.offerSources, [{ ...buyer, lines }]);
  return answer?.ok ? presentPriced(answer) : null;
}

/** Set how many of one SKU the cart holds; 0 takes it out. More than before must be on sale, in stock and within the limit. */
export async function setCartItem(
  ctx: Ctx,
  buyer: Buyer,
  skuId: string,
  change: { readonly quantity: number; readonly selected?: boolean | undefined },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await holdCart(ctx, buyer.memberId);
    await watchCart(ctx, buyer);
    const { rows } = await sql<Item>`
      select sku_id, quantity, selected from orders.cart_item where member_id = ${buyer.memberId}
    `.execute(ctx.db);
    if (change.quantity === 0) return removeItem(ctx, buyer, skuId);
    const before = rows.find((row) => row.skuId === skuId);
    if (!before && rows.length >= MOST) throw orderErrors.error('cart_full', { most: MOST });
    if (change.quantity > (before?.quantity ?? 0))
      await refuseMore(ctx, buyer, rows, { skuId, quantity: change.quantity });
    const selected = change.selected ?? before?.selected ?? true;
    await sql`
      insert into orders.cart_item (member_id, sku_id, quantity, selected, added_at)
      values (${buyer.memberId}, ${skuId}, ${change.quantity}, ${selected}, ${ctx.now()})
      on conflict (member_id, sku_id) do update set quantity = excluded.quantity, selected = excluded.selected
    `.execute(ctx.db);
  });
}

/** One change of a cart at a time: how many lines it has stays true. */
export async function holdCart(ctx: Ctx, memberId: string): Promise<void> {
  await takeTurn(ctx, `orders.cart ${memberId}`);
}

export type JoinedItem = Item & { readonly addedAt: Date; readonly own: boolean };

/**
 * What lies in one cart goes into another, the newest first, as long as there is room. `own`: it did not go over, because it
 * lay there already or there was no room.
 */
export async function joinCarts(ctx: Ctx, from: string, to: string): Promise<readonly JoinedItem[]> {
  await holdCart(ctx, to);
  const { rows } = await sql<JoinedItem>`
    with gone as (delete from orders.cart_item where member_id = ${from} returning *), fitting as (
      select gone.* from gone
      where not exists (select from orders.cart_item c where c.member_id = ${to} and c.sku_id = gone.sku_id)
      order by added_at desc, sku_id
      limit (select greatest(0, ${MOST}::int - count(*)) from orders.cart_item where member_id = ${to})
    ), moved as (
      insert into orders.cart_item (member_id, sku_id, quantity, selected, added_at)
      select ${to}, sku_id, quantity, selected, added_at from fitting on conflict do nothing returning sku_id
    )
    select sku_id, quantity, selected, added_at, not exists (select from moved where moved.sku_id = gone.sku_id) as own
    from gone
  `.execute(ctx.db);
  return rows;
}

async function removeItem(ctx: Ctx, buyer: Buyer, skuId: string): Promise<void> {
  await sql`delete from orders.cart_item where member_id = ${buyer.memberId} and sku_id = ${skuId}`.execute(ctx.db);
}

type More = { readonly skuId: string; readonly quantity: number };

async function refuseMore(ctx: Ctx, buyer: Buyer, cart: readonly Item[], { skuId, quantity }: More): Promise<void> {
  const skus = await findSkus(ctx, [skuId, ...cart.map((item) => item.skuId)]);
  const sku = skus.get(skuId);
  const closed = notOnSale(skuId, sku);
  if (closed !== null || !sku) throw closed ?? orderErrors.error('not_found');
  const { name } = sku;
  const available = toBeHad(sku);
  if (available <= 0) throw orderErrors.error('sold_out', { skuId, name });
  if (available < quantity) throw orderErrors.error('short', { skuId, name, available });
  const siblings = cart.filter((item) => item.skuId !== skuId && skus.get(item.skuId)?.productId === sku.productId);
  const ofProduct = siblings.reduce((sum, item) => sum + item.quantity, quantity);
  if (sku.limitPerOrder !== null && ofProduct > sku.limitPerOrder) {
    throw orderErrors.error('limit_reached', { skuId, name, limit: sku.limitPerOrder });
  }
  const hers = (await readMemberLimits(ctx, buyer.memberId, [sku])).get(sku.productId);
  if (hers && ofProduct > leftOf(hers)) throw overLimit({ name, limit: hers.most, days: hers.days }, hers.had);
}
