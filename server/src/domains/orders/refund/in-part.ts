import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { spread } from '../../pricing/index.ts';
import { orderErrors } from '../errors.ts';
import type { Order, OrderLine } from '../order.ts';
import { lockOrder, readLines } from '../read.ts';
import type { GiftsFollow } from './gifts.ts';
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
 * Throws `orders.refund_not_less` where it would be all that was asked for, or nothing. `looked`: these units are what came,
 * gifts among them.
 */
export async function reduceRefund(
  ctx: Ctx,
  refund: RefundRow,
  order: Order,
  part: Part,
  looked = false,
): Promise<{ readonly refund: RefundRow; readonly order: Order }> {
  const asked = askedOf(refund);
  const plan = await changeHold(ctx, refund, order, async () =>
    'amount' in part ? moneyOnly(asked, part.amount) : unitsOf(ctx, refund, asked, part.lines, looked),
  );
  await sql`
    update orders.refund set asked = ${JSON.stringify(asked)}::jsonb, amount = ${plan.amount},
      lines = ${JSON.stringify(plan.lines)}::jsonb, shipping_amount = ${plan.shippingAmount}, agreed_by = '{}'
    where id = ${refund.id}
  `.execute(ctx.db);
  return { refund: { ...refund, ...plan, asked, agreedBy: [] }, order: await lockOrder(ctx, order.id) };
}

type More = { readonly shippingFee: boolean; readonly keepsGifts: boolean };

/** More than she asked for: the shipping fee as far as it has not gone back, gifts that she may keep. The order is locked. */
export async function giveMore(
  ctx: Ctx,
  refund: RefundRow,
  order: Order,
  { shippingFee, keepsGifts }: More,
): Promise<{ readonly refund: RefundRow; readonly order: Order }> {
  const plan = await changeHold(ctx, refund, order, async () => {
    const wanted = refund.lines.filter(({ quantity }) => quantity > 0);
    const lines = await readLines(ctx, [order.id]);
    const sent = wereSent(wanted, lines);
    const wish = { lines: wanted, shippingFee: shippingFee || refund.shippingAmount > 0, sent };
    return planRefund(await lockOrder(ctx, order.id), lines, wish, followIn(refund, lines, { keeps: keepsGifts }));
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

/** Gifts follow what is left of a request as they followed it; none that stayed out of it comes in by giving less. */
function followIn(
  { afterSale, lines: held }: RefundRow,
  lines: readonly OrderLine[],
  { keeps, came }: { readonly keeps: boolean; readonly came?: ReadonlyMap<string, number> | undefined },
): GiftsFollow {
  if (afterSale?.kind === 'exchange') return 'as_asked';
  const gifts = new Set(lines.flatMap((line) => (line.gift === null ? [] : [line.position])));
  const without = !held.some(({ position }) => gifts.has(position));
  return { by: 'operator', comesBack: afterSale?.kind === 'return', came, keeps: keeps || without };
}

async function unitsOf(
  ctx: Ctx,
  refund: RefundRow,
  asked: RefundPlan,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
  looked: boolean,
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
  const orderId = refund.orderId ?? '';
  const order = await lockOrder(ctx, orderId);
  const placed = await readLines(ctx, [orderId]);
  const came = looked ? new Map(lines.map(({ lineId, quantity }) => [lineId, quantity])) : undefined;
  const wish = { lines: wanted, sent: wereSent(asked.lines, placed) };
  return planRefund(order, placed, wish, followIn(refund, placed, { keeps: false, came }));
}

/** What she asked of goods that she has stays about those; what was given with them follows its own rule. */
function wereSent(lines: RefundPlan['lines'], placed: readonly OrderLine[]): boolean {
  const gifts = new Set(placed.filter(({ gift }) => gift !== null).map(({ position }) => position));
  const goods = lines.filter(({ quantity, position }) => quantity > 0 && !gifts.has(position));
  return goods.length > 0 && goods.every(({ here }) => here === 0);
}

function moneyOnly(asked: RefundPlan, amount: number): RefundPlan {
  if (amount <= 0 || amount >= asked.amount) throw orderErrors.error('refund_not_less');
  const room = [...asked.lines.map((line) => line.amount), asked.shippingAmount];
  const shares = spread(amount, room, room);
  const lines = asked.lines.map((line, at) => ({
    ...line,
    quantity: 0,
    here: 0,
    back: 0,
    withheld: 0,
    charged: 0,
    amount: shares[at] ?? 0,
  }));
  return { lines: lines.filter((line) => line.amount > 0), shippingAmount: shares.at(-1) ?? 0, amount };
}
