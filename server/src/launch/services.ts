import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { endLeftovers, type PartProcess, portOf, readAddresses } from './addresses.ts';
import { startChild } from './children.ts';
import { sandboxFolder } from './credentials.ts';
import { openLogFile } from './log-file.ts';
import { freePort } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { built } from './product.ts';
import { type Running, type Supervised, supervise } from './supervise.ts';
import type { Tell } from './tell.ts';

export type ServicesOptions = {
  readonly dataDir: string;
  /** DATABASE_URL and CLICKHOUSE_URL keep the part of that name from being started here. */
  readonly env: NodeJS.ProcessEnv;
  /** Null when the real WeChat is configured. */
  readonly sandbox: { readonly serverUrl: string; readonly seed: number } | null;
  readonly tell: Tell;
};

export type Services = {
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly sandboxUrl: string | null;
  readonly processes: () => readonly PartProcess[];
  stop(): Promise<void>;
};

type Part = { readonly name: string; readonly url: string; readonly supervised: Supervised<Running> };

/** Starts what the server stands on, the three at once, and keeps each running. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { dataDir, env } = options;
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  await endLeftovers(dataDir);
  const before = await readAddresses(dataDir);
  const starting = [
    env.DATABASE_URL ? null : postgres(options),
    env.CLICKHOUSE_URL ? null : eventStore(options, portOf(before?.clickhouseUrl)),
    options.sandbox === null ? null : sandbox(options, options.sandbox, portOf(before?.sandboxUrl)),
  ] as const;
  const settled = await Promise.allSettled(starting);
  const parts = settled.flatMap((one) => (one.status === 'fulfilled' && one.value !== null ? [one.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(parts.map(async ({ supervised }) => await supervised.stop()));
  };
  try {
    const [database, events, wechat] = await Promise.all(starting);
    return {
      databaseUrl: database?.url ?? env.DATABASE_URL ?? '',
      clickhouseUrl: events?.url ?? env.CLICKHOUSE_URL ?? '',
      sandboxUrl: wechat?.url ?? null,
      processes: () => parts.map(({ name, supervised }) => ({ part: name, pid: supervised.current().pid })),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function postgres({ dataDir, tell }: ServicesOptions): Promise<Part> {
  const log = openLogFile(join(dataDir, 'logs/postgres.log'));
  const done = tell.starting('数据库 PostgreSQL');
  let address: { readonly url: string; readonly port: number } | undefined;
  const start = async () => {
    const again = address === undefined ? {} : { port: address.port };
    const started = await startPostgres({ dataDir: join(dataDir, 'postgres'), mode: 'durable', log, ...again });
    address = started;
    return started;
  };
  const supervised = await supervise(start, tell.watching('数据库 PostgreSQL'));
  done();
  return { name: 'postgres', url: supervised.current().url, supervised };
}

async function eventStore({ dataDir, env, tell }: ServicesOptions, lastPort: number): Promise<Part> {
  const port = await freePort(lastPort);
  const done = tell.starting('事件库 event store');
  const log = openLogFile(join(dataDir, 'logs/event-store.log'));
  const start = async () =>
    await startChild({
      name: 'event store',
      entry: built.eventStore,
      args: [
        ...['--data', join(dataDir, 'events'), '--port', String(port)],
        ...(env.EVENT_STORE_MEMORY_MIB ? ['--memory', env.EVENT_STORE_MEMORY_MIB] : []),
      ],
      // A query holds a thread of the pool while it runs; the default of four would starve file access.
      env: { ...env, UV_THREADPOOL_SIZE: '24' },
      log,
      isReady: (line) => line.startsWith('event-store ready '),
      patienceMs: 60_000,
      graceMs: 2_500,
    });
  const supervised = await supervise(start, tell.watching('事件库 event store'));
  done();
  return { name: 'event-store', url: `http://127.0.0.1:${port}`, supervised };
}

async function sandbox(
  { dataDir, env, tell }: ServicesOptions,
  { serverUrl, seed }: { readonly serverUrl: string; readonly seed: number },
  lastPort: number,
): Promise<Part> {
  const port = await freePort(lastPort);
  const done = tell.starting('微信沙箱 WeChat sandbox');
  const log = openLogFile(join(dataDir, 'logs/sandbox.log'));
  const args = ['--port', `${port}`, '--data', sandboxFolder(dataDir), '--server-url', serverUrl, '--seed', `${seed}`];
  const start = async () =>
    await startChild({
      name: 'sandbox',
      entry: built.sandbox,
      args,
      env,
      log,
      isReady: (line) => line.startsWith('sandbox ready '),
      patienceMs: 30_000,
      rests: true,
      graceMs: 2_500,
    });
  const supervised = await supervise(start, tell.watching('微信沙箱 WeChat sandbox'));
  done();
  return { name: 'sandbox', url: `http://127.0.0.1:${port}`, supervised };
}
