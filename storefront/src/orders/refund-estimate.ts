/**
 * What units of a line give back, in fen: their share of what the line cost, rounded down, and the exact rest when
 * all that is left comes back. The server decides by the same placed amounts; this is only what is shown before.
 */
export function refundEstimate(
  line: {
    readonly payable: number;
    readonly quantity: number;
    readonly refundedQuantity: number;
    readonly refundedAmount: number;
  },
  quantity: number,
): number {
  if (quantity >= line.quantity - line.refundedQuantity) return line.payable - line.refundedAmount;
  // Money may have gone back while she kept the goods.
  return Math.min(Math.floor((line.payable * quantity) / line.quantity), line.payable - line.refundedAmount);
}
