import { sql } from 'kysely';
import { MINUTE_MS } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { sweep } from '../../platform/sweeps.ts';
import { findSkus, sellsFor } from '../catalog/index.ts';
import { cartLeft, goodsInShort } from './events.ts';
import type { Buyer } from './price.ts';

/** A cart that nobody touched for so long, and out of which nothing was ordered since, was left. */
const LEFT_AFTER_MS = 30 * MINUTE_MS;
const AT_ONCE = 500;
/** Lines that the fact names, the dearest first. */
const MOST_NAMED = 10;

/** She changed her cart: it is looked at again half an hour from now. With the change, in its transaction. */
export async function watchCart(ctx: Ctx, { memberId, personNo, app }: Buyer): Promise<void> {
  await sql`
    insert into orders.cart_watch (member_id, person_no, app, changed_at, due_at)
    values (${memberId}, ${personNo}, ${app ?? ''}, ${ctx.now()}, ${new Date(ctx.now().getTime() + LEFT_AFTER_MS)})
    on conflict (member_id) do update set app = excluded.app, changed_at = excluded.changed_at, due_at = excluded.due_at
  `.execute(ctx.db);
}

/** Of two carts that became one, the later change counts. */
export async function joinWatches(ctx: Ctx, from: string, to: Pick<Buyer, 'memberId' | 'personNo'>): Promise<void> {
  await sql`
    with gone as (delete from orders.cart_watch where member_id = ${from} returning *)
    insert into orders.cart_watch as w (member_id, person_no, app, changed_at, due_at)
    select ${to.memberId}, ${to.personNo}, app, changed_at, due_at from gone
    on conflict (member_id) do update set changed_at = greatest(w.changed_at, excluded.changed_at),
      due_at = greatest(w.due_at, excluded.due_at)
  `.execute(ctx.db);
}

type Watched = {
  readonly memberId: string;
  readonly personNo: number;
  readonly app: string;
  /** She ordered something since: what still lies there she left out on purpose. */
  readonly ordered: boolean;
};

/**
 * Carts whose time is over, each looked at once: it was left when something lies in it that can be had and nothing was
 * ordered since. Another change of it begins anew; the same cart is not told twice.
 */
export const tellLeftCarts = sweep({
  name: 'orders.left-carts',
  due: sql`(select min(due_at) from orders.cart_watch)`,
  run: async (ctx) =>
    inTransaction(ctx, async (ctx) => {
      const { rows: watched } = await sql<Watched>`
        with due as (
          select member_id from orders.cart_watch where due_at <= ${ctx.now()}
          order by due_at limit ${AT_ONCE} for update skip locked
        )
        delete from orders.cart_watch w using due where w.member_id = due.member_id
        returning w.member_id, w.person_no, w.app,
          exists (select from orders.placed o where o.member_id = w.member_id and o.created_at >= w.changed_at) as ordered
      `.execute(ctx.db);
      await tell(
        ctx,
        watched.filter(({ ordered }) => !ordered),
      );
      return watched.length;
    }),
});

async function tell(ctx: Ctx, left: readonly Watched[]): Promise<void> {
  if (left.length === 0) return;
  const { rows: items } = await sql<{ memberId: string; skuId: string; quantity: number }>`
    select member_id, sku_id, quantity from orders.cart_item
    where member_id = any(${left.map(({ memberId }) => memberId)}::text[]) order by added_at desc, sku_id
  `.execute(ctx.db);
  const skus = await findSkus(
    ctx,
    items.map(({ skuId }) => skuId),
  );
  for (const { memberId, personNo, app } of left) {
    const lines = items.flatMap(({ memberId: whose, skuId, quantity }) => {
      const sku = skus.get(skuId);
      if (whose !== memberId || !sku?.onSale || Math.max(sku.available, sku.atStores) <= 0) return [];
      return [{ productId: sku.productId, skuId, name: sku.name, quantity, price: sellsFor(sku) }];
    });
    if (lines.length === 0) continue;
    lines.sort((a, b) => b.price * b.quantity - a.price * a.quantity);
    ctx.emit(cartLeft, {
      personNo,
      payload: {
        memberId,
        amount: lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
        goods: goodsInShort(lines),
        lines: lines.slice(0, MOST_NAMED),
        ...(app === '' ? {} : { app }),
      },
    });
  }
}
