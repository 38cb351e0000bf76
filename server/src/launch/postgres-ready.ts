import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

type Address = { readonly host: string; readonly port: number; readonly user: string; readonly password: string };

/**
 * Asks until the server answers a query. Recovery after a crash replays the log first, which may take a while on a
 * large shop, so patience is two minutes.
 *
 * @throws when the server ends before it answers, or does not answer in time
 */
export async function waitUntilReady(address: Address, exited: Promise<unknown>): Promise<void> {
  let ended = false;
  void exited.then(() => {
    ended = true;
  });
  const until = performance.now() + 120_000;
  while (!ended && performance.now() < until) {
    if (await answers(address)) return;
    await sleep(40);
  }
  throw new Error(ended ? 'The server ended while starting' : 'The server did not answer within two minutes');
}

async function answers(address: Address): Promise<boolean> {
  const client = new pg.Client({ ...address, database: 'postgres', connectionTimeoutMillis: 5_000 });
  // A server that goes away while we ask raises this besides rejecting the query.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
