import { randomUUID } from 'node:crypto';

export const BATCHES = 600;
export const EVENTS_A_BATCH = 100;

/** Events of one shopper's phone. */
export type Batch = readonly object[];

export function makeBatches(): Batch[] {
  const names = ['page_view', 'product_view', 'exposure', 'cart_add', 'search'];
  return Array.from({ length: BATCHES }, (_, b) =>
    Array.from({ length: EVENTS_A_BATCH }, (_, n) => ({
      id: randomUUID(),
      name: names[(b + n) % names.length],
      ts: new Date(Date.now() - n * 1000).toISOString(),
      page: 'catalog/pages/product',
      session: `s-${b}`,
      productId: `prd_${(b * 7 + n) % 60}`,
      props: { position: n, from: 'home', keyword: '有机 草莓' },
    })),
  );
}
