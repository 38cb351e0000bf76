import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepDays } from '../../server/src/domains/analytics/days.ts';
import { createEventStore, type EventStore } from '../../server/src/platform/event-store/client.ts';
import { migrateEventStore } from '../../server/src/platform/event-store/migrate.ts';
import { spawnEventStore } from '../../server/src/platform/event-store/spawn.ts';

/** An event store as the product runs it, in a folder that is thrown away afterwards. */
export async function withEventStore<T>(work: (store: EventStore, url: string, pid: number) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'huoshui-bench-'));
  const spawned = await spawnEventStore({ dataDir });
  const store = createEventStore({ url: spawned.url, timeoutMs: 600_000 });
  try {
    await migrateEventStore(store);
    return await work(store, spawned.url, spawned.pid);
  } finally {
    await store.close();
    await spawned.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export const MONTH = { from: '2026-10-01', to: '2026-10-30' } as const;

/**
 * 30 days of a shop: `events` events of `events` ÷ 20 persons, some far busier than others, thinning from views to
 * payments. The same numbers give the same rows.
 */
export async function fillMonth(store: EventStore, events: number): Promise<void> {
  await store.exec(
    `INSERT INTO events (name, person_no, ts, event_id, received_at, source)
     SELECT
       multiIf(kind < 55, 'page_view', kind < 80, 'product_view', kind < 90, 'cart_add', kind < 95, 'checkout', 'order_paid'),
       1 + toUInt32(pow((sipHash64(number, 1) % 1000000) / 1000000, 1.5) * {persons:UInt32}),
       toDateTime64('2026-09-30 16:00:00', 3, 'UTC') + toIntervalMillisecond(sipHash64(number, 2) % (30 * 86400000)),
       toString(number),
       toDateTime64('2026-10-31 00:00:00', 3, 'UTC'),
       'sdk'
     FROM (SELECT number, sipHash64(number, 3) % 100 AS kind FROM numbers({events:UInt64}))`,
    { events, persons: Math.round(events / 20) },
  );
  // A shop's old months are merged and its days kept; here they are a second old.
  await store.exec('OPTIMIZE TABLE events FINAL');
  await keepDays(store, 0);
}
