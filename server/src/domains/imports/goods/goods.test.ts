import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { testApp } from '../../../platform/testing/app.ts';
import { createProduct } from '../../catalog/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { uploadFile } from '../testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  await app.call('POST /api/admin/categories', { cookie, body: { name: '茶' } });
});

type Ran = { readonly id: string; readonly products: number; readonly updated: number; readonly errors: number };

/** A file as somebody brings it: uploaded, read as it is suggested, and run. */
async function bring(text: string | Buffer, dryRun = false): Promise<Ran & { readonly problems: readonly string[] }> {
  const name = typeof text === 'string' ? 'goods.csv' : 'goods.xlsx';
  const { id } = (await uploadFile(app, cookie, name, text)).body;
  const { suggestion } = (await app.call(`GET /api/admin/imports/${id}/preview`, { cookie })).body;
  expect(suggestion.format).toBe('goods');
  const run = await app.call(`POST /api/admin/imports/${id}/run`, { cookie, body: { mapping: suggestion, dryRun } });
  expect([run.status, run.text]).toEqual([200, run.text]);
  for (;;) {
    const { body } = await app.call(`GET /api/admin/imports/${id}`, { cookie });
    if (body.state !== 'running') {
      expect([body.state, body.failure]).toEqual(['done', null]);
      const { items } = (await app.call(`GET /api/admin/imports/${id}/errors`, { cookie })).body;
      return { ...body, problems: items.map((one: { message: { zh: string } }) => one.message.zh) };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function product(name: string) {
  const { items } = (await app.call(`GET /api/admin/products?q=${encodeURIComponent(name)}`, { cookie })).body;
  expect(items).toHaveLength(1);
  return (await app.call(`GET /api/admin/products/${items[0].id}`, { cookie })).body;
}

const supplier = [
  '供应商报价单,,,,,,',
  '产品标题,产品类目,货号,规格,单价,采购价,可售数量',
  '龙井明前茶,茶,LJ-50,净含量:50克;包装:罐装,128.00,80,30',
  ',,LJ-100,净含量:100克;包装:罐装,"1,228",160,12.0',
  '茉莉花茶,茶,ML-1,,39.9,,5',
].join('\r\n');

it('what a file changes is a save as any other: who has the product open is told', async () => {
  const { id } = await createProduct(ctx, {
    name: '正在编辑的茶',
    skus: [{ values: [], price: 1_000, code: 'OPEN-1' }],
  });
  const { body: open } = await app.call(`GET /api/admin/products/${id}`, { cookie });
  expect(await bring('规格编码,售价（元）\nOPEN-1,23.45\n')).toMatchObject({ updated: 1, errors: 0 });
  const save = { name: '改了名的茶', categoryId: open.categoryId, images: open.images, revision: open.revision };
  const skus = [{ id: open.skus[0].id, values: [], price: 1_000, code: 'OPEN-1' }];
  const late = await app.call(`PUT /api/admin/products/${id}`, { cookie, body: { ...save, skus } });
  expect([late.status, late.body.error?.code]).toEqual([409, 'platform.stale']);
  expect((await app.call(`GET /api/admin/products/${id}`, { cookie })).body.skus[0].price).toBe(2_345);
  // What says what is there already is no save.
  const { revision } = (await app.call(`GET /api/admin/products/${id}`, { cookie })).body;
  expect(await bring('规格编码,售价（元）\nOPEN-1,23.45\n')).toMatchObject({ updated: 0, errors: 0 });
  expect((await app.call(`GET /api/admin/products/${id}`, { cookie })).body.revision).toBe(revision);
});

describe('a file of goods', () => {
  it('as a supplier has it says in a dry run what it would bring, and brings nothing', async () => {
    expect(await bring(supplier, true)).toMatchObject({ products: 2, updated: 0, errors: 0, problems: [] });
    const { rows } = await sql`select from catalog.sku where code like 'LJ-%'`.execute(ctx.db);
    expect(rows).toEqual([]);
  });

  it('brings products with their SKUs as drafts that need a picture, once', async () => {
    expect(await bring(supplier)).toMatchObject({ products: 2, updated: 0, errors: 0 });
    const tea = await product('龙井明前茶');
    expect(tea).toMatchObject({
      status: 'draft',
      categoryName: '茶',
      options: [
        { name: '净含量', values: ['50克', '100克'] },
        { name: '包装', values: ['罐装'] },
      ],
      skus: [
        { code: 'LJ-50', values: ['50克', '罐装'], price: 12_800, costPrice: 8000, onHand: 30 },
        { code: 'LJ-100', values: ['100克', '罐装'], price: 122_800, costPrice: 16_000, onHand: 12 },
      ],
    });
    const sale = await app.call(`PUT /api/admin/products/${tea.id}/status`, { cookie, body: { status: 'on_sale' } });
    expect([sale.status, sale.body.error.code]).toEqual([409, 'catalog.no_picture']);
    expect(await bring(supplier)).toMatchObject({ products: 0, updated: 0, errors: 0 });
    expect((await product('龙井明前茶')).revision).toBe(tea.revision);
  });

  it('with codes and prices alone changes these, and neither stock nor what it does not name', async () => {
    const before = await product('龙井明前茶');
    const told = await bring('规格编码\t售价\t库存\nLJ-50\t118\t9999\nML-1\t35.5\t\n');
    expect(told).toMatchObject({ products: 0, updated: 2, errors: 0 });
    const after = await product('龙井明前茶');
    expect(after.skus.map((sku: { price: number; onHand: number }) => [sku.price, sku.onHand])).toEqual([
      [11_800, 30],
      [122_800, 12],
    ]);
    expect(after.options).toEqual(before.options);
    const { items } = (await app.call(`GET /api/admin/products/${after.id}/prices`, { cookie })).body;
    expect(items.map((one: { price: number }) => one.price)).toContain(11_800);
  });

  it('says of each row what is wrong, and takes the others', async () => {
    const told = await bring(
      [
        '商家编码,商品名称,分类,规格,售价,会员价',
        'BAD-1,没有分类的,,,10,',
        'BAD-2,陌生分类,不存在,,10,',
        'BAD-3,价格不对,茶,,十元,',
        ',没有编码,茶,,10,',
        'BAD-5,会员价太高,茶,,10,11',
        'BAD-6,比没有还便宜,茶,,-10,',
        '６.９Ｅ＋１２,全角,茶,,10,',
        'LJ-50,两个商品,茶,50克;罐装,118,',
        'ML-1,两个商品,茶,50克;罐装,35.5,',
        '6.9012E+12,坏掉的编码,茶,,10,',
        'GOOD-1,好的,茶,,10,9.5',
      ].join('\n'),
    );
    expect(told).toMatchObject({ products: 1, updated: 0, errors: 10 });
    expect(told.problems).toEqual([
      '新商品要有分类',
      '没有分类“不存在”，请先在“分类”里新建',
      '“十元”不是金额（最多两位小数）',
      '没有规格编码',
      '会员价不能高于售价',
      '价格应在 0.01 元到 10 万元之间',
      expect.stringContaining('科学计数'),
      expect.stringContaining('这些规格编码属于不同的商品'),
      expect.stringContaining('科学计数'),
    ]);
    expect(await product('好的')).toMatchObject({ skus: [{ code: 'GOOD-1', price: 1000, memberPrice: 950 }] });
  });

  it('that we wrote is read again and changes nothing, in either language', async () => {
    const { body: odd } = await app.call('POST /api/admin/categories', { cookie, body: { name: ' 酒水/ 饮料' } });
    const of = (name: string, values: readonly string[]) => ({
      categoryId: String(odd.id),
      options: [{ name, values }],
      skus: values.map((value) => ({ values: [value], price: 100 })),
    });
    await createProduct(ctx, { name: '有规格的' });
    await createProduct(ctx, { name: "'70年代汽水", subtitle: '第一行\n第二行 ', tags: ['酸、甜', 'a;b'] });
    await createProduct(ctx, { name: "`'=反引`", ...of('容量：瓶', ['大', '24"', '"小"']) });
    await createProduct(ctx, { name: ' 前后有空 ', ...of('时段', ['10:30', '甜;咸', '辣|麻', "'-1"]) });
    for (const language of ['zh', 'en']) {
      const { text, status } = await app.call(`GET /api/admin/products/goods.csv?language=${language}`, { cookie });
      expect(status).toBe(200);
      expect(await bring(text)).toMatchObject({ products: 0, updated: 0, errors: 0, problems: [] });
    }
    const address = `${app.running.address}/api/admin/products/goods.csv?as=xlsx`;
    const workbook = await fetch(address, { headers: { cookie } });
    const again = await bring(Buffer.from(await workbook.arrayBuffer()));
    // A workbook has no mark that keeps a text a text: the two that begin with one lose it.
    expect(again).toMatchObject({ products: 0, updated: 2, errors: 0, problems: [] });
  });

  it('is read from a workbook as from a text, codes and prices as they were meant', async () => {
    const bytes = await writeWorkbook([
      {
        sheet: '货品',
        data: [
          [{ value: '货号' }, { value: '商品名称' }, { value: '分类' }, { value: '售价' }],
          [{ value: '00123' }, { value: '白毫银针' }, { value: '茶' }, { value: 128.1 + 0.2, type: Number }],
          [
            { value: 6_901_234_567_892, type: Number },
            { value: '铁观音' },
            { value: '茶' },
            { value: 58, type: Number },
          ],
        ],
      },
      { sheet: '填写说明', data: [[{ value: '请勿修改表头' }]] },
    ]).toBuffer();
    const told = await bring(bytes);
    expect(told).toMatchObject({ products: 2, errors: 0, problems: [] });
    expect(await product('白毫银针')).toMatchObject({ skus: [{ code: '00123', price: 12_830 }] });
    expect(await product('铁观音')).toMatchObject({ skus: [{ code: '6901234567892', price: 5800 }] });
  });

  it('of orders stays a file of orders', async () => {
    const orders = '订单号,手机号,商品名称,货号,单价,下单时间\n1,13800000000,茶,LJ-50,128,2026-01-01\n';
    const { id } = (await uploadFile(app, cookie, 'o.csv', orders)).body;
    const { suggestion } = (await app.call(`GET /api/admin/imports/${id}/preview`, { cookie })).body;
    expect(suggestion).toMatchObject({ format: 'csv' });
  });
});
