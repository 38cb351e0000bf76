import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordsOf } from './testing.ts';
import { type Json, parseRecord, textOf } from './world/json.ts';

/** Inside the workspace, so that the bundle finds its packages. */
const bundles = fileURLToPath(new URL('../dist/test', import.meta.url));
const bundle = join(bundles, `main-${process.pid}.js`);
const data = mkdtempSync(join(tmpdir(), 'huoshui-sandbox-'));
const children: ChildProcess[] = [];

beforeAll(async () => {
  mkdirSync(bundles, { recursive: true });
  const entry = fileURLToPath(new URL('main.ts', import.meta.url));
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(bundles, { recursive: true, force: true });
  rmSync(data, { recursive: true, force: true });
});

async function read(answer: Response): Promise<Json> {
  return parseRecord(await answer.text()) ?? {};
}

const openid = (shopper: Json): string => textOf(shopper, 'openid') ?? '';

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [bundle, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let told = '';
  const hear = (chunk: Buffer) => {
    told += chunk;
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const [, url] = /sandbox ready (http:\S+)/.exec(told) ?? [];
      if (url) resolve(url);
    });
    child.on('exit', () => reject(new Error(told)));
  });
  ready.catch(() => {});
  return { child, ready, ended, told: () => told };
}

/** Two cold starts of a whole process, also on a busy machine. */
const coldStartsMs = 90_000;

test(
  'killed with -9 and started again it finds everything it had answered for; SIGTERM ends it cleanly',
  async () => {
    const first = run('--port', '0', '--data', data);
    const url = await first.ready;
    const posted = Array.from({ length: 20 }, async () => fetch(`${url}/sandbox/api/shoppers`, { method: 'POST' }));
    const made = await Promise.all((await Promise.all(posted)).map(read));
    const { code } = await read(await fetch(`${url}/sandbox/api/shoppers/s20/login-code`, { method: 'POST' }));
    first.child.kill('SIGKILL');
    await first.ended;

    const second = run('--port', '0', '--data', data);
    const found = await read(await fetch(`${await second.ready}/sandbox/api/shoppers`));
    expect(found.total).toBe(20);
    expect(recordsOf(found, 'shoppers').map(openid).sort()).toEqual(made.map(openid).sort());
    expect(code).toMatch(/^0\w{31}$/);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  },
  coldStartsMs,
);

test(
  'wrong arguments are all named at once, and nothing starts',
  async () => {
    const started = run('--port', 'x', '--seed', 'y');
    expect(await started.ended).toBe(2);
    for (const argument of ['--data', '--port', '--seed']) expect(started.told()).toContain(argument);
  },
  coldStartsMs,
);
