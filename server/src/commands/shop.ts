import { compose, startProcess } from '../compose.ts';
import { type Config, readConfig } from '../config.ts';
import { type JoinOptions, joinData } from '../launch/join.ts';
import type { Ctx } from '../platform/ctx.ts';
import { createLog } from '../platform/log.ts';
import { migrate } from '../platform/migrate.ts';
import { waitForListeners } from './catch-up.ts';

export type Shop = {
  readonly ctx: Ctx;
  /** Resolves when everything told so far has been heard: lists and reports know of it. */
  readonly catchUp: () => Promise<void>;
};

/** Work on a shop's data: beside the running system, whose worker hears what is told, else with a worker of our own. */
export async function withShop<T>(options: JoinOptions, work: (shop: Shop) => Promise<T>): Promise<T> {
  return await joinData(options, async (env) => {
    const config = readConfig({ ...env, LOG_LEVEL: options.env.LOG_LEVEL || 'error' });
    // A port is what only a running server has.
    return config.port === 0 ? await alone(config, work) : await beside(config, work);
  });
}

async function alone<T>(config: Config, work: (shop: Shop) => Promise<T>): Promise<T> {
  await migrate(config.databaseUrl);
  const running = await startProcess({ ...config, role: 'worker' }, createLog(config.logLevel));
  try {
    return await work({ ctx: running.ctx, catchUp: async () => void (await running.worker?.settle()) });
  } finally {
    await running.stop();
  }
}

async function beside<T>(config: Config, work: (shop: Shop) => Promise<T>): Promise<T> {
  const { ctx, domains, close } = await compose(config, createLog(config.logLevel));
  const listeners = domains.flatMap((domain) => domain.listeners ?? []).map((listener) => listener.name);
  try {
    return await work({ ctx, catchUp: async () => await waitForListeners(ctx, listeners) });
  } finally {
    await close();
  }
}
