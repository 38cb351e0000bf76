import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { endLeftovers, writeAddresses } from './addresses.ts';
import { startChild } from './children.ts';
import { type FirstOwner, firstOwner, ownDataKey, sandboxCredentials } from './credentials.ts';
import { lockDataFolder } from './data-lock.ts';
import { openLogFile } from './log-file.ts';
import { freePort } from './ports.ts';
import { built } from './product.ts';
import { type Services, startServices } from './services.ts';
import { decideDemo } from './shop-kind.ts';
import { type Running, supervise } from './supervise.ts';
import { noting, type Tell } from './tell.ts';

export type SystemOptions = {
  readonly dataDir: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Asks for an empty shop; the default is the demo, except in production. */
  readonly noDemo: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly tell: Tell;
};

export type System = {
  readonly url: string;
  readonly demo: boolean;
  /** The account the shop began with; its password may have been changed since. */
  readonly owner: FirstOwner;
  /** The environment that the server was given: a command run beside it reads the same configuration. */
  readonly env: NodeJS.ProcessEnv;
  /** Server first, so that it finishes or hands back its work; then what it stands on. Within ten seconds. */
  stop(): Promise<void>;
};

/**
 * The whole of Huoshui on one data folder: PostgreSQL, event store, sandbox and server, each kept running.
 *
 * @throws DataFolderBusy, or an Error that says which part did not start and why
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const dataDir = resolve(options.dataDir);
  const release = await lockDataFolder(dataDir);
  try {
    // A server whose launcher was killed a moment ago still holds the port that is asked for.
    await endLeftovers(dataDir);
    const port = await publicPort(options.port);
    const url = `http://127.0.0.1:${port}`;
    const production = options.env.HUOSHUI_ENV === 'production';
    const demo = await decideDemo(dataDir, { demo: !options.noDemo && !production, asked: options.noDemo });
    let note = async (): Promise<void> => {};
    // A note that cannot be written costs a later start some help, never this one its life.
    const tell = noting(options.tell, () => void note().catch(() => {}));
    const sandbox = production ? null : { serverUrl: url, seed: 1 };
    const services = await startServices({ dataDir, env: options.env, sandbox, tell });
    const owner = await firstOwner(dataDir, demo, options.env);
    const env = {
      ...(await serverEnvironment({ env: options.env, dataDir, port, demo }, services)),
      FIRST_OWNER_LOGIN: owner.login,
      FIRST_OWNER_PASSWORD: owner.password,
    };
    const server = await startServer(dataDir, url, env, tell).catch(async (error: unknown) => {
      await services.stop();
      throw error;
    });
    const { databaseUrl, clickhouseUrl, sandboxUrl } = services;
    note = async () => {
      const processes = [...services.processes(), { part: 'server', pid: server.current().pid }];
      await writeAddresses(dataDir, { databaseUrl, clickhouseUrl, sandboxUrl, serverUrl: url }, processes);
    };
    await note();
    return {
      url,
      demo,
      owner,
      env,
      stop: async () => {
        await server.stop();
        await services.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

async function publicPort(wanted: number): Promise<number> {
  const port = await freePort(wanted);
  if (wanted === 0 || port === wanted) return port;
  throw new Error(
    `端口 ${wanted} 已被占用，请换一个：npm start -- --port ${wanted + 1}\n` +
      `Port ${wanted} is taken; choose another: npm start -- --port ${wanted + 1}`,
  );
}

type Served = {
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly port: number;
  readonly demo: boolean;
};

/** What server/src/config.ts reads. The caller's own environment wins where it decides something. */
export async function serverEnvironment(
  { env, dataDir, port, demo }: Served,
  services: Pick<Services, 'databaseUrl' | 'clickhouseUrl' | 'sandboxUrl'>,
): Promise<NodeJS.ProcessEnv> {
  await mkdir(join(dataDir, 'files'), { recursive: true });
  const sandbox =
    services.sandboxUrl === null
      ? {}
      : { SANDBOX_URL: services.sandboxUrl, WECHAT_CREDENTIALS: sandboxCredentials(dataDir) };
  return {
    CONSOLE_DIST: built.console,
    STOREFRONT_DIST: built.storefront,
    // The demo's sixty days are played up to today, so its clock begins sixty days ago.
    CLOCK_STARTS_DAYS_AGO: demo ? '60' : '0',
    ...env,
    ...sandbox,
    DATABASE_URL: services.databaseUrl,
    CLICKHOUSE_URL: services.clickhouseUrl,
    DATA_DIR: dataDir,
    DATA_KEY: await ownDataKey(dataDir, env),
    PORT: String(port),
    DEMO: demo ? '1' : '0',
  };
}

async function startServer(dataDir: string, url: string, env: NodeJS.ProcessEnv, tell: Tell) {
  const name = '服务 server';
  // A server bound to one address answers on that one alone.
  const bound = env.HOST && !['0.0.0.0', '::', '127.0.0.1'].includes(env.HOST) ? env.HOST : '127.0.0.1';
  const reachable = url.replace('127.0.0.1', bound);
  const done = tell.starting(name);
  const server = await supervise<Running>(
    async () =>
      await startChild({
        name: 'server',
        entry: built.server,
        args: ['--role', 'all'],
        env,
        log: openLogFile(join(dataDir, 'logs/server.log')),
        isReady: () => false,
        poll: async () => (await fetch(`${reachable}/readyz`)).status === 200,
        // Ready after its migrations, which may have much to do; a polite end includes jobs that finish (platform/jobs.ts).
        patienceMs: 120_000,
        rests: true,
        graceMs: 5_500,
      }),
    tell.watching(name),
  );
  done();
  return server;
}
