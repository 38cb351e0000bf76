import { afterSaleTodo } from '@huoshui/contracts/words/after-sales';
import { orderState, refundState } from '@huoshui/contracts/words/orders';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type OrderState = Answer<'GET /api/admin/orders/:id'>['state'];
type RefundState = Answer<'POST /api/admin/refunds/:id/retry'>['state'];

const orderTones: Readonly<Record<OrderState, Tone>> = {
  unpaid: 'neutral',
  paid: 'warn',
  to_collect: 'warn',
  partly_shipped: 'warn',
  shipped: 'info',
  received: 'good',
  cancelled: 'neutral',
  refunded: 'neutral',
};
const refundTones: Readonly<Record<RefundState, Tone>> = {
  requested: 'warn',
  returning: 'info',
  replacing: 'warn',
  processing: 'info',
  done: 'good',
  refused: 'neutral',
  failed: 'bad',
  withdrawn: 'neutral',
  exchanged: 'good',
  lapsed: 'neutral',
};

export function OrderStateTag({ state }: { readonly state: OrderState }) {
  return <StateTag tone={orderTones[state]}>{useWords()(orderState[state])}</StateTag>;
}

/** Once she has sent it, it waits for the house. */
export function RefundStateTag({ refund: { state, afterSale } }: { readonly refund: Tagged }) {
  const say = useWords();
  if (state === 'returning' && afterSale?.back) return <StateTag tone="warn">{say(afterSaleTodo.inspect)}</StateTag>;
  return <StateTag tone={refundTones[state]}>{say(refundState[state])}</StateTag>;
}

type Tagged = { readonly state: RefundState; readonly afterSale: { readonly back: unknown } | null };
