import type { unusablePayment } from '@huoshui/contracts/words/orders';
import type { Order } from '../order.ts';

/** What is certain about a payment after its signature was checked. Amounts in fen. */
export type PaymentFacts = {
  readonly appid: string;
  readonly mchid: string;
  readonly total: number | null;
  readonly currency: string | null;
};

/** Why a payment cannot pay its order; the money goes back. */
export type Unusable = keyof typeof unusablePayment;

/**
 * May this payment pay this order? Null when it may. A genuine signature proves who speaks, not that the sum is right:
 * merchant, app, currency and amount are compared each time. Pure.
 */
export function judgePayment(
  order: Pick<Order, 'state' | 'payable'> | null,
  payment: PaymentFacts,
  merchant: { readonly mchid: string; readonly appids: readonly string[] },
): Unusable | null {
  if (payment.mchid !== merchant.mchid || !merchant.appids.includes(payment.appid)) return 'other_merchant';
  if (order === null) return 'unknown_order';
  if (order.state === 'cancelled') return 'order_cancelled';
  if (order.state !== 'unpaid') return 'paid_twice';
  if (payment.total !== order.payable || payment.currency !== 'CNY') return 'wrong_amount';
  return null;
}
