import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './ports.ts';
import { chooseAccount } from './postgres-account.ts';
import { findBinaries } from './postgres-binaries.ts';
import { createCluster } from './postgres-create.ts';
import { endOrphans } from './postgres-orphans.ts';
import { placeCluster } from './postgres-place.ts';
import { waitUntilReady } from './postgres-ready.ts';
import { type Mode, settingsFor } from './postgres-settings.ts';
import { follow, runAs } from './postgres-spawn.ts';

export type PostgresOptions = {
  /** Folder that holds the cluster and its password; made when missing. */
  readonly dataDir: string;
  readonly mode: Mode;
  /** One line of progress or of the server's own log at a time. */
  readonly log: (line: string) => void;
  /** Taken when free, else the one of the last start, else any. */
  readonly port?: number;
};

export type Postgres = {
  /**
   * Connects as the owner to the database `huoshui`, by its socket in the file system: a statement there and back takes 71 µs, over
   * loopback 105, and Node's half of the work is 15 µs of 26.
   */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles with the exit code when the server ends, asked or not. */
  readonly exited: Promise<number | null>;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

/**
 * Starts the PostgreSQL that comes with Huoshui: a real server with its own data folder, on loopback only, ended by the
 * kernel when this process dies. Recovers from a killed server, a killed parent and a stale pid file by itself.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { mode, log } = options;
  await mkdir(options.dataDir, { recursive: true });
  const account = await chooseAccount(join(options.dataDir, 'cluster'));
  const place = await placeCluster(options.dataDir, account);
  const { home } = await findBinaries(account, place.fallbackDir);
  const password = await ownPassword(options.dataDir);

  await endOrphans(place.cluster, log);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) {
    log('creating a new PostgreSQL data folder');
    await createCluster({ home, account, place, password, mode });
  }

  const port = await freePort(options.port ?? (await lastPort(options.dataDir)));
  const child = runAs(
    account,
    join(home, 'bin', 'postgres'),
    ['-D', place.cluster, ...settingsFor(mode, { port, socketDir: place.socketDir })],
    place.cluster,
  );
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const end = async () => {
    await stop(child, exited);
    // Only now: after a crash it is where the next one is looked for.
    rmSync(place.socketDir, { recursive: true, force: true });
  };
  const lastLines = follow(child, log);
  const address = { host: '127.0.0.1', port, user: 'huoshui', password };
  try {
    await waitUntilReady(address, exited);
    await ensureDatabase(address);
  } catch (cause) {
    await end();
    throw new Error(`PostgreSQL did not start: ${lastLines.join(' | ')}`, { cause });
  }
  await writeFile(join(options.dataDir, 'port'), String(port));
  return {
    url: `postgresql://huoshui:${password}@127.0.0.1:${port}/huoshui?host=${encodeURIComponent(place.socketDir)}`,
    port,
    pid: child.pid ?? 0,
    exited,
    stop: end,
  };
}

async function ownPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, 'password');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known !== '') return known;
  const password = randomBytes(18).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

async function lastPort(dataDir: string): Promise<number> {
  return Number(await readFile(join(dataDir, 'port'), 'utf8').catch(() => '0')) || 0;
}

async function ensureDatabase(address: { host: string; port: number; user: string; password: string }): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'huoshui'");
    if (rowCount === 0) await client.query('create database huoshui');
  } finally {
    await client.end();
  }
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  // SIGINT ends sessions and writes a checkpoint; after SIGQUIT the log is replayed at the start.
  const hurry = setTimeout(() => child.kill('SIGQUIT'), 4_000);
  await exited;
  clearTimeout(hurry);
}
