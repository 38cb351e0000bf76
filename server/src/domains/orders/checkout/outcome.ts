import type { DomainError } from '../../../platform/errors.ts';
import { orderErrors } from '../errors.ts';
import type { CheckoutAsk } from './draft.ts';

export type Placed = {
  readonly id: string;
  readonly number: string;
  readonly payable: number;
  readonly expiresAt: Date;
};
export type CheckoutOutcome =
  | { readonly ok: true; readonly order: Placed }
  | { readonly ok: false; readonly error: DomainError };

/** The order that was placed with this key before, if it was asked for the same. */
export function repeated(ask: CheckoutAsk, placed: Placed & { readonly hash: string }): CheckoutOutcome {
  if (placed.hash !== ask.hash) return { ok: false, error: orderErrors.error('key_reused') };
  const { id, number, payable, expiresAt } = placed;
  return { ok: true, order: { id, number, payable, expiresAt } };
}

/** The same key twice in one group: the first one acts, the others get its answer. */
export function sharedOutcome(
  ask: CheckoutAsk,
  first: CheckoutAsk | undefined,
  outcomes: ReadonlyMap<CheckoutAsk, CheckoutOutcome>,
): CheckoutOutcome {
  const outcome = first && outcomes.get(first);
  if (!first || !outcome) return { ok: false, error: orderErrors.error('not_found') };
  return first.hash === ask.hash ? outcome : { ok: false, error: orderErrors.error('key_reused') };
}

/** Orders without a key are never alike. */
export function keyOf(ask: CheckoutAsk): string {
  return `${ask.memberId} ${ask.key ?? ''}`;
}
