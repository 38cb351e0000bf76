import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { eventStoreServer } from './http.ts';
import { type Limits, Sessions } from './sessions.ts';

// The event store's own process: `node event-store.js --data DIR --port N [--readers N] [--memory MIB] [--seconds N]`.
// chDB blocks the thread pool while it works and takes the process with it when it fails, so nothing else lives here.
// Whoever starts it sets UV_THREADPOOL_SIZE above the number of sessions: a query holds a thread for its whole life.

const MIB = 1024 * 1024;
const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '0' },
    readers: { type: 'string', default: '4' },
    memory: { type: 'string' },
    seconds: { type: 'string', default: '60' },
  },
});
if (!args.data) throw new Error('event store: --data DIR is missing');

const limits: Limits = {
  seconds: Number(args.seconds),
  // For all queries together; the engine itself and its caches take some 400 MiB more. A big machine may give it more.
  memoryBytes: Number(args.memory ?? 1024) * MIB,
  readers: Number(args.readers),
  queue: 256,
};

dieWithParent();
const sessions = await open(args.data, limits);
const server = eventStoreServer(sessions);
server.listen(Number(args.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : args.port;
  console.log(`event-store ready http://127.0.0.1:${port}`);
});
server.on('error', (error) => {
  console.error(`event store: cannot listen on 127.0.0.1:${args.port}: ${error.message}`);
  process.exit(1);
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

/** A predecessor that is just dying (or an orphan noticing it) still holds the directory's lock for a moment. */
async function open(dataDir: string, limits: Limits): Promise<Sessions> {
  mkdirSync(dataDir, { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await Sessions.open(dataDir, limits);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // Sixty times a quarter second: longer than the ten seconds after which a predecessor is killed (spawn.ts).
      if (attempt === 60 || !/lock/i.test(message)) {
        console.error(`event store: cannot open ${dataDir}: ${message}`);
        process.exit(1);
      }
      await sleep(250);
    }
  }
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  server.close();
  server.closeIdleConnections();
  await sessions.close();
  process.exit(0);
}

/** An event store without its owner would keep the lock for ever. */
function dieWithParent(): void {
  const parent = process.ppid;
  if (process.channel) process.once('disconnect', () => process.exit(0));
  // Twice a second: whoever starts the store again waits for its lock, so an orphan had better notice soon.
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 500).unref();
}
