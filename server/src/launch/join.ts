import { resolve } from 'node:path';
import { type Addresses, portOf, readAddresses, writeAddresses } from './addresses.ts';
import { DataFolderBusy, lockDataFolder } from './data-lock.ts';
import { startServices } from './services.ts';
import { serverEnvironment } from './system.ts';
import type { Tell } from './tell.ts';

export type JoinOptions = { readonly dataDir: string; readonly env: NodeJS.ProcessEnv; readonly tell: Tell };

/**
 * Runs a command on a data folder: beside the system when that runs, else with PostgreSQL, event store and sandbox
 * started for as long as the command takes.
 *
 * @param work gets the environment that server/src/config.ts reads
 * @throws DataFolderBusy when another command, which will take its services along when it ends, works there
 */
export async function joinData<T>(options: JoinOptions, work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const dataDir = resolve(options.dataDir);
  const running = await lockOrAddresses(dataDir);
  if ('addresses' in running) {
    const { addresses } = running;
    return await work(
      await serverEnvironment({ env: options.env, dataDir, port: portOf(addresses.serverUrl), demo: false }, addresses),
    );
  }
  try {
    const sandbox = options.env.HUOSHUI_ENV === 'production' ? null : { serverUrl: 'http://127.0.0.1:9', seed: 1 };
    const services = await startServices({ ...options, dataDir, sandbox });
    try {
      const { databaseUrl, clickhouseUrl, sandboxUrl } = services;
      await writeAddresses(dataDir, { databaseUrl, clickhouseUrl, sandboxUrl, serverUrl: null }, services.processes());
      return await work(await serverEnvironment({ env: options.env, dataDir, port: 0, demo: false }, services));
    } finally {
      await services.stop();
    }
  } finally {
    await running.release();
  }
}

type Access = { readonly release: () => Promise<void> } | { readonly addresses: Addresses };

async function lockOrAddresses(dataDir: string): Promise<Access> {
  try {
    return { release: await lockDataFolder(dataDir) };
  } catch (error) {
    const addresses = error instanceof DataFolderBusy ? await readAddresses(dataDir) : null;
    if (addresses === null || addresses.serverUrl === null) throw error;
    return { addresses };
  }
}
