import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../src/launch/ports.ts';
import { isAlive } from '../src/launch/processes.ts';
import { productRoot } from '../src/launch/product.ts';
import { temporaryFolder } from '../src/launch/temporary-folder.ts';

// The whole system as a person starts it: the built bundles, every part in its process.

type Launched = { readonly child: ChildProcess; readonly lines: string[]; readonly ended: Promise<unknown> };

let dataDir: string;
let port: number;
let running: Launched | undefined;

beforeAll(async () => {
  dataDir = await temporaryFolder('start');
  port = await freePort();
});

afterAll(async () => {
  running?.child.kill('SIGTERM');
  await running?.ended;
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

describe('huoshui start', () => {
  it('brings everything up on one port and says so in one line', async () => {
    running = await launch();
    expect(running.lines.filter((line) => line.startsWith('ready '))).toEqual([`ready ${address()}`]);
    for (const path of ['/readyz', '/healthz', '/', '/console', '/docs', '/sandbox']) {
      expect((await fetch(`${address()}${path}`)).status, path).toBe(200);
    }
    expect(running.lines.join('\n')).toContain(`${address()}/console`);
  });

  it('refuses a second start on the same data with a sentence that says why', async () => {
    const second = spawnStart('--port', '0', '--data', dataDir, '--no-demo');
    const [code] = await once(second.child, 'close');
    expect(code).toBe(1);
    expect(second.lines.join('\n')).toMatch(/数据目录 .* 正被另一个活水进程使用（pid \d+）/);
  });

  it('refuses a port that is taken, naming another', async () => {
    const other = await temporaryFolder('start');
    const second = spawnStart('--port', String(port), '--data', other, '--no-demo');
    const [code] = await once(second.child, 'close');
    expect(code).toBe(1);
    expect(second.lines.join('\n')).toContain(`端口 ${port} 已被占用`);
    await rm(other, { recursive: true });
  });

  it.each(['server', 'event-store', 'sandbox', 'postgres'] as const)(
    'starts the %s again when it is killed',
    async (part) => {
      const pid = await pidOf(part);
      process.kill(pid, 'SIGKILL');
      await until(async () => !isAlive(pid));
      await until(async () => (await pidOf(part)) !== pid && (await isReady()));
      expect((await fetch(`${address()}/sandbox`)).status).toBe(200);
    },
    60_000,
  );

  it('ends every part within ten seconds of Ctrl-C, and finds its data at the next start', async () => {
    await sql('create table public.kept_over_starts (n int)');
    const pids = await allPids();
    expect(pids).toHaveLength(4);
    const before = performance.now();
    running?.child.kill('SIGINT');
    await running?.ended;
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(running?.child.exitCode).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    running = await launch();
    expect(await sql('select * from public.kept_over_starts')).toEqual([]);
  }, 90_000);

  it('comes back by itself after everything was killed at once', async () => {
    const pids = [running?.child.pid ?? 0, ...(await allPids())];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await running?.ended;
    running = await launch();
    expect(await sql('select * from public.kept_over_starts')).toEqual([]);
  }, 90_000);

  it('leaves nothing behind when only the launcher is killed', async () => {
    const pids = await allPids();
    running?.child.kill('SIGKILL');
    await running?.ended;
    running = await launch();
    await until(async () => !pids.some(isAlive));
    expect(await isReady()).toBe(true);
  }, 90_000);
});

const address = () => `http://127.0.0.1:${port}`;

function spawnStart(...args: string[]): Launched {
  const child = spawn(process.execPath, [join(productRoot, 'bin/huoshui.mjs'), 'start', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', (line) => lines.push(line));
  return { child, lines, ended: once(child, 'close') };
}

async function launch(): Promise<Launched> {
  const launched = spawnStart('--port', String(port), '--data', dataDir, '--no-demo');
  await until(async () => {
    if (launched.child.exitCode !== null) throw new Error(`It ended:\n${launched.lines.join('\n')}`);
    return launched.lines.some((line) => line.startsWith('ready '));
  });
  return launched;
}

async function isReady(): Promise<boolean> {
  return await fetch(`${address()}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

type Note = {
  readonly databaseUrl: string;
  readonly processes: readonly { readonly part: string; readonly pid: number }[];
};

/** What the launcher notes for commands that join it. */
async function note(): Promise<Note> {
  return JSON.parse(await readFile(join(dataDir, 'run/addresses.json'), 'utf8'));
}

async function pidOf(part: string): Promise<number> {
  return (await note()).processes.find((one) => one.part === part)?.pid ?? 0;
}

async function allPids(): Promise<number[]> {
  return (await note()).processes.map(({ pid }) => pid);
}

async function sql(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: (await note()).databaseUrl });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('It did not happen within a minute');
    await sleep(50);
  }
}
