import { platformErrors } from '../platform-errors.ts';

export type LaneLimits = {
  /** How many are computed at a time; one leaves a core of a small host to the shop, two let a short question pass a long one. */
  readonly atOnce: number;
  /** How many different questions wait at most; a page asks some five. */
  readonly waiting: number;
  /** From the question to its answer, waiting and all. Below the minute after which browsers and proxies give up. */
  readonly ms: number;
};

const USUAL: LaneLimits = { atOnce: 2, waiting: 40, ms: 55_000 };

type Work = (signal: AbortSignal) => Promise<unknown>;
type Shared = { readonly answer: Promise<unknown>; readonly control: AbortController; askers: number };

/**
 * Where heavy questions queue: equal ones at once share a computation, few are computed at a time, in order of arrival; one
 * that nobody waits for any more is called off, one that takes too long is answered so.
 */
export class ReportLane {
  readonly #limits: LaneLimits;
  readonly #shared = new Map<string, Shared>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(limits: LaneLimits = USUAL) {
    this.#limits = limits;
  }

  /** @throws platform.reports_busy (503) when too many wait, platform.report_slow (504) when it took too long */
  async ask<T>(key: string, work: (signal: AbortSignal) => Promise<T>, gone: AbortSignal): Promise<T> {
    const shared = this.#shared.get(key) ?? this.#begin(key, work);
    shared.askers += 1;
    const leave = () => {
      shared.askers -= 1;
      if (shared.askers === 0) this.#end(key, shared, new Error('nobody waits for it any more'));
    };
    gone.addEventListener('abort', leave, { once: true });
    try {
      // Equal keys are equal questions, so whoever began it asked for this very kind of answer.
      return (await shared.answer) as T;
    } finally {
      gone.removeEventListener('abort', leave);
    }
  }

  #begin(key: string, work: Work): Shared {
    if (this.#queue.length >= this.#limits.waiting) throw platformErrors.error('reports_busy');
    const control = new AbortController();
    const answer = this.#compute(work, control.signal);
    const shared: Shared = { answer, control, askers: 0 };
    this.#shared.set(key, shared);
    const tooLong = setTimeout(() => this.#end(key, shared, platformErrors.error('report_slow')), this.#limits.ms);
    const over = () => {
      clearTimeout(tooLong);
      if (this.#shared.get(key) === shared) this.#shared.delete(key);
    };
    // Whoever asked hears how it ended; when all have left, nobody does.
    answer.then(over, over);
    return shared;
  }

  #end(key: string, shared: Shared, reason: Error): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
    shared.control.abort(reason);
  }

  async #compute(work: Work, signal: AbortSignal): Promise<unknown> {
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    ended.catch(() => {});
    await Promise.race([this.#turn(signal), ended]);
    // Its place is free when its work has ended, not when its askers were told that it takes too long.
    const working = work(signal).finally(() => this.#next());
    working.catch(() => {});
    return Promise.race([working, ended]);
  }

  async #turn(signal: AbortSignal): Promise<void> {
    if (this.#running < this.#limits.atOnce) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#queue.push(resolve);
      signal.addEventListener('abort', () => {
        const at = this.#queue.indexOf(resolve);
        if (at >= 0) this.#queue.splice(at, 1);
      });
    });
  }

  /** The place is handed on, or free. */
  #next(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
