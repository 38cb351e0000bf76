import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { type Rush, rush } from './flash/rush.ts';
import { serveFlash } from './flash/serve.ts';
import { type FlashShop, fillFlashSale } from './flash/shop.ts';
import type { Result } from './kit/result.ts';

type Served = { readonly url: string; readonly stop: () => void };

const BUYERS = 5000;
const PIECES = 500;
const ROUNDS = 3;

/**
 * A flash sale: 5 000 buyers tap for 500 pieces at one moment, half of them at each of two server processes on one durable PostgreSQL. All
 * have the page open, so their arms are drawn; each taps once. Load comes from this process, on the same two cores.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-flash');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  const servers: Served[] = [];
  let shop: FlashShop | null = null;
  try {
    await migrate(postgres.url);
    shop = await fillFlashSale(postgres.url, { buyers: BUYERS, pieces: PIECES, sales: ROUNDS + 1 });
    for (let n = 0; n < 2; n += 1) servers.push(await forkServer(postgres.url));
    return await measure(
      servers.map(({ url }) => url),
      shop,
    );
  } finally {
    for (const server of servers) server.stop();
    await shop?.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(urls: readonly string[], shop: FlashShop): Promise<Result[]> {
  const [warm, ...sales] = shop.sales;
  if (warm === undefined) throw new Error('no flash sale');
  await rush(urls, shop.tokens, warm);
  const rounds: (Rush & { readonly sold: number })[] = [];
  for (const sale of sales) {
    const told = await rush(urls, shop.tokens, sale);
    rounds.push({ ...told, sold: await shop.soldOf(sale) });
  }
  const worst = (key: 'lastMs' | 'p50Ms') => Math.max(...rounds.map((round) => round[key]));
  const exact = rounds.every(
    ({ kept, sold, soldOut }) => kept === PIECES && sold === PIECES && kept + soldOut === BUYERS,
  );
  const middle = rounds.map(({ perSecond }) => perSecond).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;
  return [
    result(
      'flash sale, 5 000 buyers for 500 pieces over two processes: taken',
      exact ? PIECES : Number.NaN,
      'pieces',
      '= 500',
      (v) => v === PIECES,
    ),
    result('flash sale, taps decided', middle, 'decisions/s', '≥ 2 500', (v) => v >= 2500),
    result('flash sale, the half that is told first, after', worst('p50Ms'), 'ms', '< 1 000', (v) => v < 1000),
    result('flash sale, the last of the 5 000 is told after', worst('lastMs'), 'ms', '< 2 000', (v) => v < 2000),
    result(
      'flash sale, told sold out after the last piece was gone, the last',
      Math.max(...rounds.map((round) => round.afterGoneMs)),
      'ms',
      '< 1 000',
      (v) => v < 1000,
    ),
  ];
}

function result(name: string, value: number, unit: string, goal: string, isOk: (value: number) => boolean): Result {
  const rounded = Number(value.toPrecision(value >= 100 ? 4 : 3));
  return { name, value: rounded, unit, goal, ok: isOk(value) };
}

/** This same file in a process of its own, as one server of the shop. */
async function forkServer(databaseUrl: string): Promise<Served> {
  const child = fork(new URL(import.meta.url), ['serve', databaseUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`a server of the bench ended (${code})`)));
  });
  return { url, stop: () => child.kill() };
}

if (process.argv[2] === 'serve' && process.send)
  await serveFlash(process.argv[3] ?? '', (message) => process.send?.(message));
