import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { createCategory } from './category.ts';
import { createProduct } from './testing.ts';

const app = await testApp();

const list = async (query: string): Promise<{ id: string; price: number; memberPrice: number | null }[]> =>
  (await app.call(`GET /api/shop/products?${query}`)).body.items;
const ids = async (query: string) => (await list(query)).map(({ id }) => id).toSorted();

describe('filters of a list', () => {
  it('take a band of what a piece sells for, the member price where there is one, as lists sort and show it', async () => {
    const { id } = await createCategory(app.ctx, { name: '价格带' });
    const dear = await createProduct(app.ctx, { categoryId: id, price: 3_000, memberPrice: 1_900 });
    const plain = await createProduct(app.ctx, { categoryId: id, price: 2_000 });
    const cheap = await createProduct(app.ctx, { categoryId: id, price: 900 });
    expect(await ids(`categoryId=${id}&priceFrom=1900&priceTo=2000`)).toEqual([dear.id, plain.id].toSorted());
    expect(await ids(`categoryId=${id}&priceTo=1899`)).toEqual([cheap.id]);
    const shown = (await list(`categoryId=${id}&sort=price_asc`)).map(({ price, memberPrice }) => memberPrice ?? price);
    expect(shown).toEqual([900, 1_900, 2_000]);
    expect((await app.call('GET /api/shop/products?priceFrom=-1')).status).toBe(400);
  });

  it('leave out what cannot be bought now, in pages that neither repeat nor skip', async () => {
    const { id } = await createCategory(app.ctx, { name: '有货' });
    for (let n = 0; n < 9; n += 1) await createProduct(app.ctx, { categoryId: id, stock: n % 3, sort: n % 2 });
    const whole = (await list(`categoryId=${id}&inStock=true&limit=100`)).map((item) => item.id);
    expect(whole).toHaveLength(6);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await app.call(`GET /api/shop/products?categoryId=${id}&inStock=true&limit=2${at}`);
      paged.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(whole);
  });

  it('take what a running promotion makes cheaper: by category with what is below, by product, by SKU, less exceptions', async () => {
    const { cookie } = await signedIn(app.ctx);
    const above = await createCategory(app.ctx, { name: '促销馆' });
    const below = await createCategory(app.ctx, { name: '促销柜', parentId: above.id });
    const make = async (categoryId: string) => createProduct(app.ctx, { categoryId, price: 20_000 });
    const [inside, except] = [await make(below.id), await make(below.id)];
    const [single, later, ships] = [await make(above.id), await make(above.id), await make(above.id)];
    const aside = await createCategory(app.ctx, { name: '别处' });
    const byName = await createProduct(app.ctx, { categoryId: aside.id, price: 20_000 });
    const promote = async (kind: string, scope: object, values: object, from = -1) => {
      const body = {
        kind,
        values: { name: '活动', scope: { exceptProductIds: [], ...scope }, ...values },
        startsAt: new Date(app.ctx.now().getTime() + from * DAY_MS).toISOString(),
        endsAt: new Date(app.ctx.now().getTime() + (from + 2) * DAY_MS).toISOString(),
      };
      expect((await app.call('POST /api/admin/promotions', { cookie, body })).status).toBe(200);
    };
    const tiers = { tiers: [{ threshold: 10_000, off: 1_000 }] };
    await promote('amount_off', { kind: 'categories', ids: [below.id], exceptProductIds: [except.id] }, tiers);
    await promote('amount_off', { kind: 'products', ids: [byName.id, single.id] }, tiers);
    await promote('amount_off', { kind: 'products', ids: [later.id] }, tiers, 3);
    await promote('free_shipping', { kind: 'products', ids: [ships.id] }, { threshold: 3_900 });
    expect(await ids('promoted=true&limit=100')).toEqual([inside.id, single.id, byName.id].toSorted());
    expect(await ids(`promoted=true&categoryId=${above.id}`)).toEqual([inside.id, single.id].toSorted());
  });
});
