import type { Want } from './mirror.ts';

/** How it stands at WeChat: not sent; sent and not confirmed, so that she sees it and cannot use it; and then. */
export type Theirs = 'none' | 'sent' | 'available' | 'used' | 'gone';
export type Step = 'send' | 'confirm' | 'use' | 'return' | 'deactivate' | 'drop';

/**
 * The one step that brings WeChat nearer to how the shop has it; null: as near as it can come. What is gone there stays so, and what is
 * used there and over here is told no more: a coupon that ended needs no return.
 */
export function nextStep(theirs: Theirs, want: Want): Step | null {
  if (theirs === 'gone' || theirs === want) return null;
  if (theirs === 'none') return want === 'available' ? 'send' : 'drop';
  if (theirs === 'used') return want === 'available' ? 'return' : null;
  if (want === 'gone') return 'deactivate';
  return theirs === 'sent' ? 'confirm' : 'use';
}

export const after: Readonly<Record<Step, Theirs>> = {
  send: 'sent',
  confirm: 'available',
  use: 'used',
  return: 'available',
  deactivate: 'gone',
  drop: 'gone',
};
