import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { changeCategory, createCategory, deleteCategory, findCategories, listCategories } from './category.ts';
import { correctStock } from './correct-stock.ts';
import { findSkus } from './find-skus.ts';
import { getProduct, getShopProduct } from './get-product.ts';
import { indexAgain } from './index-again.ts';
import { listProducts, listStock } from './list-admin.ts';
import { listShopProducts } from './list-shop.ts';
import { saveProduct, setStatus } from './save-product.ts';
import { suggest } from './suggest.ts';
import { createProduct, stockOf } from './testing.ts';

const app = await testApp();
const { ctx } = app;

describe('categories', () => {
  it('know their ancestors, and moving one moves what is below it', async () => {
    const food = await createCategory(ctx, { name: '食品' });
    const fruit = await createCategory(ctx, { name: '水果', parentId: food.id });
    const apples = await createCategory(ctx, { name: '苹果', parentId: fruit.id });
    expect((await findCategories(ctx, [apples.id])).get(apples.id)?.path).toEqual([apples.id, fruit.id, food.id]);
    await changeCategory(ctx, fruit.id, { parentId: null });
    expect((await findCategories(ctx, [apples.id])).get(apples.id)?.path).toEqual([apples.id, fruit.id]);
    await expect(changeCategory(ctx, fruit.id, { parentId: apples.id })).rejects.toMatchObject({
      code: 'catalog.category_loop',
    });
    await createProduct(ctx, { categoryId: apples.id });
    expect((await listCategories(ctx)).find((c) => c.id === fruit.id)?.productCount).toBe(1);
  });

  it('are not deleted while they hold products or other categories', async () => {
    const parent = await createCategory(ctx, { name: '海鲜' });
    const child = await createCategory(ctx, { name: '虾', parentId: parent.id });
    await createProduct(ctx, { categoryId: child.id });
    await expect(deleteCategory(ctx, parent.id)).rejects.toMatchObject({ code: 'catalog.category_has_children' });
    await expect(deleteCategory(ctx, child.id)).rejects.toMatchObject({ code: 'catalog.category_in_use' });
    await expect(createCategory(ctx, { name: '海鲜' })).rejects.toMatchObject({ code: 'catalog.category_name_taken' });
  });
});

describe('two who change the tree of categories at once', () => {
  it('never hang each branch on the other', async () => {
    const { cookie } = await signedIn(ctx);
    for (let round = 0; round < 8; round += 1) {
      const [a, b] = [
        await createCategory(ctx, { name: `左${round}` }),
        await createCategory(ctx, { name: `右${round}` }),
      ];
      const move = async (id: string, parentId: string) =>
        (await app.call(`PATCH /api/admin/categories/${id}`, { cookie, body: { parentId } })).status;
      expect((await Promise.all([move(a.id, b.id), move(b.id, a.id)])).toSorted()).toEqual([200, 400]);
    }
  });
});

describe('the details of a product', () => {
  it('show pictures under their text, in the order in which they were put, to operators and shoppers', async () => {
    const { cookie } = await signedIn(ctx);
    const { id, categoryId } = await createProduct(ctx);
    const skus = [{ values: [], price: 1990 }];
    const body = { name: '草莓', categoryId, images: ['/files/a.webp'], skus, status: 'on_sale' as const };
    const save = async (detailImages: readonly string[]) =>
      app.call(`PUT /api/admin/products/${id}`, { cookie, body: { ...body, detail: ['甜'], detailImages } });
    const pictures = ['/files/c.webp', '/files/b.webp', '/files/d.webp'];
    expect((await save(pictures)).body.detailImages).toEqual(pictures);
    const seen = await app.call(`GET /api/shop/products/${id}`);
    expect(seen.body).toMatchObject({ detail: ['甜'], detailImages: pictures });
    expect((await save(pictures.toReversed())).body.detailImages).toEqual(pictures.toReversed());
    expect((await save(Array.from({ length: 21 }, (_, n) => `/files/${n}.webp`))).status).toBe(400);
  });
});

