import { MOST_LINES } from '@huoshui/contracts/cart';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { findSkus, type SkuFacts } from '../catalog/index.ts';
import { holdCart } from './cart.ts';
import { leftOf, readMemberLimits } from './checkout/member-limits.ts';
import { watchCart } from './left-carts.ts';
import type { Buyer } from './price.ts';
import { getOrder, readLines } from './read.ts';

type Line = { readonly skuId: string; readonly name: string; readonly quantity: number };
/** `left_out`: her cart is full, or she may have no more of it. */
type Why = 'off_sale' | 'sold_out' | 'left_out';

/**
 * Put the goods of an order of hers back into her cart, as many as can be had now, and say of each what could not. Once more
 * puts nothing more: a line holds at least what the order had. Gifts come by themselves, a service is bought by its own page.
 */
export async function restoreOrder(ctx: Ctx, buyer: Buyer, orderId: string) {
  await getOrder(ctx, orderId);
  return inTransaction(ctx, async (ctx) => {
    await holdCart(ctx, buyer.memberId);
    const wanted = sumBySku(await readLines(ctx, [orderId]));
    const skus = await findSkus(
      ctx,
      wanted.map(({ skuId }) => skuId),
    );
    const limits = await readMemberLimits(ctx, buyer.memberId, [...skus.values()]);
    const { rows: cart } = await sql<{ skuId: string }>`
      select sku_id from orders.cart_item where member_id = ${buyer.memberId}
    `.execute(ctx.db);
    const there = new Set(cart.map(({ skuId }) => skuId));
    const taken = new Map<string, number>();
    const back: { skuId: string; quantity: number }[] = [];
    const gone: { name: string; why: Why }[] = [];
    const fewer: { name: string; quantity: number }[] = [];
    for (const { skuId, name, quantity } of wanted) {
      const sku = skus.get(skuId);
      const why = whyNot(sku, there.size >= MOST_LINES && !there.has(skuId));
      const room = sku ? roomOf(sku, limits.get(sku.productId), taken.get(sku.productId) ?? 0) : 0;
      if (!sku || why !== null || room <= 0) {
        gone.push({ name, why: why ?? 'left_out' });
        continue;
      }
      const most = Math.min(quantity, room);
      if (most < quantity) fewer.push({ name, quantity: most });
      taken.set(sku.productId, (taken.get(sku.productId) ?? 0) + most);
      there.add(skuId);
      back.push({ skuId, quantity: most });
    }
    await put(ctx, buyer, back);
    return { added: back.map(({ skuId }) => skuId), gone, fewer };
  });
}

function sumBySku(lines: Awaited<ReturnType<typeof readLines>>): readonly Line[] {
  const found = new Map<string, Line>();
  for (const { skuId, name, quantity, gift } of lines)
    if (skuId !== null && gift === null)
      found.set(skuId, { skuId, name, quantity: quantity + (found.get(skuId)?.quantity ?? 0) });
  return [...found.values()];
}

function whyNot(sku: SkuFacts | undefined, full: boolean): Why | null {
  if (!sku?.onSale) return 'off_sale';
  if (Math.max(sku.available, sku.atStores) <= 0) return 'sold_out';
  return full ? 'left_out' : null;
}

type Limit = Parameters<typeof leftOf>[0] | undefined;

function roomOf(sku: SkuFacts, limit: Limit, taken: number): number {
  const anOrder = sku.limitPerOrder ?? Number.MAX_SAFE_INTEGER;
  const hers = limit ? leftOf(limit) : Number.MAX_SAFE_INTEGER;
  return Math.min(Math.max(sku.available, sku.atStores), anOrder - taken, hers - taken);
}

async function put(ctx: Ctx, buyer: Buyer, lines: readonly { skuId: string; quantity: number }[]): Promise<void> {
  if (lines.length === 0) return;
  await sql`
    insert into orders.cart_item as c (member_id, sku_id, quantity, selected, added_at)
    select ${buyer.memberId}, sku_id, quantity, true, ${ctx.now()}
    from unnest(${lines.map((l) => l.skuId)}::text[], ${lines.map((l) => l.quantity)}::int[]) as given (sku_id, quantity)
    on conflict (member_id, sku_id) do update set quantity = greatest(c.quantity, excluded.quantity), selected = true
  `.execute(ctx.db);
  await watchCart(ctx, buyer);
}
