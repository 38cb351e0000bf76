import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../ui/api-error.ts';
import { now } from '../../ui/now.ts';
import { forgetNoted, type Noted, noteCode, type Outcome, readQueue, settleNoted } from './queue.ts';

/** How often it is tried while something waits; the browser also says when the network is back. Taste. */
const EVERY_MS = 10_000;
/** Nobody answered who could: signed out, asked too often, or the server is away. */
const AGAIN = [401, 403, 408, 425, 429];

/** Codes of one kind: where this browser keeps them, what to read anew, and how one is sent; its answer in a few words. */
export type Sent = {
  readonly name: string;
  readonly changes: string;
  readonly tell: (noted: Noted) => Promise<string>;
};

/** The codes that this browser keeps, and the sending of them: one at a time, in their order, until each is answered. */
export function useQueue({ name, changes, tell }: Sent) {
  const queries = useQueryClient();
  const [queue, setQueue] = useState(() => readQueue(localStorage.getItem(name)));
  const sending = useRef(false);
  // Another tab may have changed it: what is kept is the truth, never what this tab last saw.
  const change = useCallback(
    (by: (queue: readonly Noted[]) => readonly Noted[]) => {
      const next = by(readQueue(localStorage.getItem(name)));
      localStorage.setItem(name, JSON.stringify(next));
      setQueue(next);
    },
    [name],
  );
  const send = useCallback(async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (const one of readQueue(localStorage.getItem(name)).filter(({ state }) => state === 'waiting')) {
        const outcome = await sendOne(one, tell);
        if (outcome.kind === 'away') break;
        change((now) => settleNoted(now, one.key, outcome));
        void queries.invalidateQueries({ queryKey: [changes] });
      }
    } finally {
      sending.current = false;
    }
  }, [change, queries, name, changes, tell]);
  const waits = queue.some(({ state }) => state === 'waiting');
  useEffect(() => {
    const reread = () => setQueue(readQueue(localStorage.getItem(name)));
    addEventListener('storage', reread);
    return () => removeEventListener('storage', reread);
  }, [name]);
  useEffect(() => {
    if (!waits) return undefined;
    const onward = () => void send();
    onward();
    const timer = setInterval(onward, EVERY_MS);
    addEventListener('online', onward);
    return () => {
      clearInterval(timer);
      removeEventListener('online', onward);
    };
  }, [waits, send]);
  /** Whether it was noted; false: it was before. */
  const note = (code: string, storeId: string, key: string, bill?: number): boolean => {
    let fresh = false;
    change((queue) => {
      const next = noteCode(queue, {
        ...{ key, code, storeId, at: now().toISOString() },
        ...(bill === undefined ? {} : { bill }),
      });
      fresh = next !== null;
      return next ?? queue;
    });
    return fresh;
  };
  return { queue, note, send, forget: (key: string) => change((now) => forgetNoted(now, key)) };
}

async function sendOne(noted: Noted, tell: Sent['tell']): Promise<Outcome> {
  try {
    return { kind: 'done', said: await tell(noted) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || AGAIN.includes(error.status)) return { kind: 'away' };
    return { kind: 'refused', said: error.message };
  }
}

/** Of one handing over: sent at once or later, it is the same. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