describe('a product with options', () => {
  const options = [{ name: '重量', values: ['2斤', '5斤'] }];
  const skus = [
    { values: ['2斤'], price: 1990, memberPrice: 1890, listPrice: 2990, costPrice: 900, onHand: 10 },
    { values: ['5斤'], price: 4590, onHand: 3 },
  ];

  it('keeps the stock of SKUs that stay and retires the others, and takes one back with its stock', async () => {
    const { id, categoryId } = await createProduct(ctx, { name: '冰糖心苹果', options, skus });
    const input = { name: '冰糖心苹果', categoryId, images: ['/files/a.webp'], options };
    const before = await getProduct(ctx, id);
    await saveProduct(ctx, { ...input, skus: [{ values: ['5斤'], price: 4290, onHand: 99 }] }, id);
    const after = await getProduct(ctx, id);
    expect(after.skus).toMatchObject([{ id: before.skus[1]?.id, price: 4290, onHand: 3 }]);
    expect((await findSkus(ctx, [before.skus[0]?.id ?? ''])).get(before.skus[0]?.id ?? '')?.onSale).toBe(false);
    await saveProduct(ctx, { ...input, skus }, id);
    expect((await getProduct(ctx, id)).skus.map((s) => [s.id, s.onHand])).toEqual(
      before.skus.map((s) => [s.id, s.onHand]),
    );
  });

  it('lets two SKUs swap their values', async () => {
    const { id, categoryId, skuIds } = await createProduct(ctx, { options, skus });
    const swapped = [
      { id: skuIds[1], values: ['2斤'], price: 1 },
      { id: skuIds[0], values: ['5斤'], price: 2 },
    ];
    await saveProduct(ctx, { name: '换', categoryId, images: ['/a'], options, skus: swapped }, id);
    expect((await getProduct(ctx, id)).skus.map((s) => s.id)).toEqual([skuIds[1], skuIds[0]]);
  });

  it.each([
    [[{ values: ['3斤'], price: 1 }], 'catalog.options_mismatch'],
    [
      [
        { values: ['2斤'], price: 1 },
        { values: ['2斤'], price: 2 },
      ],
      'catalog.sku_repeated',
    ],
    [[{ values: ['2斤'], price: 100, memberPrice: 101 }], 'catalog.member_price_too_high'],
    [[{ values: ['2斤'], price: 100, listPrice: 99 }], 'catalog.list_price_too_low'],
  ])('refuses SKUs that make no sense (%#)', async (bad, code) => {
    await expect(createProduct(ctx, { options, skus: bad })).rejects.toMatchObject({ code });
  });

  it('tells shoppers neither cost nor stock book, and hides drafts', async () => {
    const { id } = await createProduct(ctx, { options, skus });
    const shown = await getShopProduct(ctx, id);
    expect(shown.skus[0]).toMatchObject({ price: 1990, available: 10 });
    expect(JSON.stringify(shown)).not.toMatch(/costPrice|onHand|reserved/);
    await setStatus(ctx, id, 'draft');
    await expect(getShopProduct(ctx, id)).rejects.toMatchObject({ code: 'catalog.product_not_found' });
  });
});

