/** The part of an order line that a refund needs. */
export type RefundableLine = {
  readonly quantity: number;
  readonly payable: number;
  readonly refundedQuantity: number;
  readonly refundedAmount: number;
};

/**
 * What the next units of a line are worth, in fen. A line's amount was shared out to its units by largest remainder
 * when the order was placed: the first units carry the odd fen. The last unit gets all that is left, so parts always add up.
 */
export function refundAmount(line: RefundableLine, units: number): number {
  const left = line.quantity - line.refundedQuantity;
  if (units <= 0) return 0;
  if (units >= left) return line.payable - line.refundedAmount;
  const each = Math.floor(line.payable / line.quantity);
  const odd = line.payable - each * line.quantity;
  const oddAmong = Math.max(0, Math.min(odd, line.refundedQuantity + units) - Math.min(odd, line.refundedQuantity));
  // Money may have gone back while she kept the goods.
  return Math.min(each * units + oddAmong, line.payable - line.refundedAmount);
}

type Shipping = { readonly left: number; readonly along: boolean };

/** What of the shipping fee goes back, in fen: where it is asked for, and with the last units of what has not left the house. */
export function shippingAmount({ left, along }: Shipping, wished: boolean, takesLast: boolean): number {
  return wished || (takesLast && along) ? left : 0;
}
