import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { payingShop } from '../payment/testing.ts';
import { applyRefundNotice } from '../refund/apply.ts';
import { bookMismatches } from '../testing.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const shop = await payingShop();
const { app, operator, sandbox, faults, payer, place, pay, look, refundsOf } = shop;
const { ctx } = app;
const { cookie } = operator;
const { pay: wechatPay } = app.running.wechat;

vi.setConfig({ testTimeout: 300_000 });

type Found = { readonly kind: string; readonly number: string | null; readonly theirs: number | null };

async function differences(): Promise<readonly Found[]> {
  return (await app.call('GET /api/admin/money/differences?state=open&limit=100', { cookie })).body.items;
}

/** To 10:35 of the next morning, when the bills of today have been compared. */
async function nextMorning(): Promise<void> {
  const until = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime() + 10 * HOUR + 35 * MINUTE;
  await app.advance(until - ctx.now().getTime(), HOUR);
}

it('leaves alone what another system sold under the same merchant number: told, never booked, never given back', async () => {
  const buyer = await payer();
  const ours = await place(buyer, 4_000);
  await pay(buyer, ours.order.id);
  await faults({ notify: 'lost' });
  // A till that shares our merchant number: numbers that we never made.
  const tills = [`POS${randomBytes(6).toString('hex')}`, `POS${randomBytes(6).toString('hex')}`];
  const { id, openid } = await sandbox('POST /shoppers', {});
  for (const [at, outTradeNo] of tills.entries()) {
    const appid = app.config.wechat.apps[0].appid;
    const total = 1_000 * (at + 1);
    const prepayId = await wechatPay.prepay({
      outTradeNo,
      description: '门店收款',
      total,
      appid,
      openid,
      notifyUrl: 'https://till.example.com/notify',
    });
    expect(await shop.paySheet(id, await wechatPay.paymentRequest(appid, prepayId))).toMatchObject({
      errMsg: 'requestPayment:ok',
    });
  }
  await sandbox(`POST /payments/${tills[1]}/refunds`, { amount: 500, notify: false });
  await faults({ notify: 'normal' });
  await nextMorning();
  await app.advance(10 * MINUTE);
  for (const outTradeNo of tills) expect(await refundsOf(outTradeNo)).toEqual([]);
  const [first, second] = await Promise.all(tills.map(async (outTradeNo) => wechatPay.query({ outTradeNo })));
  expect([first?.state, second?.state]).toEqual(['SUCCESS', 'REFUND']);
  expect((await differences()).map(({ kind, number, theirs }) => [kind, number, theirs])).toEqual(
    expect.arrayContaining([
      ['payment_foreign', tills[0], 1_000],
      ['payment_foreign', tills[1], 2_000],
    ]),
  );
  const [day] = (await app.call('GET /api/admin/money/days', { cookie })).body.items.filter(
    (one: { payments: number }) => one.payments > 0,
  );
  expect(day).toMatchObject({ payments: 3, foreignPayments: 2, foreignPaid: 3_000 });
  expect(await bookMismatches(ctx)).toEqual([]);
});

/** It reaches WeChat and arrives, and no word of that reaches us; here it fails after the last try. */
async function failedHereOnly() {
  const buyer = await payer();
  const { order, number } = await place(buyer, 6_000);
  await pay(buyer, order.id);
  await faults({ notify: 'lost', forgedAnswers: true });
  const { body } = await app.call(`POST /api/admin/orders/${order.id}/refunds`, { cookie, body: { reason: '退' } });
  await app.advance(9 * HOUR);
  await sql`update orders.refund set tries = 12 where id = ${body.id}`.execute(ctx.db);
  await app.advance(8 * HOUR);
  expect(await refundsOf(number)).toMatchObject([{ state: 'failed' }]);
  await faults({ notify: 'normal', forgedAnswers: false });
  expect((await wechatPay.queryRefund(body.id))?.state).toBe('SUCCESS');
  const settle = async (note: string) =>
    app.call(`POST /api/admin/refunds/${body.id}/settlement`, { cookie, body: { note } });
  return { buyer, order, id: String(body.id), settle };
}

