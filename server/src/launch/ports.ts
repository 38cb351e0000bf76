import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** What this process was given a moment ago, and mostly does not listen on yet. */
const given = new Set<number>();
const MOMENT_MS = 10_000;

/**
 * Below the ports that systems give to connections of their own (32768 and up on Linux, 49152 and up elsewhere): a part
 * that ends and starts again finds its port as it left it.
 */
const FIRST = 20_000;
const LAST = 32_767;
const TRIES = 50;

/** A loopback port nobody listens on; `wanted` when it is free. Who asks for any twice in a moment has two. */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted !== 0 && (await isFree(wanted))) return wanted;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = randomInt(FIRST, LAST + 1);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    setTimeout(() => given.delete(port), MOMENT_MS).unref();
    return port;
  }
  throw new Error(`Of ${TRIES} ports between ${FIRST} and ${LAST} none is free`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
