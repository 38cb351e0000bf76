import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export type SpawnedEventStore = {
  readonly url: string;
  readonly pid: number;
  /** Resolves with the exit code when the process is gone, however that came about. */
  readonly exited: Promise<number | null>;
  /** Lets running writes finish, then ends the process; `SIGKILL` is for tests. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** Lets go of it as the death of this process would: it ends by itself. */
  readonly disconnect: () => void;
};

export type SpawnOptions = {
  readonly dataDir: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** The bundled process; default: `event-store.js` beside the running bundle. */
  readonly entry?: string;
  readonly readers?: number;
  readonly memoryMib?: number;
  /** How long opening may take, ms. After `kill -9` of a big store it re-reads its parts. */
  readonly timeoutMs?: number;
  /** Lines it prints that are not the ready line. */
  readonly onLine?: (line: string) => void;
};

/** Starts the event store's process and resolves when it answers. It ends when this process does. */
export async function spawnEventStore(options: SpawnOptions): Promise<SpawnedEventStore> {
  const entry = options.entry ?? new URL('./event-store.js', import.meta.url).pathname;
  const args = ['--data', options.dataDir, '--port', String(options.port ?? 0)];
  if (options.readers) args.push('--readers', String(options.readers));
  if (options.memoryMib) args.push('--memory', String(options.memoryMib));
  const child = fork(entry, args, {
    // A query holds a thread of the pool while it runs; the default of four would starve file access.
    env: { ...process.env, UV_THREADPOOL_SIZE: '24' },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null);
  const url = await ready(child, options);
  return {
    url,
    pid: child.pid ?? 0,
    exited,
    stop: async (signal = 'SIGTERM') => stop(child, exited, signal),
    disconnect: () => child.disconnect(),
  };
}

async function ready(child: ChildProcess, options: SpawnOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let noise = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`event store: not ready after ${options.timeoutMs ?? 30_000} ms. ${noise}`));
    }, options.timeoutMs ?? 30_000);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`event store: ended at start (${signal ?? code}). ${noise}`));
    });
    child.once('error', reject);
    const onLine = (line: string): void => {
      const url = /^event-store ready (\S+)/.exec(line)?.[1];
      if (url) {
        clearTimeout(timer);
        resolve(url);
        return;
      }
      noise = `${noise}${line}\n`.slice(-2000);
      options.onLine?.(line);
    };
    readLines(child.stdout, onLine);
    readLines(child.stderr, onLine);
  });
}

function readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = '';
  stream?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(line);
  });
}

async function stop(child: ChildProcess, exited: Promise<number | null>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  // It ends its queries and writes what it holds; a store that was killed reads its parts again, so the time is generous.
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exited;
  clearTimeout(timer);
}
