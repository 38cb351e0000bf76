import type { RefundRow } from '../refund/row.ts';

/** Whether there is still something to decide or to do, so that both may write about it. */
export function isOpen({ state, afterSale }: Pick<RefundRow, 'state' | 'afterSale'>): boolean {
  return afterSale !== null && ['requested', 'returning', 'replacing', 'processing', 'failed'].includes(state);
}
