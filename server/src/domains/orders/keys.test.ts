import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { forgetKeys } from '../../platform/idempotency.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct, stockOf } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { OfferSource } from '../pricing/index.ts';
import { staffToken } from '../scrm/testing.ts';
import { createCheckout } from './checkout/checkout.ts';
import { orderErrors } from './errors.ts';
import { acceptPayment } from './payment/accept.ts';
import { placeOrder } from './place.ts';
import { bookMismatches, createBuyer, placeTestOrder, testSources, toldPayment } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');

vi.setConfig({ testTimeout: 60_000 });

/** One of a kind: whoever claims it first has it, and the next is refused, as with the last coupon. */
function singleOffer(): OfferSource {
  const [source] = testSources;
  if (!source) throw new Error('no source');
  return {
    ...source,
    name: source.name,
    claim: async (ctx, claims) => {
      await sql`select pg_advisory_xact_lock(4711)`.execute(ctx.db);
      const { rows } = await sql<{ id: string }>`select id from orders.placed where note = 'one'`.execute(ctx.db);
      return claims.map(({ orderId, offerId }) =>
        rows.length === 0
          ? { orderId, offerId, outcome: 'claimed' as const }
          : { orderId, offerId, outcome: 'refused' as const, error: orderErrors.error('no_such_offer') },
      );
    },
  };
}

describe('one key, many times within a moment', () => {
  it('has one answer on the last piece, however many processes it comes to', async () => {
    for (let round = 0; round < 12; round += 1) {
      const { skuId } = await createProduct(ctx, { price: 5_000, stock: 1 });
      const buyer = await createBuyer(ctx);
      // A checkout of its own is what each process has: its groups meet the others' in the database only.
      const processes = Array.from({ length: 4 }, () => createCheckout(testSources));
      const asking = { memberId: buyer.id, personNo: buyer.personNo, app: app.config.wechat.apps[0].appid };
      const body = { lines: [{ skuId, quantity: 1 }], addressId: buyer.addressId, expectedPayable: 5_800 };
      const answers = await Promise.all(
        Array.from({ length: 10 }, async (_, at) => {
          await new Promise((resolve) => setTimeout(resolve, at * 2));
          const checkout = processes[at % processes.length] ?? createCheckout(testSources);
          return placeOrder(ctx, checkout, asking, body, `last-piece-${round}`).then(
            ({ id }) => id,
            (error: unknown) => String(Object(error).code),
          );
        }),
      );
      expect(new Set(answers).size, answers.join(' ')).toBe(1);
      expect(answers[0]).toMatch(/^ord_/);
      expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 1, reserved: 1 });
    }
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('has one answer on the last of an offer too', async () => {
    const { skuId } = await createProduct(ctx, { price: 5_000, memberPrice: 4_000, stock: 50 });
    const buyer = await createBuyer(ctx);
    const asking = { memberId: buyer.id, personNo: buyer.personNo, app: app.config.wechat.apps[0].appid };
    const processes = Array.from({ length: 4 }, () => createCheckout([singleOffer(), ...testSources.slice(1)]));
    const body = { lines: [{ skuId, quantity: 1 }], addressId: buyer.addressId, expectedPayable: 4_800, note: 'one' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, async (_, at) =>
        placeOrder(ctx, processes[at % 4] ?? createCheckout([]), asking, body, 'last-offer-1').then(
          ({ id }) => id,
          (error: unknown) => String(Object(error).code),
        ),
      ),
    );
    expect(new Set(answers).size, answers.join(' ')).toBe(1);
    expect(answers[0]).toMatch(/^ord_/);
  });
});

