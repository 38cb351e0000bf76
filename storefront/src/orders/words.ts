import { shopperOrderState, shopperRefundState } from '@huoshui/contracts/words/orders';
import type { Answer } from '../api/index.ts';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import { t } from './texts.ts';

export type Order = Answer<'GET /api/shop/orders/:id'>;
export type Refund = Order['refunds'][number];
export type RefundDetail = Answer<'GET /api/shop/refunds/:id'>;

export function stateWords(state: Order['state']): string {
  return say(shopperOrderState[state]);
}

/** The team of a group buy that it waits for; null: none. */
export function teamOf({ state, holds }: Order): string | null {
  if (state !== 'paid' && state !== 'to_collect') return null;
  return holds.find(({ team }) => team !== null)?.team ?? null;
}

/** Where an order stands: one that waits for its team is not being packed. */
export function orderWords(order: Order): string {
  return teamOf(order) === null ? stateWords(order.state) : t('waitsForTeam');
}

/** How far a refund is. A request that was refused is not the whole truth where the shop gave something back all the same. */
export function refundWords({
  state,
  givenInstead,
  asked,
  afterSale,
}: Pick<Refund, 'state' | 'givenInstead' | 'asked' | 'afterSale'>): string {
  if (state === 'returning' && afterSale !== null && afterSale.back !== null) return t('waitsForLook');
  if (asked !== null && state === 'processing') return t('partProcessing');
  if (asked !== null && state === 'done') return t('partDone');
  if (state === 'refused' && givenInstead > 0) return t('gaveInstead', { amount: yuan(givenInstead) });
  return say(shopperRefundState[state]);
}

const openStates: readonly Refund['state'][] = ['requested', 'returning', 'replacing', 'processing', 'failed'];

/** Lines with what is neither given back nor spoken for by a request that is open. */
export function linesLeft(order: Order): Order['lines'] {
  const held = order.refunds.filter(({ state }) => openStates.includes(state)).flatMap(({ lines }) => lines);
  return order.lines
    .map((line) => {
      const own = held.filter(({ lineId }) => lineId === line.id);
      return {
        ...line,
        refundedQuantity: line.refundedQuantity + own.reduce((sum, { quantity }) => sum + quantity, 0),
        refundedAmount: line.refundedAmount + own.reduce((sum, { amount }) => sum + amount, 0),
      };
    })
    .filter((line) => line.refundedQuantity < line.quantity);
}

/** What money goes back for: a gift follows what earned it, it can only be exchanged by itself. */
export function boughtLeft(order: Order): Order['lines'] {
  return linesLeft(order).filter(({ gift }) => gift === null);
}

/** Paid, and not given back whole. */
export function wasPaid({ state }: Pick<Order, 'state'>): boolean {
  return ['paid', 'to_collect', 'partly_shipped', 'shipped', 'received'].includes(state);
}

/** What may still be asked back: paid, and something left. */
export function canAskRefund(order: Order): boolean {
  // A card goes back by its own rule, at the shop.
  return wasPaid(order) && order.service === null && boughtLeft(order).length > 0;
}
