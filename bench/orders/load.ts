import autocannon, { type Request } from 'autocannon';
import type { OrderRequest } from './shop.ts';

/** Those that were answered 200. */
export type Load = { readonly answered: number; readonly p95: number };

/** Keep so many connections busy for so long, each with whatever comes next. */
export async function runLoad(url: string, connections: number, seconds: number, next: () => Request): Promise<Load> {
  const times: number[] = [];
  const request = { setupRequest: (base: Request) => ({ ...base, ...next() }) };
  await new Promise<void>((resolve, reject) => {
    const running = autocannon({ url, connections, duration: seconds, requests: [request] }, (error) =>
      error ? reject(error) : resolve(),
    );
    running.on('response', (_client, status, _bytes, took) => {
      if (status === 200) times.push(took);
    });
  });
  times.sort((a, b) => a - b);
  return { answered: times.length, p95: times[Math.floor(times.length * 0.95)] ?? Number.POSITIVE_INFINITY };
}

/** Orders as the app places them. */
export function placing(bodies: () => OrderRequest): () => Request {
  return () => {
    const { token, body, key } = bodies();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
    return { method: 'POST', path: '/api/shop/orders', headers, body };
  };
}

export function getting(path: () => string): () => Request {
  return () => ({ method: 'GET', path: path() });
}
