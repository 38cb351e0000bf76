import { plainWords, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiTime } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import { inHerStores } from '../../../platform/her-stores.ts';
import { orderReady } from '../events.ts';
import { about, type Order } from '../order.ts';
import { ORDER } from '../read.ts';
import { tellEvents } from '../tell-events.ts';
import { TO_HAND_OVER } from './list.ts';

/**
 * Of `orders.placed o`: WeChat is to hear of it now, and has not. It wants to within 48 hours of the payment, wherever she is then:
 * so as soon as the goods lie ready for her, and at the latest when she has them.
 */
export const TO_TELL = sql<boolean>`(o.transaction_id is not null and o.told_times = 0 and o.upload_at is null
  and o.upload_failure is null)`;

type Ready = Order & { readonly storeName: string; readonly slotFrom: Date; readonly slotTo: Date };

/** Its goods lie ready at the store: she is told, and so is WeChat. What was so before, is kept in the house or has a refund open is left
 * alone: the counter would not hand it over. Answers how many are so now. */
export async function makeReady(ctx: Ctx, ids: readonly string[]): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const { rows } = await sql<Ready>`
      with waiting as (
        select o.id from orders.placed o join orders.pickup p on p.order_id = o.id
        where o.id = any(${[...ids]}::text[]) and ${inHerStores(ctx, sql`p.store_id`)} and ${TO_HAND_OVER} and p.ready_at is null
          and not exists (select from orders.hold h where h.order_id = o.id)
        order by o.id for update of o
      ), ready as (
        update orders.pickup p set ready_at = ${ctx.now()} from waiting w
        where p.order_id = w.id and p.ready_at is null
        returning p.order_id, p.store_name, p.slot_from, p.slot_to
      )
      update orders.placed o set upload_at = case when ${TO_TELL} then ${ctx.now()} else o.upload_at end
      from ready r where o.id = r.order_id
      returning ${ORDER}, r.store_name, r.slot_from, r.slot_to
    `.execute(ctx.db);
    if (rows.length === 0) return 0;
    await tellEvents(
      ctx,
      rows.map(({ id, storeName }) => ({
        orderId: id,
        kind: 'ready',
        title: words('商品已备好，可以来取', 'Ready to be collected'),
        detail: plainWords(storeName),
      })),
    );
    for (const order of rows) {
      const { storeName: store, slotFrom, slotTo } = order;
      ctx.emit(orderReady, {
        personNo: order.personNo,
        payload: { ...about(order, order.payable), goods: goodsOf(order), store, slot: slotText(slotFrom, slotTo) },
      });
    }
    return rows.length;
  });
}

function goodsOf({ firstLine, quantity }: Order): string {
  return quantity > 1 ? `${firstLine} ×${quantity}` : firstLine;
}

/** 2026-11-30 10:00~11:00; to midnight it is 23:59, as no clock shows 24:00. */
function slotText(from: Date, to: Date): string {
  const ends = shanghaiTime(to).slice(11);
  return `${shanghaiTime(from)}~${ends === '00:00' ? '23:59' : ends}`;
}
