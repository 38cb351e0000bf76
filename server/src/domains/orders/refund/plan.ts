import { refundAmount, spread } from '../../pricing/index.ts';
import { orderErrors } from '../errors.ts';
import { lineIdOf, type Order, type OrderLine } from '../order.ts';

export type RefundWish = {
  /** Absent: everything that is left. */
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[] | undefined;
  /** Give the shipping fee back even when units stay. */
  readonly shippingFee?: boolean | undefined;
};

export type PlannedLine = {
  readonly lineId: string;
  readonly position: number;
  readonly skuId: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly amount: number;
  /** Of these units, those that have not left the house: they go back on offer when the refund is done. */
  readonly here: number;
  /** Of those that had left it, how many came back and were put on offer again. */
  readonly back: number;
  /** How many came back unfit to be sold; absent where nobody has looked. */
  readonly lost?: number;
};

export type RefundPlan = {
  readonly lines: readonly PlannedLine[];
  readonly shippingAmount: number;
  readonly amount: number;
};

/**
 * What a refund gives back, from what each unit was placed at; nothing is priced again. The last units of a line take
 * what is left of it, and the last units of an order that has not left the house take the shipping fee along, so that
 * refunds in any portions and any order sum to exactly what was paid. Pure; fen.
 */
export function planRefund(order: Order, lines: readonly OrderLine[], wish: RefundWish): RefundPlan {
  const planned = wishedUnits(lines, wish).map(({ line, quantity }) => ({
    lineId: lineIdOf(line),
    position: line.position,
    skuId: line.skuId,
    name: line.name,
    quantity,
    amount: amountFor(line, quantity),
    here: unitsHere(order, line, quantity),
    back: 0,
  }));
  const units = planned.reduce((sum, line) => sum + line.quantity, 0);
  const takesLast = units === lines.reduce((sum, line) => sum + unitsLeft(line), 0);
  const withShipping = wish.shippingFee === true || (takesLast && order.shippedAt === null);
  const shippingAmount = withShipping ? shippingLeft(order, lines) : 0;
  if (units === 0 && shippingAmount === 0) throw orderErrors.error('nothing_to_refund');
  return {
    lines: planned,
    shippingAmount,
    amount: planned.reduce((sum, line) => sum + line.amount, 0) + shippingAmount,
  };
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
    const quantity = whole ? unitsLeft(line) : 0;
    const { position, skuId, name } = line;
    const here = unitsHere(order, line, quantity);
    return { lineId: lineIdOf(line), position, skuId, name, quantity, amount: shares[at] ?? 0, here, back: 0 };
  });
  return {
    lines: planned.filter((line) => line.quantity > 0 || line.amount > 0),
    shippingAmount: shares[lines.length] ?? 0,
    amount,
  };
}

function wishedUnits(lines: readonly OrderLine[], wish: RefundWish): { line: OrderLine; quantity: number }[] {
  if (!wish.lines) return lines.map((line) => ({ line, quantity: unitsLeft(line) })).filter((one) => one.quantity > 0);
  if (new Set(wish.lines.map((one) => one.lineId)).size !== wish.lines.length) throw orderErrors.error('line_repeated');
  return wish.lines.map(({ lineId, quantity }) => {
    const line = lines.find((one) => lineIdOf(one) === lineId);
    if (!line) throw orderErrors.error('line_not_found');
    const left = unitsLeft(line);
    if (quantity > left) throw orderErrors.error('too_many_units', { name: line.name, left });
    return { line, quantity };
  });
}

export function unitsLeft(line: OrderLine): number {
  return line.quantity - line.refundedQuantity - line.refundingQuantity;
}

/** Of units that go back: those that left the house and nobody has said since what became of them. */
export function unitsAway({ quantity, here, back, lost = 0 }: PlannedLine): number {
  return quantity - here - back - lost;
}

export function amountLeft(line: OrderLine): number {
  return line.payable - line.refundedAmount - line.refundingAmount;
}

/** Decided when they are held, for held units are not shipped: all before shipping, after it only those owed to her. */
function unitsHere(order: Pick<Order, 'shippedAt'>, line: OrderLine, quantity: number): number {
  return order.shippedAt === null ? quantity : Math.min(quantity, line.owedQuantity);
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
