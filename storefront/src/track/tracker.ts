import type { CollectEvent } from '@huoshui/contracts/analytics';

/** What may be told of one act besides its name: the columns of the event store and free flat properties. */
export type Facts = Partial<Pick<CollectEvent, 'page' | 'productId' | 'categoryId' | 'orderId' | 'value' | 'props'>>;

export type Batch = { readonly sentAt: string; readonly events: readonly CollectEvent[] };

/**
 * taken: durable at the server, or refused for good (sending it again would change nothing).
 * later: not known to be durable, send the same events again.
 */
export type Delivery = 'taken' | 'later';

export type TrackerPorts = {
  readonly deliver: (batch: Batch) => Promise<Delivery>;
  /** The queue as it was kept; anything unreadable counts as empty. */
  readonly load: () => Promise<readonly CollectEvent[]>;
  readonly save: (events: readonly CollectEvent[]) => Promise<void>;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly wait: (ms: number, then: () => void) => () => void;
};

const batchSize = 50;
/** Beyond this the oldest go: a phone that is offline for days must not fill its storage. */
const queueLimit = 500;
const flushMs = 4_000;
const firstRetryMs = 2_000;
const lastRetryMs = 300_000;
/** A visit ends after half an hour without an act, as in the usual web analytics. */
const sessionMs = 30 * 60_000;

/**
 * Collects events, keeps them over restarts and sends them in batches until the server has them. Every event has its
 * own id from the start, so a batch that is sent again counts once.
 */
export function createTracker(ports: TrackerPorts) {
  let queue: CollectEvent[] = [];
  let restored: Promise<void> | null = null;
  let session = ports.uuid();
  let lastAct = ports.now().getTime();
  let sending: Promise<void> | null = null;
  let failures = 0;
  let cancelTimer: (() => void) | null = null;

  function track(name: string, facts: Facts = {}): void {
    const at = ports.now();
    if (at.getTime() - lastAct > sessionMs) session = ports.uuid();
    lastAct = at.getTime();
    queue.push({ id: ports.uuid(), name, ts: at.toISOString(), session, ...facts });
    if (queue.length > queueLimit) queue = queue.slice(-queueLimit);
    if (queue.length >= batchSize && failures === 0) void flush();
    else arm(failures === 0 ? flushMs : backOff(failures));
  }

  /** Sends what there is; for the moment the shopper leaves, too. Resolves when the attempt is over. */
  async function flush(): Promise<void> {
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  }

  async function send(): Promise<void> {
    disarm();
    restored ??= restore();
    await restored;
    while (queue.length > 0) {
      const events = queue.slice(0, batchSize);
      await ports.save(queue);
      const delivery = await ports.deliver({ sentAt: ports.now().toISOString(), events }).catch(() => 'later' as const);
      if (delivery === 'later') {
        failures += 1;
        arm(backOff(failures));
        return;
      }
      failures = 0;
      const gone = new Set(events.map((event) => event.id));
      queue = queue.filter((event) => !gone.has(event.id));
      await ports.save(queue);
    }
  }

  async function restore(): Promise<void> {
    const kept = await ports.load().catch(() => []);
    queue = [...kept, ...queue].slice(-queueLimit);
  }

  function arm(ms: number): void {
    cancelTimer ??= ports.wait(ms, () => {
      cancelTimer = null;
      void flush();
    });
  }

  function disarm(): void {
    cancelTimer?.();
    cancelTimer = null;
  }

  return { track, flush, waiting: () => queue.length };
}

/** 2 s, 4 s, 8 s … 5 min, less up to a quarter so that phones do not come back all at once. */
function backOff(failures: number): number {
  const full = Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1));
  return Math.round(full * (1 - Math.random() * 0.25));
}
