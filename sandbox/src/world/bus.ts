/** What changed, for the page: a topic and (for a shopper's things) whose. No data; the page asks again for what it shows. */
export type Change = {
  readonly topic: 'shoppers' | 'chats' | 'payments' | 'log' | 'clock' | 'faults' | 'codes' | 'wecom';
  readonly id?: string;
};

export type Bus = {
  readonly tell: (change: Change) => void;
  /** Changes come gathered, at most every 150 ms, each once: a rehearsal of 50 000 calls must not drown an open page. */
  readonly listen: (hear: (changes: readonly Change[]) => void) => () => void;
};

/** What happens within a blink reaches the page as one change. Taste. */
const gatherMs = 150;

export function openBus(): Bus {
  const listeners = new Set<(changes: readonly Change[]) => void>();
  let pending = new Map<string, Change>();
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    timer = null;
    const changes = [...pending.values()];
    pending = new Map();
    for (const hear of listeners) hear(changes);
  };

  return {
    tell: (change) => {
      if (listeners.size === 0) return;
      pending.set(`${change.topic}/${change.id ?? ''}`, change);
      if (!timer) timer = setTimeout(flush, gatherMs).unref();
    },
    listen: (hear) => {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}
