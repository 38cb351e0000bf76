import { type Api, tolerate } from './api.ts';
import type { Goods } from './world.ts';

/** What a supplier brings late: from this day of the story on, every so many days, one of the goods is missing for some days. Taste. */
const FIRST_DAY = 9;
const EACH_DAYS = 11;
const MISSING_DAYS = 2;
/** So that it is another shelf each time; prime to any number of goods that a shop is likely to have. */
const STRIDE = 17;
const BROUGHT = 120;

type Day = { readonly goods: readonly Goods[]; readonly day: number };

/** Which of the goods cannot be had on this day of the story. */
export function missingOn({ goods, day }: Day): Goods | undefined {
  const since = day - FIRST_DAY;
  if (since < 0 || since % EACH_DAYS >= MISSING_DAYS) return undefined;
  return goods[(Math.floor(since / EACH_DAYS) * STRIDE) % goods.length];
}

/** On the first morning what is left of them leaves the shelves; on the morning after the last it is brought. */
export async function keepSupply(api: Api, cookie: string, { goods, day }: Day): Promise<void> {
  const [before, now] = [missingOn({ goods, day: day - 1 }), missingOn({ goods, day })];
  if (before === now) return;
  for (const skuId of before?.skuIds ?? [])
    await tolerate(async () =>
      api('POST /api/admin/stock', { cookie, body: { skuId, change: BROUGHT, reason: '供应商到货' } }),
    );
  if (now) await clear(api, cookie, now);
}

/** Whoever has ordered still gets hers. */
async function clear(api: Api, cookie: string, { productId }: Goods): Promise<void> {
  const { name } = await api('GET /api/admin/products/:id', { cookie, params: { id: productId } });
  const query = { q: name, limit: 50 };
  const reason = '供应商断货，余货下架';
  const [own, atStores] = await Promise.all([
    api('GET /api/admin/stock', { cookie, query }),
    api('GET /api/admin/store-stock', { cookie, query }),
  ]);
  for (const { productId: of, skuId, available } of own.items)
    if (of === productId && available > 0)
      await tolerate(async () => api('POST /api/admin/stock', { cookie, body: { skuId, change: -available, reason } }));
  for (const { productId: of, storeId, skuId, available } of atStores.items)
    if (of === productId && available > 0)
      await tolerate(async () =>
        api('POST /api/admin/store-stock', { cookie, body: { storeId, skuId, change: -available, reason } }),
      );
}
