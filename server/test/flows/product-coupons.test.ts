import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { couponBook } from '../../src/domains/coupons/domain.ts';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { after, nextStep, type Theirs } from '../../src/domains/paycoupons/products/next-turn.ts';
import { productValues } from '../../src/domains/paycoupons/testing.ts';
import { inTransaction } from '../../src/platform/db.ts';

const MINUTE = 60_000;
const shop = await payingShop();
const { app, operator, payer, place, pay, faults } = shop;
const { ctx } = app;
const { cookie } = operator;

vi.setConfig({ testTimeout: 240_000 });

const admin = async (route: string, body?: object) =>
  (await app.call(route, { cookie, ...(body === undefined ? {} : { body }) })).body;
const read = async (id: string) => admin(`GET /api/admin/product-coupons/${id}`);
const ask = async (templateId: string, values: object = {}) =>
  admin('POST /api/admin/product-coupons', { values: { ...(await productValues(ctx, templateId)), ...values } });

/** A template of ¥10 off from ¥39 that lies in WeChat, looked at and running. */
async function product(): Promise<{ readonly id: string; readonly templateId: string }> {
  const { id: templateId } = await createCoupon(ctx, { perMember: 3 });
  const made = await ask(templateId);
  expect(made).toMatchObject({ state: 'auditing', stockId: expect.any(String) });
  await app.advance(6 * MINUTE);
  expect((await read(made.id)).state).toBe('running');
  return { id: made.id, templateId };
}

const give = async (her: TestPayer, templateId: string) =>
  inTransaction(ctx, async (ctx) => giveCoupon(ctx, her, templateId));
/** How they stand, the first given first: as our page says it, and as WeChat does. */
async function states(id: string): Promise<readonly (readonly [string, string | undefined])[]> {
  const { items } = await admin(`GET /api/admin/product-coupons/${id}/coupons?limit=50`);
  const { rows } = await sql<{ code: string; openid: string; app: string; productId: string; stockId: string }>`
    select c.code, c.openid, p.app, p.product_id, p.stock_id from paycoupons.product_coupon c
    join paycoupons.product p on p.no = c.product_no where p.id = ${id}
  `.execute(ctx.db);
  const found = new Map<string, string | undefined>();
  for (const { app: appid, ...of } of rows)
    found.set(of.code, (await app.running.wechat.brand?.queryCoupon({ ...of, appid }))?.state);
  return items.map(({ code, state }: { code: string; state: string }) => [state, found.get(code)]).reverse();
}
/** WeChat's word that it was sent comes on a way of its own. */
const stand = async (id: string, expected: readonly (readonly [string, string])[]) =>
  expect
    .poll(
      async () => {
        await app.settle();
        return states(id);
      },
      { timeout: 20_000, interval: 100 },
    )
    .toEqual(expected);
const inWechat = async ({ token }: TestPayer) => (await app.call('GET /api/shop/pay-coupons', { token })).body.inWechat;
const refund = async (orderId: string) =>
  app.call(`POST /api/admin/orders/${orderId}/refunds`, {
    cookie,
    body: { reason: '不要了', lines: [{ lineId: `${orderId}.0`, quantity: 1 }] },
  });

it('is refused where WeChat could not say it, and made once', async () => {
  const wrong = [
    { discount: { kind: 'free_shipping' as const } },
    { discount: { kind: 'percent' as const, percentOff: 10, cap: 500 } },
    { scope: { kind: 'products' as const, ids: ['prd_a'] } },
    { hours: { weekdays: [1], from: 600, to: 840 } },
    { state: 'ended' as const },
  ];
  for (const facts of wrong) {
    const { id } = await createCoupon(ctx, facts);
    const { error } = await ask(id);
    expect([error.code, error.details.problems[0].at]).toEqual(['platform.bad_form', 'coupon']);
  }
  const { templateId } = await product();
  expect((await ask(templateId)).error.details.problems[0].at).toBe('coupon');
  expect((await ask((await createCoupon(ctx)).id, { name: '券' })).error.code).toBe('platform.bad_form');
});

