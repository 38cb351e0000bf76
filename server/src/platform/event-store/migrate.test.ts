import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventStore } from './client.ts';
import { findEventMigrations, migrateEventStore, migrationsFolder } from './migrate.ts';
import { spawnTestEventStore, testEventStore } from './testing.ts';

let spawned: Awaited<ReturnType<typeof spawnTestEventStore>>;
let store: EventStore;
beforeAll(async () => {
  spawned = await spawnTestEventStore();
  store = await testEventStore(spawned.url);
});
afterAll(async () => {
  await store.close();
  await spawned.close();
});

describe('migrations of the event store', () => {
  it('run once each', async () => {
    expect(await migrateEventStore(store)).toContain('20261121T0900_create_events');
    expect(await migrateEventStore(store)).toEqual([]);
    expect(await store.query('SELECT count() n FROM events')).toEqual([{ n: 0 }]);
  });

  it('run again when one was cut off half-way', async () => {
    await store.exec(
      "ALTER TABLE event_migrations DELETE WHERE name = '20261121T0900_create_events' SETTINGS mutations_sync = 1",
    );
    expect(await migrateEventStore(store)).toEqual(['20261121T0900_create_events']);
  });

  it('become replicated and distributed tables for a cluster, in words that ClickHouse can read', async () => {
    const migrations = await findEventMigrations(migrationsFolder(), { name: 'shop' });
    const statements = migrations.flatMap((migration) => migration.statements);
    expect(statements.length).toBeGreaterThanOrEqual(2 * migrations.length);
    for (const statement of statements) {
      const [row] = await store.query<{ text: string }>('SELECT formatQuery({statement:String}) AS text', {
        statement,
      });
      expect(row?.text).toContain('ON CLUSTER shop');
    }
    const events = statements.filter((statement) => /\bevents(_local)?\b/.test(statement));
    expect(events[0]).toContain(
      "ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/events', '{replica}')",
    );
    expect(events[1]).toContain("Distributed('shop', currentDatabase(), 'events_local', person_no)");
  });
});
