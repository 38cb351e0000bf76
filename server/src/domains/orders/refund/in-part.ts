import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { spread } from '../../pricing/index.ts';
import { orderErrors } from '../errors.ts';
import type { Order } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import { changeHold } from './hold.ts';
import { planRefund, type RefundPlan } from './plan.ts';
import type { RefundRow } from './row.ts';

/**
 * A part of what was asked for: some of its units at what they were paid for, or a sum of money, and she keeps the goods.
 * What is not given is free: hers to keep, or to be asked for again.
 */
export type Part =
  | { readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] }
  | { readonly amount: number };

/**
 * Make an open request smaller. The order is locked; answers both as they stand then. Whoever agreed before agreed to another sum.
 * Throws `orders.refund_not_less` where it would be all that was asked for, or nothing.
 */
export async function reduceRefund(
  ctx: Ctx,
  refund: RefundRow,
  order: Order,
  part: Part,
): Promise<{ readonly refund: RefundRow; readonly order: Order }> {
  const asked = askedOf(refund);
  const plan = await changeHold(ctx, refund, order, async () =>
    'amount' in part ? moneyOnly(asked, part.amount) : unitsOf(ctx, order.id, asked, part.lines),
  );
  await sql`
    update orders.refund set asked = ${JSON.stringify(asked)}::jsonb, amount = ${plan.amount},
      lines = ${JSON.stringify(plan.lines)}::jsonb, shipping_amount = ${plan.shippingAmount}, agreed_by = '{}'
    where id = ${refund.id}
  `.execute(ctx.db);
  return { refund: { ...refund, ...plan, asked, agreedBy: [] }, order: await lockOrder(ctx, order.id) };
}

/** The shipping fee on top of what she asked for, as far as it has not gone back. The order is locked. */
export async function addShipping(
  ctx: Ctx,
  refund: RefundRow,
  order: Order,
): Promise<{ readonly refund: RefundRow; readonly order: Order }> {
  const plan = await changeHold(ctx, refund, order, async () => {
    const wanted = refund.lines.filter(({ quantity }) => quantity > 0);
    return planRefund(await lockOrder(ctx, order.id), await readLines(ctx, [order.id]), {
      lines: wanted,
      shippingFee: true,
    });
  });
  // Whoever agreed before agreed to another sum.
  const { rows } = await sql<{ agreedBy: string[] }>`
    update orders.refund set amount = ${plan.amount}, lines = ${JSON.stringify(plan.lines)}::jsonb,
      shipping_amount = ${plan.shippingAmount},
      agreed_by = case when amount = ${plan.amount} then agreed_by else '{}' end
    where id = ${refund.id} returning agreed_by
  `.execute(ctx.db);
  return { refund: { ...refund, ...plan, agreedBy: rows[0]?.agreedBy ?? [] }, order: await lockOrder(ctx, order.id) };
}

function askedOf({ asked, amount, lines, shippingAmount }: RefundRow): RefundPlan {
  return asked ?? { amount, lines, shippingAmount };
}

async function unitsOf(
  ctx: Ctx,
  orderId: string,
  asked: RefundPlan,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): Promise<RefundPlan> {
  for (const { lineId, quantity } of lines) {
    const line = asked.lines.find((one) => one.lineId === lineId);
    if (!line) throw orderErrors.error('line_not_found');
    if (quantity > line.quantity) throw orderErrors.error('too_many_units', { name: line.name, left: line.quantity });
  }
  const wanted = lines.filter(({ quantity }) => quantity > 0);
  const units = wanted.reduce((sum, { quantity }) => sum + quantity, 0);
  const all = asked.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units === 0 || units >= all) throw orderErrors.error('refund_not_less');
  const order = await lockOrder(ctx, orderId);
  return planRefund(order, await readLines(ctx, [orderId]), { lines: wanted });
}

function moneyOnly(asked: RefundPlan, amount: number): RefundPlan {
  if (amount <= 0 || amount >= asked.amount) throw orderErrors.error('refund_not_less');
  const room = [...asked.lines.map((line) => line.amount), asked.shippingAmount];
  const shares = spread(amount, room, room);
  const lines = asked.lines.map((line, at) => ({ ...line, quantity: 0, here: 0, back: 0, amount: shares[at] ?? 0 }));
  return { lines: lines.filter((line) => line.amount > 0), shippingAmount: shares.at(-1) ?? 0, amount };
}