describe('the shop list', () => {
  it.each(['default', 'sold', 'price_asc', 'price_desc', 'new'] as const)(
    'pages through everything once, sorted by %s',
    async (sort) => {
      const category = await createCategory(ctx, { name: `分页${sort}` });
      for (let n = 0; n < 7; n += 1)
        await createProduct(ctx, { categoryId: category.id, price: 100 * ((n * 3) % 4) + 1, sort: n % 3 });
      const whole = await listShopProducts(ctx, { categoryId: category.id, sort, limit: 100 });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listShopProducts>> = await listShopProducts(ctx, {
          categoryId: category.id,
          sort,
          limit: 3,
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...page.items.map((item) => item.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(whole.items.map((item) => item.id));
      expect(seen).toHaveLength(7);
      const prices = whole.items.map((item) => item.price);
      if (sort === 'price_asc') expect(prices).toEqual(prices.toSorted((a, b) => a - b));
      if (sort === 'price_desc') expect(prices).toEqual(prices.toSorted((a, b) => b - a));
    },
  );

  it('finds by characters, pinyin and initials, and only what is on sale', async () => {
    const salmon = await createProduct(ctx, { name: '挪威三文鱼刺身', stock: 0 });
    await createProduct(ctx, { name: '三文鱼草稿', status: 'draft' });
    for (const q of ['三文鱼', 'sanwenyu', 'swy', '鱼刺']) {
      const { items } = await listShopProducts(ctx, { q });
      expect(items).toMatchObject([{ id: salmon.id, soldOut: true, skuId: salmon.skuId }]);
    }
    expect((await listShopProducts(ctx, { q: '!!' })).items).toEqual([]);
    expect(await suggest(ctx, 'sw')).toEqual(['挪威三文鱼刺身']);
    const shop = await app.call(`GET /api/shop/products?q=${encodeURIComponent("'; drop table catalog.sku; --")}`);
    expect(shop).toMatchObject({ status: 200, body: { items: [] } });
  });
});

describe('search', () => {
  const search = async (q: string) => {
    const shop = await app.call(`GET /api/shop/products?q=${encodeURIComponent(q)}`);
    return shop.body.items.map((item: { name: string }) => item.name);
  };

  it('finds words of the name whatever stands between, the closest first, page after page', async () => {
    const names = ['红颜草莓 500g 礼盒装', '草莓礼盒', '大草莓与蓝莓拼装的年货礼盒', '丹东草莓礼盒', '礼盒蓝莓'];
    for (const name of names) await createProduct(ctx, { name });
    expect(await search('草莓礼盒')).toEqual([
      '草莓礼盒',
      '丹东草莓礼盒',
      '红颜草莓 500g 礼盒装',
      '大草莓与蓝莓拼装的年货礼盒',
    ]);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await app.call(`GET /api/shop/products?limit=1&q=草莓礼盒${cursor ? `&cursor=${cursor}` : ''}`);
      paged.push(...page.body.items.map((item: { name: string }) => item.name));
      cursor = page.body.nextCursor;
    }
    expect(paged).toEqual(await search('草莓礼盒'));
    expect((await suggest(ctx, '草莓礼'))[0]).toBe('草莓礼盒');
    await createProduct(ctx, { name: 'iPhone15 手机壳' });
    for (const q of ['iphone 15', 'iphone15', 'IPHONE 手机', '15手机壳'])
      expect(await search(q)).toEqual(['iPhone15 手机壳']);
  });

  it('follows a category that is renamed: found by the new name at once, not by the old', async () => {
    const category = await createCategory(ctx, { name: '时令鲜果' });
    const { id } = await createProduct(ctx, { name: '无花', categoryId: category.id });
    expect(await search('时令鲜果')).toEqual(['无花']);
    const { cookie } = await signedIn(ctx, 'owner');
    const renamed = await app.call(`PATCH /api/admin/categories/${category.id}`, {
      cookie,
      body: { name: '当季水果' },
    });
    expect(renamed.status).toBe(200);
    expect([await search('时令鲜果'), await search('当季水果')]).toEqual([[], ['无花']]);
    const listed = await listProducts(ctx, { q: '当季水果' });
    expect(listed.items).toMatchObject([{ id, categoryName: '当季水果' }]);
  });

  it('finds products by every category above them: parents renamed, children moved, the index made again', async () => {
    const [fresh, frozen] = [
      await createCategory(ctx, { name: '生鲜馆' }),
      await createCategory(ctx, { name: '冷冻柜' }),
    ];
    const berries = await createCategory(ctx, { name: '浆果', parentId: fresh.id });
    const blue = await createCategory(ctx, { name: '蓝色浆', parentId: berries.id });
    const { id } = await createProduct(ctx, { name: '怡颗', categoryId: blue.id });
    await createProduct(ctx, { name: '树莓王', categoryId: berries.id });
    await createProduct(ctx, { name: '冰虾仁', categoryId: frozen.id });
    const both = async (text: string) => (await search(text)).toSorted();
    expect([await both('生鲜馆'), await both('shengxianguan')]).toEqual([
      ['怡颗', '树莓王'],
      ['怡颗', '树莓王'],
    ]);
    const { cookie } = await signedIn(ctx, 'owner');
    const change = async (category: string, body: object) =>
      expect((await app.call(`PATCH /api/admin/categories/${category}`, { cookie, body })).status).toBe(200);
    await change(fresh.id, { name: '鲜活区' });
    expect([await search('生鲜馆'), await both('鲜活区')]).toEqual([[], ['怡颗', '树莓王']]);
    await change(berries.id, { parentId: frozen.id });
    expect([await search('鲜活区'), await both('冷冻柜')]).toEqual([[], ['冰虾仁', '怡颗', '树莓王']]);
    await change(blue.id, { parentId: null });
    expect([await both('冷冻柜'), await both('浆果'), await search('蓝色浆')]).toEqual([
      ['冰虾仁', '树莓王'],
      ['树莓王'],
      ['怡颗'],
    ]);
    const saved = await app.call(`GET /api/admin/products/${id}`, { cookie });
    const { name, images, skus } = saved.body;
    await saveProduct(ctx, { name, images, skus, categoryId: berries.id, status: 'on_sale' }, id);
    await sql`update catalog.product set own_terms = '{}', search_terms = '{}', terms_version = 0`.execute(ctx.db);
    while ((await indexAgain.run(ctx, alone)) > 0);
    expect([await both('冷冻柜'), await search('蓝色浆')]).toEqual([['冰虾仁', '怡颗', '树莓王'], []]);
  });

  it('indexes again what an older version indexed', async () => {
    await createProduct(ctx, { name: '武夷单枞' });
    await sql`update catalog.product set own_terms = '{}', search_terms = '{}', terms_version = 0`.execute(ctx.db);
    expect(await search('dancong')).toEqual([]);
    while ((await indexAgain.run(ctx, alone)) > 0);
    expect(await search('dancong')).toEqual(['武夷单枞']);
  });
});

describe('stock', () => {
  it('changes by differences that the ledger adds up to, and never below what is reserved', async () => {
    const { skuId } = await createProduct(ctx, { stock: 5 });
    expect(await correctStock(ctx, { skuId, change: -3, reason: '盘点' })).toEqual({ onHand: 2, reserved: 0 });
    await expect(correctStock(ctx, { skuId, change: -3, reason: '盘点' })).rejects.toMatchObject({
      code: 'catalog.stock_below_reserved',
    });
    await Promise.all(Array.from({ length: 20 }, async () => correctStock(ctx, { skuId, change: 1, reason: '入库' })));
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 22, ledger: 22 });
  });

  it('is listed by scarcity with a filter for what is out', async () => {
    const { skuId, id } = await createProduct(ctx, { name: '空货商品', stock: 0 });
    const { items } = await listStock(ctx, { state: 'out', q: '空货' });
    expect(items).toMatchObject([{ skuId, productId: id, available: 0 }]);
    expect((await listProducts(ctx, { stock: 'out', q: 'khsp' })).items).toMatchObject([{ id, available: 0 }]);
  });
});
