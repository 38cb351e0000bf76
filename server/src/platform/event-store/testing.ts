import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEventStore, type EventStore } from './client.ts';
import { type SpawnedEventStore, type SpawnOptions, spawnEventStore } from './spawn.ts';

/** Bundles the event store's process for tests, which run from TypeScript; a build puts it into `server/dist`. */
export async function bundledEventStore(): Promise<string> {
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
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'huoshui-events-'));
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

/** A fresh database on a running event store: what a test file works on while others share the process. */
export async function testEventStore(url: string): Promise<EventStore & { readonly database: string }> {
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
