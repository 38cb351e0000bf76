import type { broadcastState } from '@huoshui/contracts/words/accounts';

/** How a state looks. */
export function toneOf(state: keyof typeof broadcastState): 'good' | 'warn' | 'bad' | 'neutral' {
  if (state === 'sent') return 'good';
  if (state === 'failed') return 'bad';
  return state === 'planned' || state === 'cancelled' ? 'neutral' : 'warn';
}
