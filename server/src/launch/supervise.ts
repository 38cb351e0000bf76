import { setTimeout as sleep } from 'node:timers/promises';

/** One started part of the system: a process and how to end it. */
export type Running = {
  readonly pid: number;
  /** Settles with the exit code (null after a signal) when the process ends, asked or not. */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
};

export type Supervised<R extends Running> = {
  /** What runs now; another object after a restart. */
  readonly current: () => R;
  /** Ends the part for good; safe to call twice. */
  stop(): Promise<void>;
};

export type Watch = {
  /** Told when the part ended by itself and will be started again after `waitMs`. */
  readonly onRestart: (attempt: number, waitMs: number) => void;
  readonly onBack: () => void;
};

/** A crash is mended before a shopper notices; a part that keeps failing is not started more than six times a minute. */
const firstWaitMs = 200;
const longestWaitMs = 10_000;
/** A part that ran this long was well: its next failure is a new story with short waits. */
const wellAfterMs = 30_000;

/**
 * Starts a part and keeps it running: whenever it ends without being asked, it is started again, after 0.2 s at first
 * and up to 10 s when it keeps failing.
 *
 * @throws when the very first start fails: that is a wrong configuration, which trying again cannot mend
 */
export async function supervise<R extends Running>(start: () => Promise<R>, watch: Watch): Promise<Supervised<R>> {
  let current = await start();
  const ending = new AbortController();

  const keepRunning = async (): Promise<void> => {
    let attempt = 0;
    for (;;) {
      const since = performance.now();
      await current.exited;
      if (performance.now() - since > wellAfterMs) attempt = 0;
      let back = false;
      while (!back) {
        if (ending.signal.aborted) return;
        const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** attempt);
        attempt += 1;
        watch.onRestart(attempt, waitMs);
        await sleep(waitMs, undefined, { signal: ending.signal }).catch(() => {});
        if (ending.signal.aborted) return;
        back = await start().then(
          (next) => {
            current = next;
            return true;
          },
          () => false,
        );
      }
      if (ending.signal.aborted) return;
      watch.onBack();
    }
  };
  const kept = keepRunning();

  return {
    current: () => current,
    stop: async () => {
      ending.abort();
      await current.stop();
      // A start that was under way while we were asked to stop has brought up one more.
      await kept;
      await current.stop();
    },
  };
}
