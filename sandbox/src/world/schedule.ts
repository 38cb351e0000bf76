import type { Clock } from './clock.ts';

/** Something that waits for a moment on the sandbox's clock. */
export type Duty = {
  /** The earliest instant at which `run` has something to do; null when nothing waits. */
  readonly next: () => Date | null;
  /** Starts all that is due by `now`, so that `next` no longer names it; resolves when it is done. */
  readonly run: (now: Date) => Promise<void>;
  /** What was started and is not done; `next` does not name it. */
  readonly underWay?: () => Promise<unknown> | null;
};

export type Schedule = {
  readonly add: (duty: Duty) => void;
  /** Call after something was put that may be due earlier than what the timer waits for. */
  readonly wake: () => void;
  /** Runs all that is due, also what becomes due by running; gives up waiting (not working) after `patienceMs`. */
  readonly settle: (patienceMs: number) => Promise<void>;
  readonly nextDueAt: () => Date | null;
  readonly close: () => void;
};

/** One timer for the earliest duty. A moved clock is told by `settle`, which runs the duties in due order. */
export function openSchedule(clock: Clock, onError: (error: unknown) => void): Schedule {
  const duties: Duty[] = [];
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const nextDueAt = (): Date | null => earliest(duties.map((duty) => duty.next()));

  const runDue = async (): Promise<void> => {
    while (!closed) {
      const now = clock.now();
      const due = duties.filter((duty) => isDue(duty.next(), now));
      const underWay = duties.map((duty) => duty.underWay?.() ?? null).filter((work) => work !== null);
      if (due.length === 0 && underWay.length === 0) break;
      if (due.length > 0) await Promise.all(due.map(async (duty) => duty.run(now)));
      else await Promise.all(underWay);
    }
    wake();
  };

  const wake = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    const next = nextDueAt();
    if (closed || !next) return;
    const inMs = Math.min(Math.max(next.getTime() - clock.now().getTime(), 0), 0x7fff_ffff);
    timer = setTimeout(() => {
      runDue().catch(onError);
    }, inMs);
    timer.unref();
  };

  return {
    add: (duty) => {
      duties.push(duty);
      wake();
    },
    wake,
    settle: async (patienceMs) => {
      const patience = new AbortController();
      const work = runDue().catch(onError);
      await Promise.race([work, clockless(patienceMs, patience.signal)]);
      patience.abort();
    },
    nextDueAt,
    close: () => {
      closed = true;
      if (timer) clearTimeout(timer);
    },
  };
}

function isDue(at: Date | null, now: Date): boolean {
  return at !== null && at.getTime() <= now.getTime();
}

function earliest(instants: readonly (Date | null)[]): Date | null {
  let first: Date | null = null;
  for (const at of instants) if (at && (!first || at < first)) first = at;
  return first;
}

async function clockless(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
