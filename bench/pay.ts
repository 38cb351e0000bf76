import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import type { EventStore } from '../server/src/platform/event-store/client.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { withEventStore } from './kit/event-store.ts';
import type { Result } from './kit/result.ts';
import { type BenchShop, fillShop, orderBodies } from './orders/shop.ts';
import { payByHand } from './pay/by-hand.ts';
import { caughtUp } from './pay/caught-up.ts';
import { placeAndPay } from './pay/load.ts';
import { type Merchant, makePayKeys } from './pay/notice.ts';
import { openWholeShop } from './pay/shop-process.ts';

const SECONDS = 6;
const BUYERS = 64;
const { keys, merchant } = makePayKeys();

/**
 * Orders of two lines with a coupon and points, placed and paid: over HTTP, with WeChat's signed notification, until every
 * listener and the event store have caught up, against hand-made SQL that writes the same rows. Same durable PostgreSQL and
 * event store, same run, by turns.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-pay');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  try {
    await migrate(postgres.url);
    return await withEventStore(async (store, url) => measure(postgres.url, store, url));
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(databaseUrl: string, store: EventStore, storeUrl: string): Promise<Result[]> {
  const shop = await fillShop(databaseUrl);
  const server = await forkServer({ databaseUrl, storeUrl, merchant });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const overHttp = async (seconds: number): Promise<number> =>
    rate(shop, async () => {
      const paid = await placeAndPay(server.url, BUYERS, seconds, orderBodies(shop, 'spread'), keys);
      await caughtUp(client);
      return paid;
    });
  try {
    await overHttp(3); // a server that has run for a minute is warm
    // By turns, so that a neighbour on this machine slows both alike.
    const rounds: { http: number; hand: number }[] = [];
    for (let round = 0; round < 3; round += 1)
      rounds.push({
        http: await overHttp(SECONDS),
        hand: await withoutServer(server, client, async () =>
          rate(shop, async () => payByHand(databaseUrl, store, shop, SECONDS)),
        ),
      });
    const mean = (of: 'http' | 'hand') => rounds.reduce((sum, round) => sum + round[of], 0) / rounds.length;
    const [http, hand] = [mean('http'), mean('hand')];
    return [
      {
        name: `place and pay, all listeners caught up: ${Math.round(http)}/s, over hand-made SQL (${Math.round(hand)}/s)`,
        value: Number((http / hand).toPrecision(3)),
        unit: '×',
        goal: '≥ 0.8',
        ok: http / hand >= 0.8,
      },
    ];
  } finally {
    server.stop();
    await client.end();
    await shop.close();
  }
}

/** It would hear the facts that are written by hand, and work on them: it stands still meanwhile, outside of any transaction. */
async function withoutServer<T>(server: Served, client: pg.Client, work: () => Promise<T>): Promise<T> {
  const isWithin = async (): Promise<boolean> => {
    const { rows } = await client.query(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    );
    return rows[0]?.n > 0;
  };
  server.stand();
  while (await isWithin()) {
    server.go();
    await sleep(20);
    server.stand();
  }
  try {
    return await work();
  } finally {
    // What was told by hand is nobody's to hear.
    await client.query('truncate platform.event');
    server.go();
  }
}

/** Orders a second, from the first to the moment at which nothing is left to do. */
async function rate(shop: BenchShop, work: () => Promise<number>): Promise<number> {
  await shop.reset();
  const start = performance.now();
  const paid = await work();
  return (paid / (performance.now() - start)) * 1000;
}

type Served = { readonly url: string; readonly stand: () => void; readonly go: () => void; readonly stop: () => void };
type Place = { readonly databaseUrl: string; readonly storeUrl: string; readonly merchant: Merchant };

/** This same file in a process of its own, as the shop's server. */
async function forkServer(place: Place): Promise<Served> {
  const child = fork(new URL(import.meta.url), ['serve', JSON.stringify(place)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (said) => resolve(String(said)));
    child.once('exit', (code) => reject(new Error(`the server of the bench ended (${code})`)));
  });
  const tell = (signal: NodeJS.Signals) => () => void child.kill(signal);
  return { url, stand: tell('SIGSTOP'), go: tell('SIGCONT'), stop: tell('SIGKILL') };
}

if (process.argv[2] === 'serve' && process.send) {
  const place: Place = JSON.parse(process.argv[3] ?? '{}');
  const { address } = await openWholeShop(place.databaseUrl, place.storeUrl, place.merchant);
  process.on('disconnect', () => process.exit(0));
  process.send(address);
}