describe('a refund that failed here and went through at WeChat', () => {
  it('is not settled by hand as if it had not: it counts as WeChat says, and a person is told', async () => {
    const { buyer, order, id, settle } = await failedHereOnly();
    expect((await settle('银行转账 11-28')).body).toMatchObject({ state: 'done', settledNote: null });
    expect((await look(buyer, order.id)).refunded).toBe(6_800);
    expect(await differences()).toContainEqual(expect.objectContaining({ kind: 'refund_arrived', number: id }));
  });

  it('is found in the bill', async () => {
    const { buyer, order } = await failedHereOnly();
    await nextMorning();
    expect((await look(buyer, order.id)).refunds).toMatchObject([{ state: 'done' }]);
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});

it('counts what WeChat gives back after somebody had settled it another way: it left the payment, and a person is told', async () => {
  const buyer = await payer();
  const { order, number } = await place(buyer, 6_000);
  await pay(buyer, order.id);
  await faults({ refundResult: 'ABNORMAL' });
  const { body } = await app.call(`POST /api/admin/orders/${order.id}/refunds`, { cookie, body: { reason: '退' } });
  await app.advance(3 * MINUTE);
  await faults({ refundResult: 'SUCCESS' });
  await app.call(`POST /api/admin/refunds/${body.id}/settlement`, { cookie, body: { note: '银行转账' } });
  const { transactionId } = (await wechatPay.queryRefund(body.id)) ?? { transactionId: '' };
  const news = { outRefundNo: body.id, outTradeNo: number, transactionId, refund: 6_800, succeededAt: ctx.now() };
  await applyRefundNotice(ctx, { wechat: app.running.wechat, offerSources: [] }, { ...news, state: 'SUCCESS' });
  const { rows } = await sql`
    select p.returned, o.refunded from orders.payment p join orders.placed o on o.id = p.order_id
    where p.transaction_id = ${transactionId}
  `.execute(ctx.db);
  expect(rows).toEqual([{ returned: 6_800, refunded: 6_800 }]);
  expect(await differences()).toContainEqual(expect.objectContaining({ kind: 'refund_after_end', number: body.id }));
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('books what went back on the merchant platform after it had been given by hand, and compares the rest of the day', async () => {
  const buyer = await payer();
  const { order, number } = await place(buyer, 6_000);
  await pay(buyer, order.id);
  await faults({ refundNotEnough: true });
  const { body } = await app.call(`POST /api/admin/orders/${order.id}/refunds`, { cookie, body: { reason: '退' } });
  await app.advance(3 * MINUTE);
  await app.call(`POST /api/admin/refunds/${body.id}/settlement`, { cookie, body: { note: '银行转账' } });
  await faults({ refundNotEnough: false });
  await sandbox(`POST /payments/${number}/refunds`, { amount: 5_000, notify: true });
  await app.advance(MINUTE);
  const { rows } = await sql`
    select p.returned, o.refunded from orders.payment p join orders.placed o on o.id = p.order_id where o.id = ${order.id}
  `.execute(ctx.db);
  expect(rows).toEqual([{ returned: 5_000, refunded: 6_800 }]);
  expect(await differences()).toContainEqual(expect.objectContaining({ kind: 'refund_beyond', theirs: 5_000 }));
  const day = shanghaiDay(ctx.now());
  await sandbox(`POST /payments/${number}/refunds`, { amount: 1_800, notify: false });
  await nextMorning();
  const days = (await app.call('GET /api/admin/money/days', { cookie })).body.items;
  expect(days.find((one: { day: string }) => one.day === day)).toMatchObject({
    failure: null,
    checkedAt: expect.any(String),
  });
  expect(await differences()).toContainEqual(expect.objectContaining({ kind: 'refund_beyond', theirs: 1_800 }));
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('tells a person of what the books refuse, at once and in the morning, and takes in the rest', async () => {
  const buyer = await payer();
  const [odd, lost, even] = [await place(buyer, 6_000), await place(buyer, 5_000), await place(buyer, 4_000)];
  for (const { order } of [odd, lost, even]) await pay(buyer, order.id);
  await sql`alter table orders.money add constraint poisoned check (amount <> 777) not valid`.execute(ctx.db);
  await sandbox(`POST /payments/${odd.number}/refunds`, { amount: 777, notify: true });
  await app.advance(2_000);
  expect(await differences()).toContainEqual(expect.objectContaining({ kind: 'notice_unreadable' }));
  await sandbox(`POST /payments/${lost.number}/refunds`, { amount: 777, notify: false });
  await sandbox(`POST /payments/${even.number}/refunds`, { amount: 778, notify: false });
  await nextMorning();
  expect(await differences()).toContainEqual(expect.objectContaining({ kind: 'unbookable', theirs: 777 }));
  expect((await look(buyer, even.order.id)).refunded).toBe(778);
  await sql`alter table orders.money drop constraint poisoned`.execute(ctx.db);
});
