import { setTimeout as pause } from 'node:timers/promises';

export type Retry = {
  readonly retries: number;
  /** Pause before the first retry in ms, at most; it doubles each time. */
  readonly baseMs: number;
};

/** "Retry at most three times" is the platform's own advice for -1. */
export const defaultRetry: Retry = { retries: 3, baseMs: 200 };

/**
 * Repeats while `worthIt` says so. Full jitter (a pause between zero and the doubled bound) spreads callers that
 * failed together, so that they do not come back together.
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
      if (tries > retry.retries || !worthIt(error)) throw error;
      await pause(Math.random() * retry.baseMs * 2 ** (tries - 1));
    }
  }
}
