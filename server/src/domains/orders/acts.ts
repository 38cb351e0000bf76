import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { heldBecause } from './hold.ts';
import { lineIdOf, type OrderLine } from './order.ts';
import { getOrder, readLines } from './read.ts';
import { amountLeft, givable, shippingLeft } from './refund/plan.ts';
import { unitsLeft, unitsToSend } from './refund/units.ts';
import { TELL_BY } from './shipment/deadline.ts';
import { REMINDABLE } from './shipment/remind.ts';
import { mayShip } from './shipment/ship.ts';
import { MOST_TOLD } from './shipment/tell-wechat.ts';

/** What the house may do with an order as it stands, by the rules with which shipping and refunding refuse. */
export async function actsOn(ctx: Ctx, id: string) {
  const [order, lines, held, told] = await Promise.all([
    getOrder(ctx, id),
    readLines(ctx, [id]),
    heldBecause(ctx, id),
    readTold(ctx, id),
  ]);
  const units = lines.reduce((sum, line) => sum + unitsLeft(line), 0);
  const toSend = lines.reduce((sum, line) => sum + unitsToSend(line), 0);
  const shipping = { left: shippingLeft(order, lines), along: order.shippedAt === null };
  return {
    cutPrice: order.state === 'unpaid' && order.payable > 1,
    moveAddress:
      order.source === 'shop' && order.storeId === null && (order.state === 'unpaid' || order.state === 'paid'),
    ship: mayShip(order) && held === null && toSend > 0,
    correctShipment:
      (order.state === 'shipped' || order.state === 'partly_shipped') &&
      (told.times < MOST_TOLD || told.failure !== null),
    untold: told.failure,
    tellBy: told.tellBy?.toISOString() ?? null,
    remindReceipt: told.remindable,
    refund: givable(order) && (units > 0 || shipping.left > 0),
    left: leftOf(lines),
    shipping,
  };
}

/** Of each line what is neither given back nor asked back, and what that is worth. */
function leftOf(lines: readonly OrderLine[]) {
  return lines.map((line) => ({ lineId: lineIdOf(line), quantity: unitsLeft(line), amount: amountLeft(line) }));
}

type Shipped = {
  readonly times: number;
  readonly failure: string | null;
  readonly remindable: boolean;
  readonly tellBy: Date | null;
};

async function readTold(ctx: Ctx, id: string): Promise<Shipped> {
  const { rows } = await sql<Shipped>`
    select told_times as times, upload_failure as failure, ${REMINDABLE} as remindable, ${TELL_BY} as tell_by from orders.placed o where id = ${id}
  `.execute(ctx.db);
  return rows[0] ?? { times: 0, failure: null, remindable: false, tellBy: null };
}
