import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import type { CallOptions } from '../../src/platform/testing/app.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay } from './shopper.ts';

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { app, api } = shop;
const cookie = shop.owner.cookie;
const { skuId } = await createProduct(app.ctx, { price: 6600 });
const [her, stranger] = [await newShopper(shop), await newShopper(shop, '路人')];

describe('what is another member’s', () => {
  const owned = async () => {
    const { token } = her;
    const [orders, coupons, cart, addresses, inbox, refunds] = [
      await api('GET /api/shop/orders', { token }),
      await api('GET /api/shop/coupons', { token }),
      await api('GET /api/shop/cart', { token }),
      await api('GET /api/shop/addresses', { token }),
      await api('GET /api/shop/inbox', { token }),
      await api('GET /api/admin/refunds', { cookie }),
    ];
    return { orders, coupons, cart, addresses, inbox, refunds };
  };

  const seed = async () => {
    const template = await createCoupon(app.ctx, { channel: 'grant' });
    const { personNo } = await api('GET /api/admin/members/:id', { cookie, params: { id: her.memberId } });
    const couponId = await giveCoupon(app.ctx, { id: her.memberId, personNo }, template.id);
    const unpaid = await order(shop, her, [{ skuId, quantity: 1 }]);
    const paid = await order(shop, her, [{ skuId, quantity: 2 }]);
    await pay(shop, her, paid.id);
    const body = { company: '顺丰速运', waybill: 'SF1234567890' };
    await api('POST /api/admin/orders/:id/shipment', { cookie, params: { id: paid.id }, body });
    await api('PUT /api/shop/cart/:skuId', { token: her.token, params: { skuId }, body: { quantity: 3 } });
    await app.settle();
    const inbox = await api('GET /api/shop/inbox', { token: her.token });
    return { couponId, unpaid, paid, messageId: inbox.items[0]?.id ?? '' };
  };

  it('can be neither read, used nor changed with her ids in a stranger’s hand', async () => {
    const { couponId, unpaid, paid, messageId } = await seed();
    expect(messageId).not.toBe('');
    const before = await owned();
    const { token } = stranger;
    const lines = [{ skuId, quantity: 1 }];
    const address = {
      name: '贼',
      phone: '13900000000',
      province: '上海市',
      city: '上海市',
      district: '',
      street: '别处 1 号',
    };
    const own = { lines, addressId: stranger.addressId, expectedPayable: 6600 };
    const attempts: readonly (readonly [route: string, body?: unknown])[] = [
      ...[unpaid.id, paid.id].flatMap((id) => [
        [`GET /api/shop/orders/${id}`] as const,
        [`POST /api/shop/orders/${id}/payment`] as const,
        [`POST /api/shop/orders/${id}/cancellation`] as const,
        [`POST /api/shop/orders/${id}/receipt`] as const,
        [`POST /api/shop/orders/${id}/refunds`, { reason: '不想要了' }] as const,
      ]),
      ['POST /api/shop/orders', { ...own, offers: [{ source: 'coupons', offerId: couponId }] }],
      ['POST /api/shop/orders', { ...own, offers: [], addressId: her.addressId }],
      [`PUT /api/shop/addresses/${her.addressId}`, address],
      [`DELETE /api/shop/addresses/${her.addressId}`],
      [`PUT /api/shop/inbox/${messageId}/read`],
    ];
    for (const [route, body] of attempts) {
      const answer = await app.call(route, { token, body });
      expect([route, answer.status], answer.text).toEqual([
        route,
        expect.toSatisfy((status) => [403, 404, 409, 422].includes(status)),
      ]);
      expect(answer.text).not.toContain('漕溪北路');
    }
    await app.call('POST /api/shop/message-opens', { token, body: { id: messageId } });
    await app.settle();
    expect(await owned()).toEqual(before);
  });

  it('is not in a stranger’s lists, nor in her prices', async () => {
    const { token } = stranger;
    expect((await api('GET /api/shop/orders', { token })).items).toEqual([]);
    expect((await api('GET /api/shop/coupons', { token })).items).toEqual([]);
    expect((await api('GET /api/shop/inbox', { token })).items).toEqual([]);
    expect((await api('GET /api/shop/cart', { token })).items).toEqual([]);
    expect((await api('GET /api/shop/addresses', { token })).items.map((one) => one.id)).toEqual([stranger.addressId]);
    const theirs = (await api('GET /api/shop/coupons', { token: her.token })).items.map((one) => ({
      source: 'coupons',
      offerId: one.id,
    }));
    const asked = { lines: [{ skuId, quantity: 1 }], offers: theirs };
    const quote = await app.call('POST /api/shop/quote', { token, body: asked });
    expect(quote.body?.chosen ?? []).toEqual([]);
  });

  it('stays hers when the token is altered, and an operator’s session is no shopper’s', async () => {
    const { token } = her;
    const [head = '', ...rest] = token.split('.');
    const forgeries = [
      `${token}x`,
      token.slice(0, -2),
      [Buffer.from('{"alg":"none"}').toString('base64url'), ...rest.slice(0, -1), ''].join('.'),
      [head.slice(1), ...rest].join('.'),
    ];
    for (const forged of forgeries) {
      expect((await app.call('GET /api/shop/me', { token: forged })).status, forged).toBe(401);
    }
    expect((await app.call('GET /api/shop/me', { cookie })).status).toBe(401);
    expect((await app.call('GET /api/admin/orders', { token })).status).toBe(401);
  });
});

describe('every route', () => {
  const routes = app.running.domains.flatMap((domain) => domain.routes ?? []);
  const named = (route: { readonly method: string; readonly path: string }) =>
    `${route.method} ${route.path.replace(/:\w+/g, 'nobody')}`;
  const statuses = async (some: typeof routes, options: CallOptions) =>
    Promise.all(some.map(async (route) => [named(route), (await app.call(named(route), options)).status] as const));

  it('of the console refuses a stranger and a shopper before it looks at anything', async () => {
    const console = routes.filter((route) => 'can' in route.options || 'operator' in route.options);
    expect(console.length).toBeGreaterThan(60);
    for (const options of [{}, { token: her.token }, { cookie: 'huoshui_operator=forged' }])
      expect((await statuses(console, options)).filter(([, status]) => status !== 401)).toEqual([]);
  });

  it('of the console that changes something refuses a viewer', async () => {
    const viewer = await signedIn(app.ctx, 'viewer');
    const changing = routes.filter((route) => 'can' in route.options && route.options.can.endsWith('.write'));
    expect(changing.length).toBeGreaterThan(25);
    expect((await statuses(changing, { cookie: viewer.cookie })).filter(([, status]) => status !== 403)).toEqual([]);
  });

  it('of a shopper refuses whoever has not signed in', async () => {
    const hers = routes.filter((route) => 'member' in route.options && route.options.member);
    expect(hers.length).toBeGreaterThan(20);
    expect((await statuses(hers, {})).filter(([, status]) => status !== 401)).toEqual([]);
  });
});
