import { rm } from 'node:fs/promises';
import path from 'node:path';
import { startChild } from '../../src/launch/children.ts';
import { openLogFile } from '../../src/launch/log-file.ts';
import { freePort } from '../../src/launch/ports.ts';
import { built } from '../../src/launch/product.ts';
import { type Services, startServices } from '../../src/launch/services.ts';
import { type Running, type Supervised, supervise } from '../../src/launch/supervise.ts';
import { serverEnvironment } from '../../src/launch/system.ts';
import type { Tell } from '../../src/launch/tell.ts';
import { temporaryFolder } from '../../src/launch/temporary-folder.ts';

/** A shop of several processes on one database: two that answer and work, one that works only, and what they stand on. */
export type House = {
  readonly servers: readonly string[];
  readonly databaseUrl: string;
  readonly clickhouseUrl: string;
  readonly sandboxUrl: string;
  readonly owner: { readonly login: string; readonly password: string };
  /** `kill -9` of a part, which its keeper starts again; false where it has not come back since the last time. */
  kill(part: Part): boolean;
  /** Its folder goes with it, unless somebody wants to look into logs and database. */
  close(keepFolder: boolean): Promise<void>;
};

export const parts = ['server-a', 'server-b', 'worker', 'event-store', 'postgres', 'sandbox'] as const;
export type Part = (typeof parts)[number];

export async function openHouse(say: (line: string) => void): Promise<House> {
  const dataDir = await temporaryFolder('chaos');
  const ports = [await freePort(), await freePort()];
  const owner = { login: 'owner', password: 'correct horse 42' };
  const env = { ...process.env, FIRST_OWNER_LOGIN: owner.login, FIRST_OWNER_PASSWORD: owner.password };
  const tell = quiet(say);
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const services = await startServices({ dataDir, env, sandbox: { serverUrl: urls[0] ?? '', seed: 1 }, tell });
  const kept = new Map<Part, Supervised<Running>>();
  const close = async (keepFolder: boolean) => {
    await Promise.all([...kept.values()].map(async (one) => one.stop()));
    await services.stop();
    if (keepFolder) say(`what it left: ${dataDir}`);
    else await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  };
  try {
    const start = async (name: Part, role: 'all' | 'worker', port: number) =>
      kept.set(name, await keep({ dataDir, services, env, tell, name, role, port }));
    // One alone brings the empty database to the present.
    await start('server-a', 'all', ports[0] ?? 0);
    await Promise.all([start('server-b', 'all', ports[1] ?? 0), start('worker', 'worker', 0)]);
  } catch (error) {
    await close(false);
    throw error;
  }
  const killed = new Map<Part, number>();
  const pidOf = (part: Part) =>
    kept.get(part)?.current().pid ?? services.processes().find((one) => one.part === part)?.pid ?? 0;
  return {
    servers: urls,
    databaseUrl: services.databaseUrl,
    clickhouseUrl: services.clickhouseUrl,
    sandboxUrl: services.sandboxUrl ?? '',
    owner,
    kill: (part) => {
      const pid = pidOf(part);
      if (pid === 0 || killed.get(part) === pid) return false;
      killed.set(part, pid);
      process.kill(pid, 'SIGKILL');
      return true;
    },
    close,
  };
}

type Kept = {
  readonly dataDir: string;
  readonly services: Services;
  readonly env: NodeJS.ProcessEnv;
  readonly tell: Tell;
  readonly name: Part;
  readonly role: 'all' | 'worker';
  readonly port: number;
};

async function keep({ dataDir, services, env: outer, tell, name, role, port }: Kept): Promise<Supervised<Running>> {
  const env = await serverEnvironment({ env: outer, dataDir, port, demo: false }, services);
  const log = openLogFile(path.join(dataDir, `logs/${name}.log`));
  const answers = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
  return supervise(
    async () =>
      startChild({
        name,
        entry: built.server,
        args: ['--role', role],
        env,
        log,
        isReady: (line) => role === 'worker' && line.includes('"serving"'),
        ...(role === 'worker' ? {} : { poll: answers }),
        patienceMs: 120_000,
        graceMs: 5_500,
      }),
    tell.watching(name),
  );
}

function quiet(say: (line: string) => void): Tell {
  return {
    line: say,
    starting: () => () => undefined,
    watching: (name) => ({ onRestart: () => undefined, onBack: () => say(`${name} is back`) }),
  };
}
