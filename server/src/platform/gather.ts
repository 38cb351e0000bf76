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
  /** Who asks. Whoever broke a group goes alone for a minute: what she sends again breaks nobody else's. */
  readonly from?: (ask: Ask) => string;
};

const ALONE_MS = 60_000;
/** More have not been bad at once unless somebody means it; the oldest are forgotten first. */
const MOST_ALONE = 1000;

/**
 * Group commit: asks that come while a group is at work wait and become the next group. A group that fails leaves its lane
 * and is halved beside it until the ask that breaks it stands alone, so that no ask fails for another's sake, and none
 * that comes meanwhile waits for the search. A failure that may have come after the commit (a lost connection) is told to
 * all of the group: whoever asks again does so with her key. Reads are gathered too, where each request would ask the
 * same of another row.
 */
export function createGatherer<Ask, Answer>(options: GatherOptions<Ask, Answer>): (ask: Ask) => Promise<Answer> {
  type Waiting = { readonly ask: Ask; resolve(answer: Answer): void; reject(error: unknown): void };
  const waiting: Waiting[] = [];
  /** Parts of groups that failed, and behind them those who go alone. */
  const parts: Waiting[][] = [];
  const alone: Waiting[] = [];
  const bad = new Map<string, number>();
  let running = 0;
  let sorting = false;

  const blame = ({ ask }: Waiting): void => {
    const who = options.from?.(ask);
    if (who === undefined) return;
    bad.delete(who);
    bad.set(who, performance.now() + ALONE_MS);
    for (const oldest of bad.keys()) if (bad.size > MOST_ALONE) bad.delete(oldest);
  };
  const goesAlone = (ask: Ask): boolean => {
    const who = bad.size > 0 ? options.from?.(ask) : undefined;
    const until = who === undefined ? undefined : bad.get(who);
    if (who === undefined || until === undefined) return false;
    if (until > performance.now()) return true;
    bad.delete(who);
    return false;
  };
  const answer = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const answers = await options.work(group.map((one) => one.ask));
      for (const [at, one] of group.entries()) {
        const mine = answers[at];
        if (mine === undefined) one.reject(new Error('a gathered ask was left without an answer'));
        else one.resolve(mine);
      }
    } catch (error) {
      const certain = options.isCertain(error);
      if (group.length > 1 && certain) return putAside(group);
      for (const one of group) one.reject(error);
      const [only] = group;
      if (only && certain) blame(only);
    }
  };
  const putAside = (group: readonly Waiting[]): void => {
    const half = Math.ceil(group.length / 2);
    parts.push(group.slice(0, half), group.slice(half));
    if (!sorting) void sort();
  };
  const sort = async (): Promise<void> => {
    sorting = true;
    for (;;) {
      const next = parts.shift() ?? alone.splice(0, 1);
      if (next.length === 0) break;
      await answer(next);
    }
    sorting = false;
  };
  const run = async (): Promise<void> => {
    while (waiting.length > 0) await answer(waiting.splice(0, options.most));
    running -= 1;
  };
  return async (ask) =>
    new Promise((resolve, reject) => {
      const mine: Waiting = { ask, resolve, reject };
      if (goesAlone(ask)) {
        alone.push(mine);
        if (!sorting) void sort();
        return;
      }
      waiting.push(mine);
      if (running >= options.lanes) return;
      running += 1;
      setTimeout(() => void run(), options.lingerMs);
    });
}
