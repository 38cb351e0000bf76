import type { Answer } from '../api/index.ts';
import { t } from './texts.ts';

export type Order = Answer<'GET /api/shop/orders/:id'>;
export type Refund = Order['refunds'][number];

const refundTexts = {
  requested: 'refundRequested',
  processing: 'refundProcessing',
  done: 'refundDone',
  refused: 'refundRefused',
  failed: 'refundFailed',
} as const;

export function stateWords(state: Order['state']): string {
  return t(state);
}

export function refundWords(state: Refund['state']): string {
  return t(refundTexts[state]);
}

/** What may still be asked back: paid, something left, nothing being decided. */
export function canAskRefund(order: Order): boolean {
  const settled = order.state === 'paid' || order.state === 'shipped' || order.state === 'received';
  const open = order.refunds.some((refund) => refund.state === 'requested' || refund.state === 'processing');
  return settled && !open && order.lines.some((line) => line.refundedQuantity < line.quantity);
}
