import { once } from 'node:events';
import { createServer } from 'node:net';

/** What this process was given a moment ago, and mostly does not listen on yet. */
const given = new Set<number>();
const MOMENT_MS = 10_000;

/** A loopback port nobody listens on; `wanted` when it is free. Who asks for any twice in a moment has two. */
export async function freePort(wanted = 0): Promise<number> {
  const port = await tryPort(wanted);
  if (port === wanted) return port;
  if (given.has(port)) return await freePort();
  given.add(port);
  setTimeout(() => given.delete(port), MOMENT_MS).unref();
  return port;
}

async function tryPort(wanted: number): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wanted, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('The probe has no port');
    return address.port;
  } catch (error) {
    if (wanted === 0) throw error;
    return await tryPort(0);
  } finally {
    probe.close();
  }
}
