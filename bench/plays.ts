import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import type { Result } from './kit/result.ts';
import { type Crowd, crowd } from './plays/crowd.ts';
import { servePlays } from './plays/serve.ts';
import { fillPlays, type PlaysShop } from './plays/shop.ts';

type Served = { readonly url: string; readonly stop: () => void };

const SIZE = { buyers: 6000, teams: 1200, seats: 5, prizes: 300 };
const ROUNDS = 3;

/**
 * Two rushes over two server processes on one durable PostgreSQL: a group buy of one hot product, where five want each four places, each by the
 * order itself; and a lottery whose prizes are fewer than who draws. Load comes from this process, on the same two cores.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-plays');
  const postgres = await startPostgres({ dataDir, mode: 'durable', log: () => {} });
  const servers: Served[] = [];
  let shop: PlaysShop | null = null;
  try {
    await migrate(postgres.url);
    shop = await fillPlays(postgres.url, { ...SIZE, rounds: ROUNDS + 1 });
    for (let n = 0; n < 2; n += 1) servers.push(await forkServer(postgres.url));
    const urls = servers.map(({ url }) => url);
    return [...(await joinTeams(urls, shop)), ...(await drawPrizes(urls, shop))];
  } finally {
    for (const server of servers) server.stop();
    await shop?.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function joinTeams(urls: readonly string[], shop: PlaysShop): Promise<Result[]> {
  const rounds: { readonly told: Crowd; readonly exact: boolean }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await shop.openTeams(round);
    const told = await crowd(urls, shop.joins(round));
    if (round > 0) rounds.push({ told, exact: await shop.seatsAreExact(round, told.answered) });
  }
  return [
    result(
      'group buy, places of one hot product sold twice',
      rounds.filter(({ exact }) => !exact).length,
      'rounds',
      '= 0',
      (v) => v === 0,
    ),
    result(
      'group buy, orders in teams of one hot product',
      middle(rounds.map(({ told }) => told.perSecond)),
      'orders/s',
      '≥ 1 000',
      (v) => v >= 1000,
    ),
    result(
      'group buy, the last of 6 000 is told after',
      Math.max(...rounds.map(({ told }) => told.lastMs)),
      'ms',
      '< 8 000',
      (v) => v < 8000,
    ),
  ];
}

async function drawPrizes(urls: readonly string[], shop: PlaysShop): Promise<Result[]> {
  const rounds: { readonly told: Crowd; readonly exact: boolean }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const told = await crowd(urls, shop.draws(round));
    if (round > 0) rounds.push({ told, exact: await shop.prizesAreExact(round, told.answered) });
  }
  return [
    result(
      'lottery, rounds in which a prize was won twice or lost',
      rounds.filter(({ exact }) => !exact).length,
      'rounds',
      '= 0',
      (v) => v === 0,
    ),
    result(
      'lottery, first draws of 6 000 who join by it',
      middle(rounds.map(({ told }) => told.perSecond)),
      'draws/s',
      '≥ 2 000',
      (v) => v >= 2000,
    ),
    result(
      'lottery, the last of 6 000 is told after',
      Math.max(...rounds.map(({ told }) => told.lastMs)),
      'ms',
      '< 4 000',
      (v) => v < 4000,
    ),
  ];
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

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
  await servePlays(process.argv[3] ?? '', (message) => process.send?.(message));
