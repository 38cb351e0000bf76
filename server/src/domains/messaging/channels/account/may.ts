import type { Recipient } from '../../channel.ts';
import type { ChannelReason } from '../../gate.ts';

/** She follows an account, and the account may do it (`more.right`). */
export function mayByRight({ address, more }: Recipient): 'ok' | ChannelReason {
  if (address === null) return 'no_address';
  return more.right === 'no' ? 'no_right' : 'ok';
}
