import { generateKeyPairSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Running, startProcess } from '../../server/src/compose.ts';
import type { Config } from '../../server/src/config.ts';
import { createProduct } from '../../server/src/domains/catalog/testing.ts';
import { signToken } from '../../server/src/domains/members/session.ts';
import { signedIn } from '../../server/src/domains/operators/testing.ts';
import { startPostgres } from '../../server/src/launch/postgres.ts';
import { temporaryFolder } from '../../server/src/launch/temporary-folder.ts';
import { createEventStore } from '../../server/src/platform/event-store/client.ts';
import { spawnEventStore } from '../../server/src/platform/event-store/spawn.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { migrate } from '../../server/src/platform/migrate.ts';
import { benchConfig } from '../orders/serve.ts';
import { fillShop } from './fill.ts';

export type MillionShop = {
  readonly members: number;
  readonly running: Running;
  /** An owner's. */
  readonly cookie: string;
  /** Of shoppers who are there all the time. */
  readonly tokens: readonly string[];
  readonly storePid: number;
  /** Ends the event store's process, as if the machine had killed it. */
  readonly stopStore: () => Promise<void>;
  readonly filledMs: number;
};

/** The whole server (API and worker) over stores of its own with a filled shop, thrown away afterwards. */
export async function withShop<T>(members: number, work: (shop: MillionShop) => Promise<T>): Promise<T> {
  const dataDir = await temporaryFolder('bench-million');
  const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), mode: 'durable', log: () => {} });
  const store = await spawnEventStore({ dataDir: path.join(dataDir, 'events') });
  try {
    await migrate(postgres.url);
    const config = configOf(postgres.url, store.url, dataDir);
    const running = await startProcess(
      config,
      createLog('error'),
      createEventStore({ url: store.url, timeoutMs: 600_000 }),
    );
    try {
      for (let n = 0; n < 40; n += 1) await createProduct(running.ctx, { name: `商品 ${n}` });
      const filledMs = await fillShop(running.ctx, members);
      const { cookie } = await signedIn(running.ctx);
      const tokens = Array.from({ length: 200 }, (_, n) => signToken(running.ctx, n + 1).token);
      return await work({
        members,
        running,
        cookie,
        tokens,
        storePid: store.pid,
        stopStore: async () => store.stop('SIGKILL'),
        filledMs,
      });
    } finally {
      await running.stop();
    }
  } finally {
    await store.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Nobody pays here, but a shop does not start without a key of its own. */
function configOf(databaseUrl: string, clickhouseUrl: string, dataDir: string): Config {
  const config = benchConfig(databaseUrl);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const merchantPrivateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const merchant = { ...config.wechat.merchant, merchantPrivateKeyPem };
  return { ...config, role: 'all', clickhouseUrl, dataDir, wechat: { ...config.wechat, merchant } };
}

/** An answer of the server to the owner, as text. */
export async function ask({ running, cookie }: MillionShop, path: string, init: RequestInit = {}): Promise<string> {
  const headers = { cookie, origin: running.address, ...(init.body ? { 'content-type': 'application/json' } : {}) };
  const answer = await fetch(`${running.address}${path}`, { ...init, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return text;
}
