/** A part of a payment: what it was, and what of it went back before. Fen. */
export type Part = { readonly amount: number; readonly returned: number };

/**
 * How a refund falls on her money and on each promotion: her part is refund × paid ÷ total, rounded; what closes the payment takes
 * what is left of each. Source: 产品介绍 3.3 使用了代金券的订单退款规则, pay.weixin.qq.com/docs/merchant/products/refund (2025-06-27):
 * of 10 with a coupon of 3, 9 back are 6.30 to her, 10 back are 7.
 */
export function splitRefund(
  refund: number,
  cash: Part,
  promotions: readonly Part[],
): { readonly cash: number; readonly promotions: readonly number[] } {
  const left = (part: Part): number => part.amount - part.returned;
  const total = promotions.reduce((sum, { amount }) => sum + amount, cash.amount);
  const couponsLeft = promotions.reduce((sum, part) => sum + left(part), 0);
  const share = Math.round((refund * cash.amount) / total);
  const toHer = Math.min(Math.max(share, refund - couponsLeft), left(cash), refund);
  let rest = refund - toHer;
  let among = couponsLeft;
  const parts = promotions.map((part) => {
    const own = among === 0 ? 0 : Math.min(left(part), Math.round((rest * left(part)) / among));
    rest -= own;
    among -= left(part);
    return own;
  });
  return { cash: toHer, promotions: parts };
}
