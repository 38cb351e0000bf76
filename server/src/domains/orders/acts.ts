import type { Ctx } from '../../platform/ctx.ts';
import { heldBecause } from './hold.ts';
import { lineIdOf } from './order.ts';
import { getOrder, readLines } from './read.ts';
import { amountLeft, givable, shippingLeft, unitsLeft } from './refund/plan.ts';

/** What the house may do with an order as it stands, by the rules with which shipping and refunding refuse. */
export async function actsOn(ctx: Ctx, id: string) {
  const [order, lines, held] = await Promise.all([getOrder(ctx, id), readLines(ctx, [id]), heldBecause(ctx, id)]);
  const units = lines.reduce((sum, line) => sum + unitsLeft(line), 0);
  return {
    ship: order.state === 'paid' && held === null && units > 0,
    refund: givable(order) && (units > 0 || shippingLeft(order, lines) > 0),
    left: lines.map((line) => ({ lineId: lineIdOf(line), quantity: unitsLeft(line), amount: amountLeft(line) })),
  };
}
