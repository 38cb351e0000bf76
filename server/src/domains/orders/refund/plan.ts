import type { DomainError } from '../../../platform/errors.ts';
import { refundAmount, spread } from '../../pricing/index.ts';
import { orderErrors } from '../errors.ts';
import { isBought } from '../gift.ts';
import { lineIdOf, type Order, type OrderLine } from '../order.ts';
import { followGifts, type GiftsFollow } from './gifts.ts';
import { type PlannedLine, plannedUnits, refuseUnsent, unitsLeft, unitsWithHer } from './units.ts';

export type RefundWish = {
  /** Absent: everything that is left. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[] | undefined;
  /** Give the shipping fee back even when units stay. */
  readonly shippingFee?: boolean | undefined;
  /** Of units that left the house. Otherwise those that are still here go first. */
  readonly sent?: boolean | undefined;
};

export type RefundPlan = {
  readonly lines: readonly PlannedLine[];
  readonly shippingAmount: number;
  readonly amount: number;
};

/**
 * What a refund gives back, from what each unit was placed at; nothing is priced again. The last units of a line take
 * what is left of it, and the last units of an order that has not left the house take the shipping fee along, so that
 * refunds in any portions and any order sum to exactly what was paid. What was given for nothing follows what earned it
 * (`followGifts`). Pure; fen.
 */
export function planRefund(
  order: Order,
  lines: readonly OrderLine[],
  wish: RefundWish,
  how: GiftsFollow = { by: 'operator', comesBack: false },
): RefundPlan {
  const bought = how === 'as_asked' ? lines : lines.filter(isBought);
  const wished = wishedUnits(lines, wish).filter(({ line }) => bought.includes(line));
  if (wish.sent === true) refuseUnsent(wished);
  const planned = wished.map(({ line, quantity }) =>
    plannedUnits(line, quantity, amountFor(line, quantity), wish.sent === true),
  );
  const units = planned.reduce((sum, line) => sum + line.quantity, 0);
  const takesLast = units === bought.reduce((sum, line) => sum + unitsLeft(line), 0);
  const withShipping = wish.shippingFee === true || (takesLast && order.shippedAt === null);
  const shippingAmount = withShipping ? shippingLeft(order, lines) : 0;
  if (units === 0 && shippingAmount === 0) throw nothingOf(lines, wish);
  const all = how === 'as_asked' ? planned : followGifts(lines, planned, how);
  return {
    lines: all,
    shippingAmount,
    amount: all.reduce((sum, line) => sum + line.amount, 0) + shippingAmount,
  };
}

function nothingOf(lines: readonly OrderLine[], { lines: wished = [] }: RefundWish): DomainError {
  const gift = lines.find((line) => line.gift !== null && wished.some(({ lineId }) => lineId === lineIdOf(line)));
  return gift ? orderErrors.error('gift_alone', { name: gift.name }) : orderErrors.error('nothing_to_refund');
}

/**
 * Money that went back without our asking, over what is left of the order: all of it takes all units along, a part of it none
 * (nobody said which). Shares are by what is left of each line and of the shipping fee. Pure; fen.
 */
export function planMoney(order: Order, lines: readonly OrderLine[], amount: number): RefundPlan {
  const shipping = shippingLeft(order, lines);
  const room = [...lines.map(amountLeft), shipping];
  const whole = amount === room.reduce((sum, some) => sum + some, 0);
  const shares = spread(amount, room, room);
  const planned = lines.map((line, at) => {
    return plannedUnits(line, whole ? unitsLeft(line) : 0, shares[at] ?? 0);
  });
  return {
    lines: planned.filter((line) => line.quantity > 0 || line.amount > 0),
    shippingAmount: shares[lines.length] ?? 0,
    amount,
  };
}

function wishedUnits(lines: readonly OrderLine[], wish: RefundWish): { line: OrderLine; quantity: number }[] {
  const all = wish.sent === true ? unitsWithHer : unitsLeft;
  if (!wish.lines) return lines.map((line) => ({ line, quantity: all(line) })).filter((one) => one.quantity > 0);
  if (new Set(wish.lines.map((one) => one.lineId)).size !== wish.lines.length) throw orderErrors.error('line_repeated');
  return wish.lines.map(({ lineId, quantity }) => {
    const line = lines.find((one) => lineIdOf(one) === lineId);
    if (!line) throw orderErrors.error('line_not_found');
    const left = unitsLeft(line);
    if (quantity > left) throw orderErrors.error('too_many_units', { name: line.name, left });
    return { line, quantity };
  });
}

export function amountLeft(line: OrderLine): number {
  return line.payable - line.refundedAmount - line.refundingAmount - line.withheldAmount;
}

/** Whether the house may give money back at all; how much, the plan says. */
export function givable({ state, source }: Pick<Order, 'state' | 'source'>): boolean {
  return source === 'shop' && state !== 'unpaid' && state !== 'cancelled';
}

function amountFor(line: OrderLine, quantity: number): number {
  if (quantity === unitsLeft(line)) return amountLeft(line);
  const worth = refundAmount(line.pieces ?? [line], line.refundedQuantity + line.refundingQuantity, quantity);
  // Money may have gone back without units, on the merchant platform.
  return Math.min(worth, amountLeft(line));
}

export function shippingLeft(order: Order, lines: readonly OrderLine[]): number {
  const ofGoods = lines.reduce((sum, line) => sum + line.refundedAmount + line.refundingAmount, 0);
  return order.shippingPaid - (order.refunded + order.refunding - ofGoods);
}
