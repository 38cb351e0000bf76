import { shopperOrderState, shopperRefundState } from '@huoshui/contracts/words/orders';
import type { Answer } from '../api/index.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import { t } from './texts.ts';

export type Order = Answer<'GET /api/shop/orders/:id'>;
export type Refund = Order['refunds'][number];

export function stateWords(state: Order['state']): string {
  return say(shopperOrderState[state]);
}

/** How far a refund is. A request that was refused is not the whole truth where the shop gave something back all the same. */
export function refundWords({ state, givenInstead, asked }: Pick<Refund, 'state' | 'givenInstead' | 'asked'>): string {
  if (asked !== null && state === 'processing') return t('partProcessing');
  if (asked !== null && state === 'done') return t('partDone');
  if (state === 'refused' && givenInstead > 0) return t('gaveInstead', { amount: yuan(givenInstead) });
  return say(shopperRefundState[state]);
}

/** What may still be asked back: paid, something left, nothing being decided. */
export function canAskRefund(order: Order): boolean {
  const settled = order.state === 'paid' || order.state === 'shipped' || order.state === 'received';
  const open = order.refunds.some((refund) => refund.state === 'requested' || refund.state === 'processing');
  return settled && !open && order.lines.some((line) => line.refundedQuantity < line.quantity);
}