describe('what moves money', () => {
  it('is not taken without a key, and says so', async () => {
    const { skuId } = await createProduct(ctx, { price: 5_000 });
    const buyer = await createBuyer(ctx);
    const lines = [{ skuId, quantity: 1 }];
    const order = { lines, addressId: buyer.addressId, expectedPayable: 5_800 };
    const shopper = { token: buyer.token };
    const staff = await staffToken(ctx, 'sidebar01');
    const calls = [
      ['POST /api/shop/orders', { ...shopper, body: order }],
      ['POST /api/shop/orders/ord_x/refunds', { ...shopper, body: { reason: '不要了' } }],
      ['POST /api/admin/orders/ord_x/refunds', { cookie, body: { reason: '退' } }],
      ['POST /api/admin/refunds/rfd_x/decision', { cookie, body: { approve: true } }],
      ['POST /api/admin/refunds/rfd_x/retry', { cookie }],
      ['POST /api/admin/pickups/redemptions', { cookie, body: { code: '000000000', storeId: 'sto_x' } }],
      ['POST /api/admin/coupon-verifications', { cookie, body: { code: '000000000000', storeId: 'sto_x', bill: 1 } }],
      ['POST /api/admin/refunds/rfd_x/settlement', { cookie, body: { note: '转账' } }],
      ['POST /api/admin/refunds/rfd_x/inspection', { cookie, body: { accept: true } }],
      ['POST /api/admin/refunds/rfd_x/money-instead', { cookie, body: { reply: '缺货' } }],
      [
        'POST /api/admin/orders/ord_x/price-cut',
        { cookie, body: { off: 100, expectedPayable: 5_800, reason: '议价' } },
      ],
      ['POST /api/admin/members/mem_x/points', { cookie, body: { points: 10, reason: '补' } }],
      ['POST /api/admin/cards/crd_x/return', { cookie, body: { reason: '退', expected: 100 } }],
      ['POST /api/shop/card-kinds/ckd_x/orders', { ...shopper, body: { expectedPrice: 100 } }],
      ['POST /api/shop/rewards/rwd_x', shopper],
      ['POST /api/shop/distribution/withdrawals', { ...shopper, body: { amount: 10_00 } }],
      ['POST /api/shop/leaders/handouts', { ...shopper, body: { code: '1234567890' } }],
      ['POST /api/staff/customers/wmx/coupons', { token: staff, body: { templateId: 'cpt_x' } }],
      ['POST /api/staff/todos/tdo_x/coupon', { token: staff }],
    ] as const;
    for (const [route, options] of calls) {
      const answer = await app.call(route, { ...options, headers: { 'idempotency-key': '' } });
      expect([route, answer.status, answer.body.error.code]).toEqual([route, 400, 'platform.key_needed']);
    }
    const named = app.running.domains
      .flatMap((domain) => domain.routes ?? [])
      .filter((route) => route.options.idempotent === 'money');
    // The checkout asks for its key itself.
    expect(named).toHaveLength(calls.length - 1);
  });

  it('is remembered for ninety days: the same refund, not another', async () => {
    const { skuId } = await createProduct(ctx, { price: 5_000 });
    const buyer = await createBuyer(ctx);
    const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 3 }] });
    const ports = { wechat: app.running.wechat, offerSources: testSources };
    await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
    const give = async () =>
      app.call(`POST /api/admin/orders/${order.id}/refunds`, {
        cookie,
        headers: { 'idempotency-key': 'refund-of-one-1' },
        body: { lines: [{ lineId: `${order.id}.0`, quantity: 1 }], reason: '少一件' },
      });
    const later = (days: number) => ({ ...ctx, now: () => new Date(ctx.now().getTime() + days * DAY_MS) });
    const first = await give();
    await forgetKeys.run(later(89), alone);
    expect((await give()).body.id).toBe(first.body.id);
    await forgetKeys.run(later(91), alone);
    expect((await give()).body.id).not.toBe(first.body.id);
  });
});

describe('what counts by a difference, or makes something new', () => {
  const twice = async (route: string, body: object) => {
    const headers = { 'idempotency-key': `repeated-${route.length}-${JSON.stringify(body).length}` };
    const first = await app.call(route, { cookie, headers, body });
    expect([route, first.status, first.body.error]).toEqual([route, 200, undefined]);
    expect((await app.call(route, { cookie, headers, body })).text).toBe(first.text);
    return first.body;
  };

  it('is done once for a key, though the answer was lost and it is sent again', async () => {
    const { skuId, categoryId } = await createProduct(ctx, { price: 5_000, stock: 10 });
    expect(await twice('POST /api/admin/stock', { skuId, change: -4, reason: '盘点' })).toMatchObject({ onHand: 6 });
    expect(await stockOf(ctx, skuId)).toMatchObject({ onHand: 6, ledger: 6 });

    const buyer = await createBuyer(ctx);
    const { body: order } = await placeTestOrder(app, buyer, { lines: [{ skuId, quantity: 3 }] });
    const ports = { wechat: app.running.wechat, offerSources: testSources };
    await acceptPayment(ctx, ports, toldPayment(ctx, order), 'notification');
    const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
    await app.call(`POST /api/admin/orders/${order.id}/shipment`, { cookie, body: parcel });
    const lines = [{ lineId: `${order.id}.0`, quantity: 3 }];
    const given = await app.call(`POST /api/admin/orders/${order.id}/refunds`, {
      cookie,
      body: { lines, reason: '退货' },
    });
    await sql`update orders.refund set state = 'done', done_at = ${ctx.now()} where id = ${given.body.id}`.execute(
      ctx.db,
    );
    await twice(`POST /api/admin/refunds/${given.body.id}/returned-goods`, { lines: [{ ...lines[0], quantity: 1 }] });
    expect((await stockOf(ctx, skuId)).onHand).toBe(4);

    await twice('POST /api/admin/categories', { name: '只有一个' });
    await twice('POST /api/admin/products', {
      name: '只有一件',
      categoryId,
      images: ['/files/picture.webp'],
      skus: [{ values: [], price: 100, onHand: 1 }],
      status: 'draft',
    });
    const { body } = await app.call('GET /api/admin/products?q=只有一件', { cookie });
    expect(body.items).toHaveLength(1);
  });
});
