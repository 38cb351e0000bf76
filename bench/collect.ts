import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { analytics } from '../server/src/domains/analytics/domain.ts';
import { memberOfRequest } from '../server/src/domains/members/domain.ts';
import { createMember } from '../server/src/domains/members/testing.ts';
import { startPostgres } from '../server/src/launch/postgres.ts';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import type { Ctx } from '../server/src/platform/ctx.ts';
import { createEventStore } from '../server/src/platform/event-store/client.ts';
import { spawnEventStore } from '../server/src/platform/event-store/spawn.ts';
import { buildApp } from '../server/src/platform/http/app.ts';
import { migrate } from '../server/src/platform/migrate.ts';
import { BATCHES, type Batch, EVENTS_A_BATCH, makeBatches } from './collect/batches.ts';
import { sendOnDemand } from './collect/senders.ts';
import { inTurns, type Result, ratioAtLeast } from './kit/result.ts';
import { benchCtx } from './orders/serve.ts';

const ROUNDS = 4;

const collecting = analytics();

/**
 * README: events taken over HTTP (session checked, each event validated, answered when durable) at no less than 0.4 of
 * the rate at which the same rows go straight into the event store as ready NDJSON, 10 000 at a time, just as durable.
 * Server, store and senders are a process each on this machine.
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-collect');
  const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), mode: 'durable', log: () => {} });
  const store = await spawnEventStore({ dataDir: path.join(dataDir, 'events') });
  try {
    await migrate(postgres.url);
    const ctx = { ...benchCtx(postgres.url), events: createEventStore({ url: store.url }) };
    await collecting.prepare?.(ctx);
    const results = await measure(ctx, store.url);
    await ctx.events.close();
    await ctx.db.destroy();
    return results;
  } finally {
    await store.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(ctx: Ctx, storeUrl: string): Promise<Result[]> {
  const tokens: string[] = [];
  for (let n = 0; n < 50; n += 1) tokens.push((await createMember(ctx)).token);
  const app = await buildApp(ctx, {
    domains: [collecting],
    guards: {
      operator: async () => null,
      staff: async () => null,
      member: memberOfRequest,
      allows: () => false,
      audit: async () => undefined,
    },
    ready: async () => ({ ok: true, parts: {} }),
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await ctx.events.exec('CREATE TABLE events_direct AS events');

  // Bodies and files are made beforehand, as bytes: what is timed is taking them.
  const phones = await forkSenders(url, tokens);
  await phones.prepare();
  await phones.send(); // a server that has run for a minute is warm
  let files: readonly Buffer[] = [];
  const prepare = async () => {
    await phones.prepare();
    files = ndjson(makeBatches());
  };
  const [own, straight] = await inTurns(ROUNDS, phones.send, async () => insertStraight(storeUrl, files), prepare);
  phones.stop();
  const counted = await ctx.events.query<{ rows: number }>(
    'SELECT count() AS rows FROM events FINAL WHERE source = {s:String}',
    { s: 'sdk' },
  );
  const expected = (ROUNDS + 1) * BATCHES * EVENTS_A_BATCH;
  if (counted[0]?.rows !== expected) throw new Error(`${counted[0]?.rows} events of ${expected} are in the store`);
  await app.close();
  const rate = Math.round((BATCHES * EVENTS_A_BATCH * 1000) / own);
  return [ratioAtLeast(`collect over HTTP, to a direct insert (${rate} events/s)`, straight / own, 0.4)];
}

/** The rows as the server would write them, 10 000 a file. */
function ndjson(batches: readonly Batch[]): Buffer[] {
  const lines = batches.flat().map((event) => {
    const { id, name, ts, page, session, productId, props } = {
      id: '',
      name: '',
      ts: '',
      page: '',
      session: '',
      productId: '',
      props: {},
      ...event,
    };
    const at = Date.parse(ts);
    return JSON.stringify({
      name,
      person_no: 1,
      ts: at,
      event_id: id,
      received_at: at,
      source: 'sdk',
      session_id: session,
      page,
      value: 0,
      product_id: productId,
      category_id: '',
      order_id: '',
      props: JSON.stringify(props),
    });
  });
  const files: Buffer[] = [];
  for (let from = 0; from < lines.length; from += 10_000)
    files.push(Buffer.from(`${lines.slice(from, from + 10_000).join('\n')}\n`));
  return files;
}

async function insertStraight(storeUrl: string, files: readonly Buffer[]): Promise<void> {
  const query = encodeURIComponent('INSERT INTO events_direct FORMAT JSONEachRow');
  for (const body of files) {
    const answer = await fetch(`${storeUrl}/?async_insert=0&query=${query}`, {
      method: 'POST',
      body: new Uint8Array(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.arrayBuffer();
  }
}

type Senders = { readonly prepare: () => Promise<void>; readonly send: () => Promise<void>; readonly stop: () => void };

/** This same file in a process of its own, as the shoppers' phones. */
async function forkSenders(url: string, tokens: readonly string[]): Promise<Senders> {
  const child = fork(new URL(import.meta.url), ['send', url, ...tokens], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answered = async (order?: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`the senders of the bench ended (${code})`));
      child.once('exit', ended);
      child.once('message', () => {
        child.off('exit', ended);
        resolve();
      });
      if (order) child.send(order);
    });
  await answered();
  return {
    prepare: async () => answered('prepare'),
    send: async () => answered('send'),
    stop: () => child.kill(),
  };
}

if (process.argv[2] === 'send' && process.send) await sendOnDemand(process.argv[3] ?? '', process.argv.slice(4));
