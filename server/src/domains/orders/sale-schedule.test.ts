import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { findProductSkus, findSkus } from '../catalog/index.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createBuyer, placeTestOrder } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx);
const HOUR = 3_600_000;
const inHours = (hours: number) => new Date(ctx.now().getTime() + hours * HOUR).toISOString();

/** Where a shopper would meet it, and what each of these places says. */
async function everywhere({ id, skuId, name }: { id: string; skuId: string; name: string }) {
  const buyer = await createBuyer(ctx);
  const { token } = buyer;
  const q = encodeURIComponent(name);
  const list = await app.call(`GET /api/shop/products?ids=${id}`);
  const search = await app.call(`GET /api/shop/products?q=${q}`);
  const hints = await app.call(`GET /api/shop/search/suggestions?q=${q}`);
  const page = await app.call(`GET /api/shop/products/${id}`);
  const cart = await app.call(`PUT /api/shop/cart/${skuId}`, { token, body: { quantity: 1 } });
  const order = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 1 }], expectedPayable: 10_000 });
  return {
    list: list.body.items.length,
    search: search.body.items.length,
    hints: hints.body.items.length,
    page: page.body.sale,
    cart: cart.body.error?.code ?? cart.status,
    order: order.body.error?.code ?? order.status,
  };
}

const closed = { list: 0, search: 0, hints: 0 };
const open = { list: 1, search: 1, hints: 1, page: 'open', cart: 200, order: 200 };

describe('the time in which a product is sold', () => {
  it('opens and closes list, search, hints, cart and checkout together', async () => {
    const name = '时令荔枝礼盒';
    const product = await createProduct(ctx, { name, price: 10_000, saleFrom: inHours(2), saleUntil: inHours(4) });
    const it = { ...product, name };
    const soon = { ...closed, page: 'soon', cart: 'orders.not_yet', order: 'orders.not_yet' };
    expect(await everywhere(it)).toEqual(soon);
    await app.advance(2 * HOUR);
    expect(await everywhere(it)).toEqual(open);
    await app.advance(2 * HOUR);
    expect(await everywhere(it)).toEqual({
      ...closed,
      page: 'over',
      cart: 'orders.off_sale',
      order: 'orders.off_sale',
    });
  });

  it('holds its first instant and not its last', async () => {
    const [from, until] = [Date.parse('2031-01-01T00:00:00Z'), Date.parse('2031-01-02T00:00:00Z')];
    const window = { saleFrom: new Date(from).toISOString(), saleUntil: new Date(until).toISOString() };
    const { id, skuId } = await createProduct(ctx, window);
    const at = async (ms: number) => {
      const then = { ...ctx, now: () => new Date(ms) };
      const sku = (await findSkus(then, [skuId])).get(skuId);
      const offered = (await findProductSkus(then, [id])).has(id);
      return [sku?.onSale, offered, sku?.opensAt?.getTime() ?? null];
    };
    expect(await at(from - 1)).toEqual([false, false, from]);
    expect(await at(from)).toEqual([true, true, null]);
    expect(await at(until - 1)).toEqual([true, true, null]);
    expect(await at(until)).toEqual([false, false, null]);
  });

  it('says in a refusal from when on it is sold, by the clocks of the shop', async () => {
    const { skuId } = await createProduct(ctx, { name: '新茶', saleFrom: '2030-03-05T02:30:00.000Z' });
    const { token } = await createBuyer(ctx);
    const put = async (language: string) =>
      app.call(`PUT /api/shop/cart/${skuId}`, {
        token,
        body: { quantity: 1 },
        headers: { 'accept-language': language },
      });
    expect((await put('zh-CN')).body.error.message).toBe('“新茶”3月5日 10:30开售，到时再来');
    expect((await put('en')).body.error.message).toBe('"新茶" is sold from 2030-03-05 10:30 on');
  });

  it('leaves what lies in a cart there, greyed with its moment, and out of the sum', async () => {
    const { id, skuId, categoryId } = await createProduct(ctx, { name: '青梅', price: 3_000 });
    const { token } = await createBuyer(ctx);
    await app.call(`PUT /api/shop/cart/${skuId}`, { token, body: { quantity: 2 } });
    const saleFrom = inHours(5);
    const body = {
      name: '青梅',
      categoryId,
      images: ['/files/a.webp'],
      skus: [{ id: skuId, values: [], price: 3_000 }],
      status: 'on_sale',
      saleFrom,
    };
    const saved = await app.call(`PUT /api/admin/products/${id}`, { cookie, body });
    expect(saved.body).toMatchObject({ saleFrom, saleUntil: null, sale: 'soon' });
    const cart = await app.call('GET /api/shop/cart', { token });
    expect(cart.body.items).toMatchObject([{ skuId, state: 'soon', opensAt: saleFrom, quantity: 2 }]);
    expect(cart.body.quote).toBeNull();
    await app.advance(5 * HOUR);
    const later = await app.call('GET /api/shop/cart', { token });
    expect(later.body.items).toMatchObject([{ state: 'ok', opensAt: null }]);
    expect(later.body.quote).not.toBeNull();
  });

  it('ends after it begins, and is shown to operators in their list', async () => {
    const { id, skuId, categoryId } = await createProduct(ctx, { name: '过季月饼' });
    const save = async (saleFrom: string | null, saleUntil: string | null) =>
      app.call(`PUT /api/admin/products/${id}`, {
        cookie,
        body: {
          name: '过季月饼',
          categoryId,
          images: ['/files/a.webp'],
          skus: [{ id: skuId, values: [], price: 1_000 }],
          status: 'on_sale',
          saleFrom,
          saleUntil,
        },
      });
    const at = inHours(1);
    expect((await save(at, at)).body.error).toMatchObject({
      code: 'catalog.sale_ends_first',
      details: { problems: [{ at: 'saleUntil' }] },
    });
    expect((await save('2026-13-01T00:00:00Z', null)).status).toBe(400);
    expect((await save(null, inHours(-1))).status).toBe(200);
    const list = await app.call(`GET /api/admin/products?q=${encodeURIComponent('过季月饼')}`, { cookie });
    expect(list.body.items).toMatchObject([{ id, status: 'on_sale', sale: 'over', saleFrom: null }]);
  });
});