it('lies in her WeChat once it is confirmed, is used with the order, comes back with the refund, and goes with ours', async () => {
  const { id, templateId } = await product();
  const her = await payer();
  const code = await give(her, templateId);
  await app.settle();
  await stand(id, [['available', 'EFFECTIVE']]);
  expect(await inWechat(her)).toEqual([code]);

  const { order, payable } = await place(her, 5_000);
  // Ten off, and eight to bring it.
  expect(payable).toBe(4_800);
  await app.settle();
  // Held by an order that is not paid: it stands there as before.
  await stand(id, [['available', 'EFFECTIVE']]);
  await pay(her, order.id);
  await app.settle();
  await stand(id, [['used', 'USED']]);
  expect(await inWechat(her)).toEqual([]);
  expect(await read(id)).toMatchObject({ coupons: 1, sent: 1, used: 1, waiting: 0 });

  expect((await refund(order.id)).status).toBe(200);
  await app.advance(6 * MINUTE);
  await stand(id, [['available', 'EFFECTIVE']]);
  await admin(`POST /api/admin/issued-coupons/${code}/voiding`, { reason: '发错了' });
  await app.settle();
  await stand(id, [['gone', 'DEACTIVATED']]);
  expect(await couponBook.compare(ctx)).toEqual([]);
});

it('is sent once and confirmed, though answers and the word of it were lost; what was taken back meanwhile is taken away', async () => {
  const { id, templateId } = await product();
  const [her, other] = [await payer(), await payer()];
  await faults({ favorLosesAnswers: true, notify: 'lost' });
  await give(her, templateId);
  const code = await give(other, templateId);
  await app.settle();
  await stand(id, [
    ['none', 'CONFIRMING'],
    ['none', 'CONFIRMING'],
  ]);
  await admin(`POST /api/admin/issued-coupons/${code}/voiding`, { reason: '发错了' });
  await faults({ favorLosesAnswers: false, notify: 'normal' });
  await app.advance(10 * MINUTE);
  await stand(id, [
    ['available', 'EFFECTIVE'],
    ['gone', 'DEACTIVATED'],
  ]);
  expect(await app.running.wechat.brand?.queryStock(await numbers(id))).toMatchObject({ sent: 2 });
});

it('goes to WeChat no more once it is stopped; what lies there is looked after', async () => {
  const { id, templateId } = await product();
  const her = await payer();
  await give(her, templateId);
  await app.settle();
  expect((await admin(`POST /api/admin/product-coupons/${id}/stop`, {})).state).toBe('stopped');
  await give(her, templateId);
  const { order } = await place(her, 5_000);
  await pay(her, order.id);
  await app.settle();
  await stand(id, [['used', 'USED']]);
});

async function numbers(id: string) {
  const { rows } = await sql<{ productId: string; stockId: string }>`
    select product_id, stock_id from paycoupons.product where id = ${id}
  `.execute(ctx.db);
  return { productId: rows[0]?.productId ?? '', stockId: rows[0]?.stockId ?? '' };
}

it('comes by its steps to where the shop has it, whatever changes on the way', () => {
  const wants = fc.constantFrom('available' as const, 'used' as const, 'gone' as const);
  fc.assert(
    fc.property(fc.array(wants, { minLength: 1 }), (changes) => {
      let theirs: Theirs = 'none';
      for (const want of changes) {
        const step = nextStep(theirs, want);
        if (step !== null) theirs = after[step];
      }
      const want = changes.at(-1) ?? 'gone';
      for (let left = 3; left > 0; left -= 1) {
        const step = nextStep(theirs, want);
        if (step !== null) theirs = after[step];
      }
      expect(nextStep(theirs, want)).toBeNull();
      expect(theirs === want || theirs === 'gone' || (theirs === 'used' && want === 'gone')).toBe(true);
    }),
  );
});
