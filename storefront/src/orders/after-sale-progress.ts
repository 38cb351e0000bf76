import type { Refund } from './words.ts';

type Facts = Pick<Refund, 'state' | 'origin'> & {
  readonly kind: 'refund' | 'return' | 'exchange';
  readonly sentBack: boolean;
  readonly came: boolean;
};

/** A step of a request, and whether it is behind it. */
export type Step = {
  readonly of: 'asked' | 'begun' | 'shop' | 'refused' | 'back' | 'looked' | 'money' | 'replaced';
  readonly past: boolean;
};

/**
 * 申请 → 店家处理 → 寄回 → 验收 → 退款/补寄, as far as it goes: what comes back and what goes out depends on what she asked for. One
 * that ended on the way shows where.
 */
export function progressOf({ state, origin, kind, sentBack, came }: Facts): readonly Step[] {
  const agreed = !['requested', 'withdrawn'].includes(state);
  const first: Step = { of: origin === 'shopper' ? 'asked' : 'begun', past: true };
  if (state === 'refused' && !sentBack) return [first, { of: 'refused', past: true }];
  const shop: Step = { of: 'shop', past: agreed };
  const ended = state === 'done' || state === 'exchanged';
  const comesBack = kind !== 'refund' && (sentBack || came || ['requested', 'returning', 'lapsed'].includes(state));
  const goods: Step[] = comesBack
    ? [
        { of: 'back', past: sentBack || came },
        { of: state === 'refused' ? 'refused' : 'looked', past: came || state === 'refused' },
      ]
    : [];
  const exchanged = kind === 'exchange' && !['processing', 'done', 'failed'].includes(state);
  return [first, shop, ...goods, { of: exchanged ? 'replaced' : 'money', past: ended }];
}
