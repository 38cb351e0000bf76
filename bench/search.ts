import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import type { Result } from './kit/result.ts';
import { getting, runLoad } from './orders/load.ts';
import { serve } from './orders/serve.ts';
import { fillShelves, someoneAsks } from './search/shelves.ts';

const PRODUCTS = 10_000;
const SECONDS = 6;

/** Shoppers search in ten thousand products, by words, parts of words, pinyin and initials; the first twenty hits with price and stock. */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-search');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  const child = { stop: () => {} };
  try {
    await migrate(postgres.url);
    await fillShelves(postgres.url, PRODUCTS);
    const server = fork(new URL(import.meta.url), ['serve', postgres.url], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.stop = () => server.kill();
    const url = await new Promise<string>((resolve, reject) => {
      server.once('message', (said) => resolve(String(said)));
      server.once('exit', (code) => reject(new Error(`the server of the bench ended (${code})`)));
    });
    const ask = getting(someoneAsks());
    await runLoad(url, 16, 2, ask);
    const { answered, p95 } = await runLoad(url, 16, SECONDS, ask);
    const rate = answered / SECONDS;
    return [
      {
        name: 'search in 10 000 products, twenty hits',
        value: Math.round(rate),
        unit: 'searches/s',
        goal: '≥ 700',
        ok: rate >= 700,
      },
      { name: 'search in 10 000 products, p95', value: p95, unit: 'ms', goal: '< 100', ok: p95 < 100 },
    ];
  } finally {
    child.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'serve' && process.send)
  await serve(process.argv[3] ?? '', (message) => process.send?.(message));
