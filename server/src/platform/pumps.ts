/** Something that is done again and again until it says 0: a listener's next batch, a sweep's due rows. */
export type Pump = {
  /** Go on as soon as possible; never two at once. */
  kick(): void;
  /** Wait until there is nothing left to do, and say how much was done meanwhile. */
  settle(): Promise<number>;
  /** Whether something is under way. */
  isBusy(): boolean;
  /** Wait for what is under way, beginning nothing. */
  idle(): Promise<number>;
  /** Wait for the one piece of work that is under way, however much comes after it. */
  batch(): Promise<void>;
  /** Finish what is under way and do no more. */
  stop(): Promise<void>;
};

/** What was done at once; whether there may be more to do, where that is known otherwise than by doing it. */
type Piece = number | { readonly handled: number; readonly more: boolean };

/** `retryMs`: how long to rest after a failure that `work` did not handle itself; a second, for a database that is away is asked by every unit. */
export function createPump(work: () => Promise<Piece>, onError: (error: unknown) => void, retryMs = 1000): Pump {
  let running: Promise<number> | null = null;
  let piece: Promise<unknown> | null = null;
  let again = false;
  let stopped = false;
  let resting: NodeJS.Timeout | null = null;

  const runAll = async (): Promise<number> => {
    let done = 0;
    try {
      do {
        again = false;
        for (;;) {
          if (stopped) break;
          const next = work();
          piece = next;
          const did = await next;
          const { handled, more } = typeof did === 'number' ? { handled: did, more: did > 0 } : did;
          done += handled;
          if (!more) break;
        }
      } while (again && !stopped);
    } catch (error) {
      onError(error);
      resting ??= setTimeout(() => {
        resting = null;
        pump.kick();
      }, retryMs);
    } finally {
      running = null;
      piece = null;
    }
    return done;
  };
  const pump: Pump = {
    kick() {
      if (stopped) return;
      if (running) again = true;
      else running = runAll();
    },
    async settle() {
      const before = running ? await running : 0;
      if (stopped) return before;
      running ??= runAll();
      return before + (await running);
    },
    isBusy: () => running !== null,
    async idle() {
      return running ? await running : 0;
    },
    async batch() {
      await piece?.catch(() => undefined);
    },
    async stop() {
      stopped = true;
      if (resting) clearTimeout(resting);
      await running;
    },
  };
  return pump;
}
