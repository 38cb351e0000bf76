import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../server/src/launch/temporary-folder.ts';
import type { Result } from './kit/result.ts';

/** What was needed while the demo was filled is let go by then. */
const REST_MS = 90_000;

/**
 * README: the whole product as `npm start` runs it, on a fresh folder: how long its demo takes to fill, and how much memory
 * all its processes have at rest, each page that several share counted once (PSS; Linux alone tells).
 */
export async function run(): Promise<Result[]> {
  const dataDir = await temporaryFolder('bench-rest');
  const cli = new URL('./cli.js', import.meta.url).pathname;
  const args = ['--enable-source-maps', cli, 'start', '--port', '0', '--data', dataDir];
  const product = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => product.once('close', () => resolve()));
  try {
    const filled = await secondsOfFilling(product.stdout);
    await sleep(REST_MS);
    return [
      { name: 'the demo is filled', value: filled, unit: 's', goal: '≤ 150', ok: filled <= 150 },
      atRest(processesBelow(product.pid ?? 0)),
    ];
  } finally {
    product.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function secondsOfFilling(said: NodeJS.ReadableStream): Promise<number> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: said });
    lines.on('line', (line) => {
      const seconds = /the demo is filled \((\d+) s\)/.exec(line)?.[1];
      if (seconds !== undefined) resolve(Number(seconds));
    });
    lines.on('close', () => reject(new Error('the product ended before its demo was filled')));
  });
}

function atRest(pids: readonly number[]): Result {
  const mib = Math.round(pids.reduce((sum, pid) => sum + pssKib(pid), 0) / 1024);
  return { name: 'the whole product at rest, with the demo', value: mib, unit: 'MiB', goal: '≤ 600', ok: mib <= 600 };
}

/** A process and all that descend from it. */
function processesBelow(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const below = [root];
  for (const pid of below) below.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return below;
}

/** Field 4, counted behind the name, which stands in brackets and may hold blanks. */
function parentOf(pid: string): number {
  const stat = told(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function pssKib(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(told(pid, 'smaps_rollup'))?.[1] ?? 0);
}

/** '' when the process has ended meanwhile. */
function told(pid: number | string, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}
