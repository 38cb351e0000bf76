import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, inject } from 'vitest';
import { type Running, startProcess } from '../../compose.ts';
import { type Config, readConfig } from '../../config.ts';
import type { Extra } from '../../domains.ts';
import { cloneDatabase } from '../../launch/test-database.ts';
import { dayStart, shanghaiDay } from '../calendar.ts';
import type { Actor, Ctx } from '../ctx.ts';
import type { EventStore } from '../event-store/client.ts';
import { keptTestEventStore } from '../event-store/testing.ts';
import { createLog } from '../log.ts';
import { migrate } from '../migrate.ts';
import { migrationsKey } from './migrations-key.ts';
import { spawnTestSandbox } from './sandbox.ts';

export type TestApp = {
  /** The system's own context; `as` gives one of another actor. */
  readonly ctx: Ctx;
  as(actor: Actor): Ctx;
  readonly config: Config;
  readonly running: Running;
  /** Call the server over real HTTP; the answer's JSON is in `body`. */
  call(
    route: string,
    options?: CallOptions,
  ): Promise<{
    status: number;
    // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer, field by field
    body: any;
    headers: Headers;
    text: string;
  }>;
  /** Let listeners and sweeps do all there is to do. */
  settle(): Promise<void>;
  /** Move the clock, waking everything on the way; what is due within a second of each other together. */
  advance(ms: number, stepMs?: number): Promise<void>;
  close(): Promise<void>;
};

export type CallOptions = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Session token of a shopper. */
  readonly token?: string;
  /** Cookie of an operator. */
  readonly cookie?: string;
};

/**
 * The whole server on a database of its own, with the real event store (started on first use) and, when asked for, the
 * real sandbox process. `rounds`: sweeps run every five seconds, as in a shop; without, and without the sandbox, what meets
 * no moment runs when the test settles. Ends with the test file: call it at the top of the file (what a hook registers is not heard).
 */
export async function testApp(
  options: { sandbox?: boolean; rounds?: boolean; env?: Record<string, string>; extra?: Extra } = {},
): Promise<TestApp> {
  const dataDir = mkdtempSync(path.join(inject('testPlace'), 'app-'));
  const database = await cloneDatabase(inject('postgresUrl'), await migrationsKey(), async (url) => {
    await migrate(url);
  });
  const sandbox = options.sandbox
    ? await spawnTestSandbox(path.join(dataDir, 'sandbox'), options.env?.PUBLIC_URL)
    : null;
  const credentials = sandbox?.credentials ?? inventCredentials(dataDir);
  const store = lazyEventStore();
  const read = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    ...SPARING,
    ...((options.rounds ?? options.sandbox) ? {} : { ROUND_SECONDS: '0' }),
    CLICKHOUSE_URL: 'http://127.0.0.1:9',
    DATA_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    SANDBOX_URL: sandbox?.url ?? 'http://127.0.0.1:9',
    WECHAT_CREDENTIALS: credentials,
    ...options.env,
  });
  const config = { ...read, clockStartsDaysAgo: daysSinceTen() };
  const running = await startProcess(config, createLog(config.logLevel), store, options.extra);
  const close = async () => {
    await running.stop();
    await sandbox?.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  afterAll(close);
  return {
    ctx: running.ctx,
    as: (actor) => ({ ...running.ctx, actor }),
    config,
    running,
    call: async (route, callOptions) => call(running.address, route, callOptions),
    settle: async () => settle(running),
    advance: async (ms, stepMs = 1000) => {
      await running.mover?.move(new Date(running.ctx.now().getTime() + ms), stepMs);
      await settle(running);
    },
    close,
  };
}

/**
 * Every connection to a new database costs 50 ms of CPU and plans each statement anew: with sixteen a file's start and first settling
 * took 2 s of it, with six 1.5. The rounds of the sweeps took another half, and 0.07 s of each second that a test waits.
 */
const SPARING = { DATABASE_CONNECTIONS: '6' };

/**
 * A test's day begins at ten in the morning, whenever it is run: near midnight what one day holds would fall into two.
 * `TEST_DAY=2027-02-28` runs it on another day, for what would fail at the end of a month or of a year only.
 */
function daysSinceTen(): number {
  const now = new Date();
  const day = process.env.TEST_DAY ?? shanghaiDay(now);
  return (now.getTime() - dayStart(day).getTime() - 10 * 3_600_000) / 86_400_000;
}

/** A test that went on with half of it would fail with a wrong figure somewhere else, or pass. */
async function settle({ worker }: Running): Promise<void> {
  const { held = [] } = (await worker?.settle()) ?? {};
  if (held.length > 0) throw new Error(`a transaction stays open in the cluster and holds back ${held.join(', ')}`);
}

async function call(address: string, route: string, options: CallOptions = {}) {
  const [method, url] = route.split(' ');
  const answer = await fetch(`${address}${url}`, {
    method: method ?? 'GET',
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.cookie ? { cookie: options.cookie } : {}),
      // As console and storefront do with every write.
      ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await answer.text();
  // A pair of words written into a sentence as if it were text: never right, wherever it happens.
  if (text.includes('[object Object]')) throw new Error(`${route} says [object Object]: ${text}`);
  const json = answer.headers.get('content-type')?.includes('json') ?? false;
  return { status: answer.status, body: json && text ? JSON.parse(text) : null, headers: answer.headers, text };
}

/** A database of the worker's event store, made with the first question. */
function lazyEventStore(): EventStore {
  let opened: Promise<EventStore> | null = null;
  const store = async () => {
    opened ??= keptTestEventStore();
    return opened;
  };
  return {
    insert: async (...args) => (await store()).insert(...args),
    query: async (...args) => (await store()).query(...args),
    exec: async (...args) => (await store()).exec(...args),
    ping: async () => true,
    close: async () => (await opened)?.close(),
  };
}

/** One pair for all test files of a process: to find two primes takes as long as all else of a start. */
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** Credentials that lead nowhere: for tests that never reach WeChat. */
function inventCredentials(folder: string): string {
  const file = path.join(folder, 'credentials.json');
  writeFileSync(
    file,
    JSON.stringify({
      apps: [
        { appid: 'wx0000000000000000', kind: 'mini_program', name: '小程序', secret: 'none' },
        { appid: 'wx0000000000000001', kind: 'mini_program', name: '第二个小程序', secret: 'none' },
        { appid: 'wx0000000000000002', kind: 'official_account', name: '公众号', secret: 'none' },
      ],
      mchid: '1900000000',
      merchantSerial: 'NONE',
      merchantPrivateKeyPem: keys.privateKey,
      apiV3Key: '0'.repeat(32),
      platformPublicKeyId: 'PUB_KEY_ID_0',
      platformPublicKeyPem: keys.publicKey,
    }),
  );
  return file;
}
