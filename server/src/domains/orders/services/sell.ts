import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { newId } from '../../../platform/ids.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { orderPlaced } from '../events.ts';
import { tellEvents } from '../tell-events.ts';

export type Sale = {
  readonly memberId: string;
  readonly personNo: number;
  /** What it is, for people. */
  readonly name: string;
  /** Fen. */
  readonly price: number;
};

/**
 * An order of one thing that is not sent. From here on it is an order like any other: its payment, what is given back of it, bills and books
 * know no second way. Nothing is reserved and nothing taken off. In the caller's transaction.
 */
export async function sellService(ctx: Ctx, number: string, { memberId, personNo, name, price }: Sale) {
  const id = newId('ord');
  const { payMinutes } = (await getSetting(ctx, shopSettings)).order;
  const expiresAt = new Date(ctx.now().getTime() + payMinutes * MINUTE_MS);
  await sql`
    insert into orders.placed (id, number, member_id, person_no, state, service, first_line, quantity, goods_amount, payable,
      created_at, expires_at, cancel_at)
    values (${id}, ${number}, ${memberId}, ${personNo}, 'unpaid', 'card', ${name}, 1, ${price}, ${price}, ${ctx.now()},
      ${expiresAt}, ${expiresAt})
  `.execute(ctx.db);
  await sql`
    insert into orders.line (order_id, position, name, quantity, unit_price, payable, unit_amount, plus_one_units)
    values (${id}, 0, ${name}, 1, ${price}, ${price}, ${price}, 0)
  `.execute(ctx.db);
  await tellEvents(ctx, [{ orderId: id, kind: 'placed', title: words('提交订单', 'Order placed') }]);
  ctx.emit(orderPlaced, {
    personNo,
    payload: { orderId: id, number, memberId, amount: price, source: 'shop', lines: [lineOf(id, name, price)] },
  });
  return { id, number, payable: price, expiresAt: expiresAt.toISOString() };
}

function lineOf(orderId: string, name: string, payable: number) {
  return { lineId: `${orderId}.0`, productId: null, skuId: null, categoryId: null, name, quantity: 1, payable };
}
