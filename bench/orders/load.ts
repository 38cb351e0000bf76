import autocannon, { type Request } from 'autocannon';
import type { OrderRequest } from './shop.ts';

export type Load = { readonly placed: number; readonly p95: number };

/** Keep so many connections busy for so long; counts the answers with 200. Without bodies it asks for product lists. */
export async function runLoad(
  url: string,
  connections: number,
  seconds: number,
  bodies: (() => OrderRequest) | null,
): Promise<Load> {
  const times: number[] = [];
  let placed = 0;
  const request = bodies
    ? {
        method: 'POST' as const,
        path: '/api/shop/orders',
        setupRequest: (base: Request) => {
          const { token, body, key } = bodies();
          const headers = {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          };
          return { ...base, headers, body };
        },
      }
    : { method: 'GET' as const, path: '/api/shop/products?limit=20&sort=price_asc' };
  await new Promise<void>((resolve, reject) => {
    const running = autocannon({ url, connections, duration: seconds, requests: [request] }, (error) =>
      error ? reject(error) : resolve(),
    );
    running.on('response', (_client, status, _bytes, took) => {
      if (status !== 200) return;
      placed += 1;
      times.push(took);
    });
  });
  times.sort((a, b) => a - b);
  return { placed, p95: times[Math.floor(times.length * 0.95)] ?? Number.POSITIVE_INFINITY };
}
