import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { createEventStore, type EventStore } from './client.ts';
import { migrateEventStore } from './migrate.ts';
import { type SpawnedEventStore, type SpawnOptions, spawnEventStore } from './spawn.ts';

let bundled: Promise<string> | null = null;

/** Bundles the event store's process for tests, which run from TypeScript; a build puts it into `server/dist`. */
async function bundledEventStore(): Promise<string> {
  bundled ??= bundleEventStore();
  return bundled;
}

async function bundleEventStore(): Promise<string> {
  const { build } = await import('esbuild');
  const source = fileURLToPath(new URL('./process.ts', import.meta.url));
  const result = await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['chdb'],
    write: false,
    logLevel: 'silent',
  });
  const code = result.outputFiles[0]?.contents ?? new Uint8Array();
  // Inside node_modules, so that the bundle finds chdb from there; named by content, so that parallel tests share it.
  const folder = fileURLToPath(new URL('../../../../node_modules/.cache/huoshui/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `event-store-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.mjs`);
  const { rename, writeFile } = await import('node:fs/promises');
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, code);
  await rename(draft, file);
  return file;
}

/** The real event store in a process and a folder of its own; `close` ends the one and removes the other. */
export async function spawnTestEventStore(
  options: Partial<SpawnOptions> = {},
): Promise<SpawnedEventStore & { readonly dataDir: string; readonly close: () => Promise<void> }> {
  const dataDir = options.dataDir ?? mkdtempSync(join(inject('testPlace'), 'events-'));
  const entry = options.entry ?? (await bundledEventStore());
  const spawned = await spawnEventStore({
    readers: 3,
    memoryMib: 2048,
    timeoutMs: 120_000,
    ...options,
    entry,
    dataDir,
  });
  const close = async (): Promise<void> => {
    await spawned.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...spawned, dataDir, close };
}

type TestEventStore = EventStore & { readonly database: string };

/** A fresh database without tables on a running event store. */
export async function testEventStore(url: string): Promise<TestEventStore> {
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const root = createEventStore({ url });
  await root.exec(`CREATE DATABASE ${database}`);
  const store = createEventStore({ url, database });
  const close = async (): Promise<void> => {
    await store.close();
    await root.exec(`DROP DATABASE ${database} SYNC`);
    await root.close();
  };
  return { ...store, database, close };
}

type Kept = { readonly url: string; readonly tables: readonly string[] };
let kept: Promise<Kept> | null = null;

/**
 * A fresh database with the present tables, on the event store that the test files of a worker share, one after the other: to
 * start one took half a second of CPU, its first questions are slow, and to go through all migrations again took 0.3 s more. The
 * store ends with the worker; where one fell, the next file gets another.
 */
export async function keptTestEventStore(): Promise<TestEventStore> {
  kept ??= startKept();
  const { url, tables } = await kept;
  const store = await testEventStore(url);
  for (const create of tables) await store.exec(create);
  await store.exec(`INSERT INTO event_migrations SELECT * FROM ${TEMPLATE}.event_migrations`);
  return store;
}

const TEMPLATE = 'migrated';

async function startKept(): Promise<Kept> {
  const forget = () => {
    kept = null;
  };
  try {
    const { url, exited } = await spawnTestEventStore();
    void exited.then(forget);
    const root = createEventStore({ url });
    await root.exec(`CREATE DATABASE ${TEMPLATE}`);
    await root.close();
    const template = createEventStore({ url, database: TEMPLATE });
    await migrateEventStore(template);
    // Whoever asks others is made after them; a name without a database is of the database that is asked.
    const rows = await template.query<{ create: string }>(
      `SELECT replaceAll(create_table_query, '${TEMPLATE}.', '') AS create FROM system.tables WHERE database = '${TEMPLATE}'
        ORDER BY multiIf(engine = 'View', 2, engine = 'Dictionary', 1, 0), name != 'person_shift'`,
    );
    await template.close();
    return { url, tables: rows.map(({ create }) => create) };
  } catch (error) {
    forget();
    throw error;
  }
}
