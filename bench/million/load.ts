import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// The shop's usual day, from a process of its own: phones that tell what shoppers did, product lists, and somebody who asks
// whether the server is alive. Every request is begun at its time, whether the one before was answered or not.

export type Felt = Readonly<Record<'collect' | 'products' | 'health', readonly number[]>>;

/** Answers each order ('felt') with the ms of every request since the one before. */
export async function loadOnDemand(url: string, tokens: readonly string[]): Promise<void> {
  let felt: Record<keyof Felt, number[]> = { collect: [], products: [], health: [] };
  const timed = async (kind: keyof Felt, request: () => Promise<Response>) => {
    const start = performance.now();
    const answer = await request().catch(() => null);
    await answer?.arrayBuffer().catch(() => null);
    felt[kind].push(answer?.ok ? performance.now() - start : Number.POSITIVE_INFINITY);
  };
  process.on('message', () => {
    process.send?.(felt);
    felt = { collect: [], products: [], health: [] };
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
  for (let n = 0; ; n += 1) {
    const token = tokens[n % tokens.length] ?? '';
    void timed('collect', async () => fetch(`${url}/collect`, batch(token)));
    if (n % 2 === 0) void timed('products', async () => fetch(`${url}/api/shop/products?limit=20`));
    if (n % 5 === 0) void timed('health', async () => fetch(`${url}/healthz`));
    await sleep(50);
  }
}

function batch(token: string): RequestInit {
  const at = new Date().toISOString();
  const names = ['page_view', 'product_view', 'exposure', 'cart_add'];
  const events = names.map((name) => ({
    id: randomUUID(),
    name,
    ts: at,
    page: 'pages/1',
    session: 'load',
    props: { from: 'home' },
  }));
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ sentAt: at, events }),
  };
}
