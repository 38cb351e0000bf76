import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useOrderText } from './texts.ts';

export const orderStates = ['unpaid', 'paid', 'shipped', 'received', 'cancelled', 'refunded'] as const;
export const refundStates = ['requested', 'processing', 'done', 'refused', 'failed'] as const;
export const refundOrigins = ['shopper', 'operator', 'unusable_payment'] as const;
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
};

export function useOrderStateName(): (state: OrderState) => string {
  const t = useOrderText();
  return (state) => t(state === 'refunded' ? 'refunded_state' : state);
}

export function OrderStateTag({ state }: { readonly state: OrderState }) {
  return <StateTag tone={orderTones[state]}>{useOrderStateName()(state)}</StateTag>;
}

export function RefundStateTag({ state }: { readonly state: RefundState }) {
  const t = useOrderText();
  return <StateTag tone={refundTones[state]}>{t(state)}</StateTag>;
}
