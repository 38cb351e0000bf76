import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../../server/src/launch/temporary-folder.ts';

type Json = Readonly<Record<string, unknown>>;

/** The whole product with its sandbox, as `npm start -- --no-demo` runs it, and what a bench asks of it. */
export type Product = {
  readonly url: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  readonly serverPid: number;
  /** The owner's session. */
  readonly cookie: string;
  readonly corp: { readonly corpid: string; readonly token: string; readonly aesKey: string; readonly secret: string };
  /** The console's API, as the owner. */
  admin(route: string, body?: unknown): Promise<Json>;
  /** The sandbox's own controls. */
  sandbox(route: string, body?: unknown): Promise<Json>;
};

const CALLS_ASKED = 3;

export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  const dataDir = await temporaryFolder('bench-wecom');
  const cli = new URL('./cli.js', import.meta.url).pathname;
  const args = ['--enable-source-maps', cli, 'start', '--port', '0', '--no-demo', '--data', dataDir];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    return await work(await open(child, dataDir));
  } finally {
    child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function open(child: ChildProcess, dataDir: string): Promise<Product> {
  const { url, login, password } = await said(child);
  const note = JSON.parse(readFileSync(path.join(dataDir, 'run', 'addresses.json'), 'utf8'));
  const answer = await fetch(`${url}/api/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ login, password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return {
    ...{ url, cookie },
    sandboxUrl: note.sandboxUrl,
    databaseUrl: note.databaseUrl,
    serverPid: note.processes.find(({ part }: { part: string }) => part === 'server').pid,
    corp: JSON.parse(readFileSync(path.join(dataDir, 'sandbox', 'credentials.json'), 'utf8')).corp,
    admin: async (route, body) => ask(`${url}/api/admin`, route, body, { cookie, 'idempotency-key': randomUUID() }),
    sandbox: async (route, body) => ask(`${note.sandboxUrl}/sandbox/api`, route, body, {}),
  };
}

async function said(child: ChildProcess): Promise<Readonly<Record<'url' | 'login' | 'password', string>>> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the product says nothing'));
    let [login = '', password = ''] = ['', ''];
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const account = /sign-in\s+(\S+) \/ (\S+)/.exec(line);
      if (account) [, login = '', password = ''] = account;
      const url = /^ready (\S+)/.exec(line)?.[1];
      if (url !== undefined) resolve({ url, login, password });
    });
    lines.on('close', () => reject(new Error('the product ended before it was ready')));
  });
}

async function ask(base: string, route: string, body: unknown, headers: Readonly<Record<string, string>>) {
  const [method = 'GET', address = ''] = route.split(' ');
  for (let asked = 1; ; asked += 1) {
    const answer = await fetch(`${base}${address}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text);
    if (answer.status !== 429 || asked === CALLS_ASKED) throw new Error(`${route} → ${answer.status} ${text}`);
    await sleep(1000 * asked);
  }
}

/** Looks again until it is so; `everyMs` apart, for a look may cost those who work. */
export async function until(what: string, seconds: number, isSo: () => Promise<boolean>, everyMs = 200): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(everyMs);
  }
}

/** So many at a time, each with its number. */
export async function inLanes(lanes: number, count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
