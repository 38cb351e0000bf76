import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createMember, signedInAgain } from '../members/testing.ts';
import { KEPT_DAYS } from './forget-showings.ts';
import { placementsTest, placementValues } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });
const app = await testApp();
const { ctx } = app;
const { admin, live, sees, tell } = placementsTest(app);

const only = (kind: 'products' | 'categories', ids: readonly string[], except: readonly string[] = []) => ({
  kind: 'banner',
  pages: ['product', 'category', 'home'],
  goods: { kind, ids: [...ids], exceptProductIds: [...except] },
});

it('stands on the pages of the goods that were chosen: a category means those below it, products no category page, and other pages do not care', async () => {
  const category = async (body: object) => (await admin('POST /api/admin/categories', body)).body;
  const sea = await category({ name: '海里的' });
  const shrimps = await category({ name: '虾', parentId: sea.id });
  const [shrimp, crab, tea] = [
    await createProduct(ctx, { categoryId: shrimps.id }),
    await createProduct(ctx, { categoryId: sea.id }),
    await createProduct(ctx),
  ];
  const [ofSea = '', ofShrimp = '', ofAll = '', notCrab = ''] = await live(
    only('categories', [sea.id], [crab.id]),
    only('products', [shrimp.id]),
    { kind: 'banner', pages: ['product', 'category', 'home'] },
    {
      kind: 'banner',
      pages: ['product', 'category', 'home'],
      goods: { kind: 'all', ids: [], exceptProductIds: [crab.id] },
    },
  );
  const her = await createMember(ctx);
  const on = async (page: string) => new Set(await sees(her, page));
  expect(await on(`product&product=${shrimp.id}`)).toEqual(new Set([ofSea, ofShrimp, ofAll, notCrab]));
  expect(await on(`product&product=${crab.id}`)).toEqual(new Set([ofAll]));
  expect(await on(`product&product=${tea.id}`)).toEqual(new Set([ofAll, notCrab]));
  // A phone that does not say of what its page is: nothing that depends on it.
  expect(await on('product')).toEqual(new Set([ofAll]));
  expect(await on(`category&category=${shrimps.id}`)).toEqual(new Set([ofSea, ofAll, notCrab]));
  expect(await on(`category&category=${tea.categoryId}`)).toEqual(new Set([ofAll, notCrab]));
  expect(await on('home')).toEqual(new Set([ofSea, ofShrimp, ofAll, notCrab]));
  expect((await admin(`GET /api/admin/placements/${ofSea}`)).body.sentence.zh).toContain('海里的');
});

it('asks for goods only where it is on a page of goods, and for products where it is on theirs', async () => {
  const { id, categoryId } = await createProduct(ctx);
  const problem = async (values: object) =>
    (await admin('POST /api/admin/placements', placementValues({ ...values }))).body.error?.details.problems[0].at;
  expect(await problem({ ...only('products', [id]), pages: ['home'] })).toBe('goods');
  expect(await problem({ ...only('products', [id]), pages: ['category'] })).toBe('goods');
  expect(await problem({ ...only('categories', [categoryId]), pages: ['category'] })).toBeUndefined();
});

it('forgets single showings once no phone tells of them any more; how often she met it, sums and result stay', async () => {
  const [id = ''] = await live({ kind: 'banner', inAll: 2, holdout: 0 });
  let her = await createMember(ctx);
  const key = randomUUID();
  await sees(her);
  expect(await tell(her, id, 'showings', key)).toEqual({ shown: true });
  await tell(her, id, 'taps', key);
  const rows = async () =>
    (await sql<{ key: string }>`select key from placements.showing where person_no = ${her.personNo}`.execute(ctx.db))
      .rows;
  await app.advance((KEPT_DAYS - 1) * DAY_MS);
  expect(await rows()).toHaveLength(1);
  const before = (await admin(`GET /api/admin/placements/${id}/result`)).body;
  await app.advance(2 * DAY_MS);
  expect(await rows()).toHaveLength(0);
  // Her days are over meanwhile.
  const { asOf: _then, open: _open, ...kept } = before;
  expect((await admin(`GET /api/admin/placements/${id}/result`)).body).toMatchObject(kept);
  her = { ...her, ...signedInAgain(ctx, her) };
  expect(await tell(her, id, 'showings')).toEqual({ shown: true });
  expect(await tell(her, id, 'showings')).toEqual({ shown: false });
});
