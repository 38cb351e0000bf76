import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { openShop } from './shop.ts';
import { newShopper, order, type Shopper } from './shopper.ts';

// Requests of one moment are done in one go. Whatever a shopper names is looked up as hers, also where its owner names it
// in the same moment.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { app, api } = shop;
const { cookie } = shop.owner;
const { skuId } = await createProduct(app.ctx, { price: 9900, stock: 400 });
const { id: templateId } = await createCoupon(app.ctx, {});
const her = await newShopper(shop, '李四');
const stranger = await newShopper(shop, '王五');
const { id: couponId } = await api('POST /api/shop/coupon-center/:id', {
  token: her.token,
  params: { id: templateId },
});
const lines = [{ skuId, quantity: 1 }];
const ref = { source: 'coupons', offerId: couponId };

/** Of many moments, since one alone may fall apart into two groups: each of both asks at the same time, in both orders. */
async function together(route: string, ask: (who: Shopper, at: number) => unknown, times = 8) {
  const rounds = Array.from({ length: times }, (_, at) => at);
  const asked = rounds.flatMap((at) => (at % 2 === 0 ? [her, stranger] : [stranger, her]).map((who) => ({ who, at })));
  const answers = await Promise.all(
    asked.map(async ({ who, at }) => ({
      hers: who === her,
      answer: await app.call(route, {
        token: who.token,
        body: ask(who, at),
        headers: { 'idempotency-key': randomUUID() },
      }),
    })),
  );
  return { hers: answers.filter((one) => one.hers), strangers: answers.filter((one) => !one.hers) };
}

it('sends no stranger’s order to an address that its owner names at the same moment', async () => {
  const body = { lines, offers: [], addressId: her.addressId, expectedPayable: 9900 };
  const quote = await api('POST /api/shop/quote', { token: her.token, body: { lines, offers: [] } });
  const { hers, strangers } = await together('POST /api/shop/orders', () => ({
    ...body,
    expectedPayable: quote.payable,
  }));
  expect(hers.map(({ answer }) => answer.status)).toEqual(Array(8).fill(200));
  expect(strangers.map(({ answer }) => [answer.status, answer.body.error?.code])).toEqual(
    Array(8).fill([404, 'orders.address_not_found']),
  );
  expect((await api('GET /api/shop/orders', { token: stranger.token })).items).toEqual([]);
});

it('lets a stranger who names a coupon at the same moment neither have it nor keep its owner from it', async () => {
  const { payable } = await api('POST /api/shop/quote', { token: her.token, body: { lines, offers: [ref] } });
  const { hers, strangers } = await together(
    'POST /api/shop/orders',
    (who) => ({ lines, offers: [ref], addressId: who.addressId, expectedPayable: payable }),
    2,
  );
  expect(strangers.every(({ answer }) => answer.status >= 400)).toBe(true);
  // One coupon, two orders of hers at once: one has it.
  expect(hers.filter(({ answer }) => answer.status === 200)).toHaveLength(1);
});

it('shows and changes nothing of hers on any route of the shop while she calls it herself', async () => {
  const placed = await order(shop, her, lines);
  const ids = [placed.id, her.addressId, couponId, templateId, her.memberId];
  const routes = app.running.domains
    .flatMap((domain) => domain.routes ?? [])
    .filter(({ options, path }) => 'member' in options && path.includes(':id'));
  expect(routes.length).toBeGreaterThan(8);
  const address = { name: '王五', phone: '13900139000', province: '北京市', city: '北京市', district: '海淀区' };
  const body = { ...address, street: '中关村', reason: '不要了', quantity: 1 };
  for (const { method, path } of routes)
    for (const id of ids) {
      if (method !== 'GET' && id !== placed.id && id !== her.addressId) continue;
      const route = `${method} ${path.replace(':id', id)}`;
      const options = method === 'GET' || method === 'DELETE' ? {} : { body };
      // What would end her order or address is asked for by the stranger alone; she looks at the same moment.
      const own = method === 'GET' ? route : 'GET /api/shop/orders';
      const [, foreign] = await Promise.all([
        app.call(own, { token: her.token }),
        app.call(route, { token: stranger.token, ...options }),
        app.call(own, { token: her.token }),
      ]);
      expect([route, foreign.text.includes('漕溪北路'), foreign.text.includes('李四')]).toEqual([route, false, false]);
      if (id === placed.id || id === her.addressId) expect(foreign.status, `${route} ${foreign.text}`).not.toBe(200);
    }
  const after = await api('GET /api/admin/orders/:id', { cookie, params: { id: placed.id } });
  expect([after.state, after.memberId]).toEqual(['unpaid', her.memberId]);
  const { items } = await api('GET /api/shop/addresses', { token: her.token });
  expect(items).toMatchObject([{ id: her.addressId, name: '李四' }]);
});
