import { orderState, refundState } from '@huoshui/contracts/words/orders';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';

export type OrderState = Answer<'GET /api/admin/orders/:id'>['state'];
type RefundState = Answer<'POST /api/admin/refunds/:id/retry'>['state'];

const orderTones: Readonly<Record<OrderState, Tone>> = {
  unpaid: 'neutral',
  paid: 'warn',
  shipped: 'info',
  received: 'good',
  cancelled: 'neutral',
  refunded: 'neutral',
};
const refundTones: Readonly<Record<RefundState, Tone>> = {
  requested: 'warn',
  processing: 'info',
  done: 'good',
  refused: 'neutral',
  failed: 'bad',
  withdrawn: 'neutral',
};

export function OrderStateTag({ state }: { readonly state: OrderState }) {
  return <StateTag tone={orderTones[state]}>{useWords()(orderState[state])}</StateTag>;
}

export function RefundStateTag({ state }: { readonly state: RefundState }) {
  return <StateTag tone={refundTones[state]}>{useWords()(refundState[state])}</StateTag>;
}
