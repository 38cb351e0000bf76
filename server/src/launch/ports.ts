import { once } from 'node:events';
import { createServer } from 'node:net';

/** A loopback port nobody listens on; `wanted` when it is free. */
export async function freePort(wanted = 0): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(wanted, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    if (address === null || typeof address === 'string') throw new Error('The probe has no port');
    return address.port;
  } catch (error) {
    if (wanted === 0) throw error;
    return await freePort();
  } finally {
    probe.close();
  }
}
