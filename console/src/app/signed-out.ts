import { useSyncExternalStore } from 'react';

/**
 * A session that ended under an open page: whoever called waits here until somebody has signed in again over it (true),
 * or will not (false). Calls that come meanwhile wait for the same answer.
 */
type Waiting = { readonly answer: Promise<boolean>; readonly settle: (again: boolean) => void };

let waiting: Waiting | null = null;
const listeners = new Set<() => void>();

export async function askToSignIn(): Promise<boolean> {
  if (waiting !== null) return waiting.answer;
  let settle: (again: boolean) => void = () => {};
  const answer = new Promise<boolean>((resolve) => {
    settle = resolve;
  });
  publish({ answer, settle });
  return answer;
}

export function settleSignIn(again: boolean): void {
  const settled = waiting;
  publish(null);
  settled?.settle(again);
}

export const useIsSignedOut = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null);

function publish(next: Waiting | null): void {
  waiting = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
