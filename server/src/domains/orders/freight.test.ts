import { expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createAddress } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, placeTestOrder } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const xinjiang = { province: '新疆维吾尔自治区', city: '乌鲁木齐市' };
const hangzhou = { province: '浙江省', city: '杭州市' };

const row = (facts: object) => ({
  regions: [],
  first: 1,
  firstFee: 1_200,
  more: 1,
  moreFee: 300,
  freeFrom: null,
  ...facts,
});
const template = async (body: object) => app.call('POST /api/admin/freight-templates', { cookie, body });
const coldChain = {
  name: '冷链',
  by: 'piece',
  areas: [row({ regions: ['浙江省'], firstFee: 500, freeFrom: 8_000 }), row({})],
  excluded: ['新疆维吾尔自治区'],
};

it('a product is sent by its template: told on its page, in the quote and in the order, by the address that is chosen', async () => {
  const made = await template(coldChain);
  expect(made.body.sentence.zh).toBe(
    '浙江省 1 件内 5 元，每续 1 件 3 元，满 80 元包邮；其他地区 1 件内 12 元，每续 1 件 3 元；不配送：新疆维吾尔自治区',
  );
  const ice = await createProduct(ctx, { name: '冰淇淋', price: 3_000, freightTemplateId: made.body.id });
  const buyer = await createBuyer(ctx);
  const { token } = buyer;
  const near = await createAddress(ctx, buyer.id, hangzhou);
  const quoted = async (quantity: number, addressId?: string) =>
    (
      await app.call('POST /api/shop/quote', {
        token,
        body: { lines: [{ skuId: ice.skuId, quantity }], ...(addressId === undefined ? {} : { addressId }) },
      })
    ).body;

  expect(await quoted(2)).toMatchObject({
    shippingFee: 1_500,
    delivery: { to: '上海市', undeliverable: [] },
    hint: null,
  });
  const there = await quoted(2, near);
  expect(there).toMatchObject({ shippingFee: 800, delivery: { to: '浙江省杭州市' } });
  expect(there.hint.text.zh).toBe('再买 ¥20 免运费');
  expect((await quoted(3, near)).shippingFee).toBe(0);
  const page = await app.call(`GET /api/shop/products/${ice.id}/freight`, { token });
  expect(page.body).toEqual({ to: '上海市', deliverable: true, fee: 1_200, freeFrom: null });

  const placed = await placeTestOrder(
    app,
    { ...buyer, addressId: near },
    {
      lines: [{ skuId: ice.skuId, quantity: 2 }],
      expectedPayable: there.payable,
    },
  );
  expect(placed.body.payable).toBe(6_800);
  const elsewhere = await placeTestOrder(app, buyer, {
    lines: [{ skuId: ice.skuId, quantity: 2 }],
    expectedPayable: there.payable,
  });
  expect(elsewhere.body.error).toMatchObject({ code: 'orders.price_changed', details: { payable: 7_500 } });
});

it('what is not delivered to an address is said before it is ordered, and is not ordered', async () => {
  const made = await template(coldChain);
  const ice = await createProduct(ctx, { name: '冰棍', price: 3_000, freightTemplateId: made.body.id });
  const rice = await createProduct(ctx, { name: '大米', price: 3_000 });
  const buyer = await createBuyer(ctx);
  const far = await createAddress(ctx, buyer.id, xinjiang);
  const lines = [ice, rice].map(({ skuId }) => ({ skuId, quantity: 1 }));
  const quote = await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines, addressId: far } });
  expect(quote.body.delivery).toEqual({
    to: '新疆维吾尔自治区乌鲁木齐市',
    undeliverable: [ice.skuId],
    onlyAtStores: [],
    collectable: true,
    short: null,
  });
  const refused = await placeTestOrder(
    app,
    { ...buyer, addressId: far },
    { lines, expectedPayable: quote.body.payable },
  );
  expect(refused.status).toBe(409);
  expect(refused.body.error).toMatchObject({
    code: 'orders.not_deliverable',
    message: '“冰棍”不配送到新疆维吾尔自治区乌鲁木齐市，请换个地址或去掉它',
  });
  const only = await placeTestOrder(
    app,
    { ...buyer, addressId: far },
    { lines: lines.slice(1), expectedPayable: 3_800 },
  );
  expect(only.status).toBe(200);
});

it('a form that is wrong is told at its field; one that is in use is not deleted; one that is gone leaves the shop’s terms', async () => {
  const problems = async (body: object) => (await template({ ...coldChain, ...body })).body.error.details.problems;
  expect(await problems({ areas: [row({ first: 1.5 })] })).toMatchObject([{ at: 'areas.0.first' }]);
  expect(await problems({ areas: [row({}), row({})] })).toMatchObject([{ at: 'areas.1.regions' }]);
  expect(await problems({ areas: [row({ regions: ['新疆维吾尔自治区'] })] })).toMatchObject([
    { at: 'areas.0.regions' },
  ]);
  expect(await problems({ areas: [row({ regions: ['没有这个省'] })] })).toMatchObject([{ at: 'areas.0.regions' }]);

  const { body } = await template(coldChain);
  const ice = await createProduct(ctx, { freightTemplateId: body.id });
  const remove = async () =>
    app.call(`DELETE /api/admin/freight-templates/${body.id}`, { cookie, headers: { 'if-match': '"1"' } });
  expect((await remove()).body.error).toMatchObject({ code: 'pricing.freight_in_use', details: { products: 1 } });
  const product = (await app.call(`GET /api/admin/products/${ice.id}`, { cookie })).body;
  expect(product.freightTemplateId).toBe(body.id);
});
