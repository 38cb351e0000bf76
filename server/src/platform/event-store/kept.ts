/** An answer and when it was made, ms of this process. */
type Kept = { readonly answer: unknown; readonly at: number; readonly tookMs: number; readonly isBig: boolean };

export type KeptLimits = {
  /** What takes less is made anew each time: there is nothing to win. */
  readonly slowMs: number;
  /** Younger than this it is simply given again; older, it is given and made anew behind the asker's back. */
  readonly freshMs: number;
  /** Older than this it is not given any more. */
  readonly mostMs: number;
};

/** Half a second is what somebody feels who opens a picker; the others are taste. */
const USUAL: KeptLimits = { slowMs: 500, freshMs: 15_000, mostMs: 300_000 };

/**
 * Answers that many ask for and that take long in a big shop only. There, an asker gets what was true a moment ago, and the
 * store is asked once a while; in a small one everybody gets what is true now.
 */
export class KeptAnswers {
  readonly #limits: KeptLimits;
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Promise<unknown>>();

  constructor(limits: KeptLimits = USUAL) {
    this.#limits = limits;
  }

  /** @param isBig of an answer: the next asker need not find out that it takes long */
  async ask<T>(key: string, make: () => Promise<T>, isBig: (answer: T) => boolean = () => false): Promise<T> {
    const kept = this.#kept.get(key);
    const age = performance.now() - (kept?.at ?? 0);
    const usable =
      kept !== undefined && (kept.isBig || kept.tookMs > this.#limits.slowMs) && age <= this.#limits.mostMs;
    if (!usable) return this.#make(key, make, isBig);
    // A failure is nobody's who is here: the next asker meets it when the kept answer has become too old.
    if (age > this.#limits.freshMs && !this.#making.has(key)) this.#make(key, make, isBig).catch(() => {});
    // The key says what is asked, so it is this very kind of answer.
    return kept.answer as T;
  }

  async #make<T>(key: string, make: () => Promise<T>, isBig: (answer: T) => boolean): Promise<T> {
    const start = performance.now();
    const making = make();
    this.#making.set(key, making);
    try {
      const answer = await making;
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(key, { answer, at: performance.now(), tookMs: performance.now() - start, isBig: isBig(answer) });
      return answer;
    } finally {
      if (this.#making.get(key) === making) this.#making.delete(key);
    }
  }
}

/** Days as of which somebody may look; more than a few is somebody turning pages of a calendar. */
const MOST_KEPT = 50;
