import { existsSync } from 'node:fs';
import { access, chmod, constants, mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { isAlive } from './processes.ts';

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: a declaration of vitest's that only an interface can extend
  export interface ProvidedContext {
    /** Owner's URL of the test cluster: `inject('postgresUrl')` in a test. */
    postgresUrl: string;
    /** A folder for what tests write, in shared memory when there is room; it goes with the run. */
    testPlace: string;
  }
}

const roomNeeded = 4 * 2 ** 30;

/** vitest sets every project up apart, in one process: they share the cluster through this place. */
const place: { shared?: { readonly users: Set<TestProject>; readonly cluster: Promise<TestCluster> } } = sharedPlace();

type TestCluster = { readonly url: string; readonly place: string; end(): Promise<void> };

/**
 * vitest globalSetup: one forgetful PostgreSQL for a run, in shared memory when there is room (cloning a template takes
 * 20 ms there, 40 to 600 ms on a disk). Tests clone their own database from it, see test-database.ts. The event stores of the
 * tests lie beside it: on a disk each of the many things that they make sure of waits some milliseconds.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  place.shared ??= { users: new Set(), cluster: startCluster() };
  const { users, cluster } = place.shared;
  users.add(project);
  project.provide('postgresUrl', (await cluster).url);
  project.provide('testPlace', (await cluster).place);
  return async () => {
    users.delete(project);
    if (users.size > 0) return;
    delete place.shared;
    await (await cluster).end();
  };
}

async function startCluster(): Promise<TestCluster> {
  const base = await roomiest();
  await removeAbandoned(base);
  const place = await mkdtemp(join(base, `huoshui-test-${process.pid}-`));
  // mkdtemp makes 0700, which an account lent by root could not enter.
  await chmod(place, 0o755);
  const dataDir = join(place, 'postgres');
  await mkdir(dataDir);
  const postgres = await startPostgres({ dataDir, mode: 'test', log: () => {} });
  return {
    url: postgres.url,
    place,
    end: async () => {
      await postgres.stop();
      // An event store that noticed just now that its worker is gone may still write.
      await rm(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function sharedPlace(): typeof place {
  const key = Symbol.for('huoshui.test-cluster');
  const known: unknown = Reflect.get(globalThis, key);
  if (typeof known === 'object' && known !== null) return known;
  const fresh = {};
  Reflect.set(globalThis, key, fresh);
  return fresh;
}

async function roomiest(): Promise<string> {
  const shared = '/dev/shm';
  const usable = await access(shared, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!usable) return tmpdir();
  const { bavail, bsize } = await statfs(shared);
  return bavail * bsize >= roomNeeded ? shared : tmpdir();
}

/** Folders of runs that were killed: their name carries the process that owned them. */
async function removeAbandoned(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const owner = Number(/^huoshui-test-(\d+)-/.exec(name)?.[1]);
    if (!(owner > 0) || isAlive(owner) || !existsSync(join(base, name))) continue;
    await rm(join(base, name), { recursive: true, force: true }).catch(() => {});
  }
}
