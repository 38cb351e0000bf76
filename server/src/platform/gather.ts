export type GatherOptions<Ask, Answer> = {
  /** Do a group at once; one answer an ask, in their order. */
  readonly work: (asks: readonly Ask[]) => Promise<readonly Answer[]>;
  /** How long the first ask of an idle gatherer waits for company. */
  readonly lingerMs: number;
  /** At most so many in one group. */
  readonly most: number;
  /** So many groups may be at work at once: while one waits for its commit, the next is prepared. */
  readonly lanes: number;
  /** Did this error surely leave nothing behind? Only then may its group be tried again in parts. */
  readonly isCertain: (error: unknown) => boolean;
};

/**
 * Group commit: asks that come while a group is at work wait and become the next group. When a group fails it is
 * halved until the ask that breaks it stands alone, so that no ask fails for another's sake. A failure that may have
 * come after the commit (a lost connection) is told to all of the group: whoever asks again does so with her key. Reads
 * are gathered too, where each request would ask the same of another row.
 */
export function createGatherer<Ask, Answer>(options: GatherOptions<Ask, Answer>): (ask: Ask) => Promise<Answer> {
  type Waiting = { readonly ask: Ask; resolve(answer: Answer): void; reject(error: unknown): void };
  const waiting: Waiting[] = [];
  let running = 0;

  const answer = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await options.work(group.map((one) => one.ask));
      for (const [at, one] of group.entries()) {
        const mine = answers[at];
        if (mine === undefined) one.reject(new Error('a gathered ask was left without an answer'));
        else one.resolve(mine);
      }
    } catch (error) {
      const half = Math.ceil(group.length / 2);
      if (group.length === 1 || !options.isCertain(error)) for (const one of group) one.reject(error);
      else for (const part of [group.slice(0, half), group.slice(half)]) await answer(part);
    }
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await answer(waiting.splice(0, options.most));
    running -= 1;
  };
  return async (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (running >= options.lanes) return;
      running += 1;
      setTimeout(() => void run(), options.lingerMs);
    });
}
