import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../ground/api.ts';
import { ApiError } from '../../ui/api-error.ts';
import { now } from '../../ui/now.ts';
import { forgetNoted, type Noted, noteCode, type Outcome, readQueue, settleNoted } from './queue.ts';

const NAME = 'hs-pickup-queue';
/** How often it is tried while something waits; the browser also says when the network is back. Taste. */
const EVERY_MS = 10_000;
/** Nobody answered who could: signed out, asked too often, or the server is away. */
const AGAIN = [401, 403, 408, 425, 429];

/** The codes that this browser keeps, and the sending of them: one at a time, in their order, until each is answered. */
export function useQueue() {
  const queries = useQueryClient();
  const [queue, setQueue] = useState(() => readQueue(localStorage.getItem(NAME)));
  const sending = useRef(false);
  // Another tab may have changed it: what is kept is the truth, never what this tab last saw.
  const change = useCallback((by: (queue: readonly Noted[]) => readonly Noted[]) => {
    const next = by(readQueue(localStorage.getItem(NAME)));
    localStorage.setItem(NAME, JSON.stringify(next));
    setQueue(next);
  }, []);
  const send = useCallback(async () => {
    if (sending.current) return;
    sending.current = true;
    try {
      for (const one of readQueue(localStorage.getItem(NAME)).filter(({ state }) => state === 'waiting')) {
        const outcome = await sendOne(one);
        if (outcome.kind === 'away') break;
        change((now) => settleNoted(now, one.key, outcome));
        void queries.invalidateQueries({ queryKey: ['pickups'] });
      }
    } finally {
      sending.current = false;
    }
  }, [change, queries]);
  const waits = queue.some(({ state }) => state === 'waiting');
  useEffect(() => {
    const reread = () => setQueue(readQueue(localStorage.getItem(NAME)));
    addEventListener('storage', reread);
    return () => removeEventListener('storage', reread);
  }, []);
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
  const note = (code: string, storeId: string, key: string): boolean => {
    let fresh = false;
    change((queue) => {
      const next = noteCode(queue, { key, code, storeId, at: now().toISOString() });
      fresh = next !== null;
      return next ?? queue;
    });
    return fresh;
  };
  return { queue, note, send, forget: (key: string) => change((now) => forgetNoted(now, key)) };
}

async function sendOne({ key, code, storeId, at }: Noted): Promise<Outcome> {
  try {
    const { name, number } = await api('POST /api/admin/pickups/redemptions', { body: { code, storeId, at }, key });
    return { kind: 'done', said: `${name} ${number}` };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || AGAIN.includes(error.status)) return { kind: 'away' };
    return { kind: 'refused', said: error.message };
  }
}

/** Of one handing over: sent at once or later, it is the same. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
