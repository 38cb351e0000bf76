import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { placeByHand } from './orders/by-hand.ts';
import { getting, type Load, placing, runLoad } from './orders/load.ts';
import { serve } from './orders/serve.ts';
import { type BenchShop, fillShop, orderBodies, type Spread, stockOf } from './orders/shop.ts';

type Result = { name: string; value: number; unit: string; goal: string; ok: boolean };
type Served = { readonly url: string; readonly statements: () => Promise<number>; readonly stop: () => void };

const SECONDS = 6;

/**
 * Placing orders over HTTP (2 lines, a coupon and points each) against the same rows written by hand-made SQL, on the same durable
 * PostgreSQL in the same run. The server is a process of its own; load and hand-made SQL come from this one.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-orders');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  let server: Served | null = null;
  let shop: BenchShop | null = null;
  try {
    await migrate(postgres.url);
    shop = await fillShop(postgres.url);
    server = await forkServer(postgres.url);
    return await measure(server, shop, postgres.url);
  } finally {
    server?.stop();
    await shop?.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(server: Served, shop: BenchShop, databaseUrl: string): Promise<Result[]> {
  const http = async (spread: Spread, connections: number, seconds = SECONDS): Promise<Load> =>
    shop.reset().then(async () => runLoad(server.url, connections, seconds, placing(orderBodies(shop, spread))));
  const hand = async (spread: Spread) => shop.reset().then(async () => placeByHand(databaseUrl, shop, spread, SECONDS));
  await http('spread', 16, 3); // a server that has run for a minute is warm
  const sixteen = await http('spread', 16);
  const before = await server.statements();
  const sixtyFour = await http('spread', 64);
  const statements = ((await server.statements()) - before) / Math.max(1, sixtyFour.answered);
  // By turns, so that a neighbour on this machine slows both alike.
  const rounds: { hot: number; hotHand: number; spread: number; spreadHand: number; p95: number }[] = [];
  for (let round = 0; round < 2; round += 1) {
    const hot = await http('hot', 256);
    const hotHand = await hand('hot');
    const spread = await http('spread', 256);
    const spreadHand = await hand('spread');
    const p95 = Math.max(hot.p95, spread.p95);
    rounds.push({ hot: hot.answered, hotHand, spread: spread.answered, spreadHand, p95 });
  }
  const sum = (key: 'hot' | 'hotHand' | 'spread' | 'spreadHand') =>
    rounds.reduce((total, round) => total + round[key], 0);
  await shop.reset();
  const list = await runLoad(
    server.url,
    16,
    4,
    getting(() => '/api/shop/products?limit=20&sort=price_asc'),
  );
  const sold = await sellTwenty(server, shop, databaseUrl);
  const seconds = SECONDS * rounds.length;
  return [
    result('place order over HTTP, 16 connections', sixteen.answered / SECONDS, 'orders/s', '≥ 300', (v) => v >= 300),
    result('place order over HTTP, 16 connections, p95', sixteen.p95, 'ms', '< 150', (v) => v < 150),
    result('statements an order, 64 buyers', statements, 'statements', '≤ 3', (v) => v <= 3),
    result(
      'place order, 256 buyers, p95 of the slower kind',
      Math.max(...rounds.map(({ p95 }) => p95)),
      'ms',
      '< 300',
      (v) => v < 300,
    ),
    result(
      `one hot SKU, 256 buyers, over hand-made SQL (${Math.round(sum('hotHand') / seconds)}/s)`,
      sum('hot') / sum('hotHand'),
      '×',
      '≥ 6',
      (v) => v >= 6,
    ),
    result(
      `1000 SKUs, 256 buyers, over hand-made SQL (${Math.round(sum('spreadHand') / seconds)}/s)`,
      sum('spread') / sum('spreadHand'),
      '×',
      '≥ 2.5',
      (v) => v >= 2.5,
    ),
    result('200 buyers on a stock of 20: sold', sold, 'orders', '= 20', (v) => v === 20),
    result('product list of 20 with price and stock', list.answered / 4, 'lists/s', '≥ 400', (v) => v >= 400),
  ];
}

async function sellTwenty(server: Served, shop: BenchShop, databaseUrl: string): Promise<number> {
  const buyers = shop.buyers.slice(0, 200);
  const answers = await Promise.all(
    buyers.map(async ({ token, addressId }) => {
      const body = {
        lines: [{ skuId: shop.scarceSkuId, quantity: 1 }],
        offers: [],
        addressId,
        expectedPayable: shop.price,
      };
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      };
      return (await fetch(`${server.url}/api/shop/orders`, { method: 'POST', headers, body: JSON.stringify(body) }))
        .status;
    }),
  );
  const placed = answers.filter((status) => status === 200).length;
  const { reserved } = await stockOf(databaseUrl, shop.scarceSkuId);
  return placed === reserved ? placed : Number.NaN;
}

function result(name: string, value: number, unit: string, goal: string, isOk: (value: number) => boolean): Result {
  const rounded = Number(value.toPrecision(value >= 100 ? 4 : 3));
  return { name, value: rounded, unit, goal, ok: isOk(value) };
}

/** This same file in a process of its own, as the shop's server. */
async function forkServer(databaseUrl: string): Promise<Served> {
  const child = fork(new URL(import.meta.url), ['serve', databaseUrl], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = async (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`the server of the bench ended (${code})`)));
    });
  const url = String(await next());
  return {
    url,
    statements: async () => {
      const answer = next();
      child.send('statements');
      return Number(await answer);
    },
    stop: () => child.kill(),
  };
}

if (process.argv[2] === 'serve' && process.send)
  await serve(process.argv[3] ?? '', (message) => process.send?.(message));
