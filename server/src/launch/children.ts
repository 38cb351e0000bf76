import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { dyingWithParent } from './processes.ts';
import { built } from './product.ts';
import type { Running } from './supervise.ts';

export type ChildOptions = {
  readonly name: string;
  /** Path of a bundled JavaScript file. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Takes every line the child says. */
  readonly log: (line: string) => void;
  /** Says from a line that the child is ready, or `poll` asks it. */
  readonly isReady: (line: string) => boolean;
  readonly poll?: () => Promise<boolean>;
  readonly patienceMs: number;
  /** It lives as long as the shop, and gives back what a busy hour needed. */
  readonly rests?: true;
  /** It gives way to whatever else the machine has to do, and may hold so much. */
  readonly aside?: { readonly memoryMib: number };
  /** How long a polite end may take before the child is killed. */
  readonly graceMs: number;
};

/**
 * Starts a Node process in a process group of its own (Ctrl-C in the terminal reaches only the launcher, which then stops
 * the parts in order) that the kernel ends when we die.
 *
 * @throws when it ends or stays silent before it is ready, with the last lines it said
 */
export async function startChild(options: ChildOptions): Promise<Running> {
  const rest = options.rests ? ['--import', pathToFileURL(built.rest).href] : [];
  const bounds = options.aside ? [`--max-old-space-size=${options.aside.memoryMib}`] : [];
  const node = [process.execPath, '--enable-source-maps', ...bounds, ...rest];
  const { argv } = dyingWithParent('TERM', [...node, options.entry, ...options.args]);
  const [command = process.execPath, ...args] = argv;
  const child = spawn(command, args, { env: options.env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (options.aside && child.pid !== undefined) giveWay(child.pid);

  const last: string[] = [];
  const heard = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        last.push(line);
        if (last.length > 30) last.shift();
        options.log(line);
        if (options.isReady(line)) resolve();
      });
    }
  });
  child.on('error', (error) => last.push(error.message));
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    child.kill('SIGTERM');
    const hurry = setTimeout(() => child.kill('SIGKILL'), options.graceMs);
    await exited;
    clearTimeout(hurry);
  };

  const waiting = new AbortController();
  const outcome = await Promise.race([
    heard.then(() => 'ready' as const),
    exited.then(() => 'ended' as const),
    later(options.patienceMs, waiting.signal).then(() => 'silent' as const),
    ...(options.poll === undefined ? [] : [polled(options.poll, waiting.signal).then(() => 'ready' as const)]),
  ]);
  waiting.abort();
  if (outcome === 'ready') return { pid: child.pid ?? 0, exited, stop };
  await stop();
  const what = outcome === 'ended' ? 'ended while starting' : `was not ready after ${options.patienceMs / 1000} s`;
  throw new Error(`${options.name} ${what}:\n${last.map((line) => `  ${line}`).join('\n')}`);
}

/** Where the system refuses, it runs like everybody else. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, 5);
  } catch {}
}

async function polled(ask: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await ask().catch(() => false))) await later(60, signal);
}

/** Settles early, and without an error, when the wait is called off. */
async function later(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
