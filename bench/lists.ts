import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import type { Result } from './kit/result.ts';
import { serveLists } from './lists/serve.ts';
import { fillLists, someoneLooks } from './lists/shop.ts';
import { runLoad } from './orders/load.ts';

const SECONDS = 6;
const CONNECTIONS = 32;

/**
 * Shoppers look through lists of twenty, in a shop with twenty rules, eight coupons to take and three in every wallet: what each
 * costs after coupons, beside the list itself, which everybody sees alike.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-lists');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  const child = { stop: () => {} };
  try {
    await migrate(postgres.url);
    const shop = await fillLists(postgres.url);
    const server = fork(new URL(import.meta.url), ['serve', postgres.url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.stop = () => server.kill();
    const url = await new Promise<string>((resolve, reject) => {
      server.once('message', (said) => resolve(String(said)));
      server.once('exit', (code) => reject(new Error(`the server of the bench ended (${code})`)));
    });
    const rates = { list: 0, offers: 0 };
    for (const what of ['list', 'offers'] as const) {
      const ask = someoneLooks(shop, what);
      await runLoad(url, CONNECTIONS, 2, ask);
      rates[what] = (await runLoad(url, CONNECTIONS, SECONDS, ask)).answered / SECONDS;
    }
    const { list, offers } = rates;
    return [
      {
        name: `prices after coupons of a list of twenty (the list itself: ${Math.round(list)}/s)`,
        value: Math.round(offers),
        unit: 'lists/s',
        goal: '≥ 1500',
        ok: offers >= 1500,
      },
    ];
  } finally {
    child.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'serve' && process.send)
  await serveLists(process.argv[3] ?? '', (message) => process.send?.(message));
