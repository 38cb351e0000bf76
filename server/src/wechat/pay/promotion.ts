import { type JsonObject, numberAt, numberOrNull, objectsAt, textAt, textOrNull } from '../json.ts';

/** What WeChat took off what she pays. `NOCASH`: the merchant is settled that much less. Fen. */
export type Promotion = {
  readonly couponId: string;
  readonly stockId: string | null;
  readonly name: string;
  readonly type: 'CASH' | 'NOCASH';
  readonly amount: number;
  /** Of it, what the merchant pays for; the rest the platform or others do. */
  readonly byMerchant: number;
};

/** `promotion_detail` of a payment; empty where nothing came off. */
export function readPromotions(payment: JsonObject): readonly Promotion[] {
  return objectsAt(payment, 'promotion_detail').map((one) => ({
    couponId: textAt(one, 'coupon_id'),
    stockId: textOrNull(one, 'stock_id'),
    name: textOrNull(one, 'name') ?? '',
    type: one.type === 'NOCASH' ? 'NOCASH' : 'CASH',
    amount: numberAt(one, 'amount'),
    byMerchant: numberOrNull(one, 'merchant_contribute') ?? 0,
  }));
}

/** How a refund falls on her money, on what the merchant was settled, and on each promotion. Fen. */
export type RefundSplit = {
  /** What comes back to her; the rest goes back into coupons. */
  readonly payerRefund: number;
  /** What the merchant gives: without what it was never settled. */
  readonly settled: number;
  readonly promotions: readonly { readonly couponId: string; readonly amount: number }[];
};

/** Of the answer to a refund or to its query; notifications say less. */
export function readRefundSplit(refund: JsonObject, amount: JsonObject): RefundSplit {
  const all = numberAt(amount, 'refund');
  return {
    payerRefund: numberOrNull(amount, 'payer_refund') ?? all,
    settled: numberOrNull(amount, 'settlement_refund') ?? all,
    promotions: objectsAt(refund, 'promotion_detail').map((one) => ({
      couponId: textAt(one, 'promotion_id'),
      amount: numberAt(one, 'refund_amount'),
    })),
  };
}
