import { setTimeout as pause } from 'node:timers/promises';
import { askedPause } from './later.ts';

export type Retry = {
  readonly retries: number;
  /** Pause before the first retry in ms, at most; it doubles each time. */
  readonly baseMs: number;
};

/** "Retry at most three times" is the platform's own advice for -1. */
export const defaultRetry: Retry = { retries: 3, baseMs: 200 };

/** Whoever is asked to wait longer than that comes back by his own queue: a request does not sleep so long. Taste. */
const longestPauseMs = 3000;

/**
 * Repeats while `worthIt` says so. Full jitter (a pause between zero and the doubled bound) spreads callers that
 * failed together, so that they do not come back together. A pause that the other side asks for is kept.
 */
export async function retrying<T>(
  retry: Retry,
  worthIt: (error: unknown) => boolean,
  attempt: (tries: number) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(tries);
    } catch (error) {
      const asked = askedPause(error) ?? 0;
      if (tries > retry.retries || asked > longestPauseMs || !worthIt(error)) throw error;
      await pause(asked + Math.random() * retry.baseMs * 2 ** (tries - 1));
    }
  }
}
