import { randomUUID } from 'node:crypto';
import type { Duty } from '../world/schedule.ts';
import { digits, seeded } from '../world/seed.ts';
import type { TableShape } from '../world/table.ts';
import type { World } from '../world/world.ts';
import { deliver } from './deliver.ts';
import type { Delivery, Notification } from './notification.ts';

export type Notifier = {
  /** Puts it down for delivery; resolves when what is due at once was tried once. */
  readonly queue: (notification: Notification) => Promise<void>;
  readonly pending: () => number;
  readonly duty: Duty;
};

const deliveries: TableShape<Delivery> = { name: 'deliveries' };
const atOnce = 64;

/** Seconds to the next attempt after the first, second, … failed one: 24 h 4 min in all. Source: WeChat Pay v3, 支付成功通知. */
export const retrySeconds: readonly number[] = [
  15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600,
];

/** Delivers notifications at least once, by the retry ladder, on the sandbox's clock; what is pending outlives a restart. */
export function openNotifier(world: World): Notifier {
  const table = world.store.of(deliveries);
  const underWay = new Map<string, Promise<void>>();
  const queued: (() => void)[] = [];
  let running = 0;

  const start = async (delivery: Delivery): Promise<void> => {
    const attempt = (async () => {
      if (running >= atOnce) await new Promise<void>((resolve) => queued.push(resolve));
      running += 1;
      try {
        const accepted = await deliver(world, delivery);
        settleAttempt(world, delivery, accepted);
      } finally {
        running -= 1;
        underWay.delete(delivery.id);
        queued.shift()?.();
      }
    })();
    underWay.set(delivery.id, attempt);
    return attempt;
  };

  const idle = (): readonly Delivery[] => [...table.all()].filter((delivery) => !underWay.has(delivery.id));

  const duty: Duty = {
    next: () => {
      let first: string | null = null;
      for (const delivery of table.all()) {
        if (!underWay.has(delivery.id) && (first === null || delivery.dueAt < first)) first = delivery.dueAt;
      }
      return first === null ? null : new Date(first);
    },
    run: async (now) => {
      const due = idle().filter((delivery) => new Date(delivery.dueAt) <= now);
      due.sort((a, b) => a.dueAt.localeCompare(b.dueAt));
      await Promise.all(due.map(start));
    },
    underWay: () => (underWay.size === 0 ? null : Promise.all(underWay.values())),
  };

  const queue = async (notification: Notification): Promise<void> => {
    const rows = plan(world, notification);
    world.store.together(() => {
      for (const row of rows) table.put(row.id, row);
    });
    const now = world.clock.now().toISOString();
    await Promise.all(rows.filter((row) => row.dueAt <= now).map(start));
    world.schedule.wake();
  };

  return { queue, duty, pending: () => table.size() };
}

/** The deliveries that the faults make of a notification: none when it gets lost, two when it is doubled. */
function plan(world: World, notification: Notification): readonly Delivery[] {
  const { notify } = world.faults.get();
  const now = world.clock.now();
  const waitMs = waitOf(world);
  if (notify === 'lost') {
    logLost(world, notification);
    return [];
  }
  const notificationId = randomUUID();
  return Array.from({ length: notify === 'doubled' ? 2 : 1 }, () => ({
    ...notification,
    id: `d${world.store.next('delivery')}`,
    notificationId,
    createdAt: now.toISOString(),
    dueAt: new Date(now.getTime() + waitMs).toISOString(),
    attempts: 0,
  }));
}

function waitOf(world: World): number {
  const { notify, notifyDelaySeconds, notifyLateMinutes } = world.faults.get();
  if (notify === 'delayed') return notifyDelaySeconds * 1000;
  if (notify === 'late') return notifyLateMinutes * 60_000;
  if (notify !== 'shuffled') return 0;
  const drawn = Number(seeded(world.seed, 'shuffled', world.store.next('shuffled'), 4, digits));
  return Math.round((drawn / 9999) * notifyDelaySeconds * 1000);
}

/** Accepted: done. Refused: the next step of the ladder, counted from when this one was due; after the last, given up. */
function settleAttempt(world: World, delivery: Delivery, accepted: boolean): void {
  const table = world.store.of(deliveries);
  const wait = retrySeconds[delivery.attempts];
  if (accepted || wait === undefined) {
    table.drop(delivery.id);
    return;
  }
  const dueAt = new Date(new Date(delivery.dueAt).getTime() + wait * 1000).toISOString();
  table.put(delivery.id, { ...delivery, dueAt, attempts: delivery.attempts + 1 });
}

function logLost(world: World, notification: Notification): void {
  world.log.add({
    at: world.clock.now().toISOString(),
    direction: 'out',
    title: `${notification.summary}通知（按故障设置丢失）`,
    method: 'POST',
    path: notification.url,
    status: 0,
    ok: false,
    code: 'LOST',
    request: JSON.stringify(notification.resource),
    response: '',
    latencyMs: 0,
  });
}
