import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { payingShop } from '../payment/testing.ts';
import { bookMismatches } from '../testing.ts';

const HOUR = 3_600_000;
const shop = await payingShop();
const { app, operator, payer, place, pay, look, faults } = shop;
const { ctx } = app;
const { cookie } = operator;
const { wechat } = app.running;

vi.setConfig({ testTimeout: 300_000 });

async function stock(noCash: boolean): Promise<string> {
  const id = await wechat.pay.createFavorStock({
    ...{ name: '满 30 减 5', description: '满 30 元可用', amount: 500, minimum: 3000, noCash },
    ...{ beginAt: ctx.now(), endAt: new Date(ctx.now().getTime() + 20 * DAY_MS), days: null },
    ...{ maxCoupons: 10, perUser: 2, maxAmountByDay: null, outRequestNo: `s${noCash}${ctx.now().getTime()}` },
  });
  await wechat.pay.moveFavorStock(id, 'start');
  return id;
}

async function refund(orderId: string, quantity: number): Promise<void> {
  const body = { reason: '少一件', lines: [{ lineId: `${orderId}.0`, quantity }] };
  expect((await app.call(`POST /api/admin/orders/${orderId}/refunds`, { cookie, body })).status).toBe(200);
  await app.advance(3 * 60_000);
}

const seen = async (orderId: string) => (await app.call(`GET /api/admin/orders/${orderId}`, { cookie })).body;

async function differences() {
  return (await app.call('GET /api/admin/money/differences?state=open&limit=100', { cookie })).body.items;
}

it('keeps what the order asked for, says what she paid and what is settled, and agrees with the bill', async () => {
  const buyer = await payer();
  const id = await stock(true);
  const send = { stockId: id, appid: app.config.wechat.apps[0].appid, openid: buyer.openid };
  await wechat.pay.sendFavorCoupon({ ...send, outRequestNo: 'send1' });
  await faults({ platformCoupon: 130 });
  const { order } = await place(buyer, 5_000, 2);
  await pay(buyer, order.id);
  await faults({ platformCoupon: 0 });
  await app.settle();
  expect(await seen(order.id)).toMatchObject({
    ...{ payable: 10_000, paid: 10_000, refunded: 0 },
    payCoupons: {
      ...{ payerPaid: 9_370, settled: 9_500 },
      coupons: [
        { name: '满 30 减 5', amount: 500 },
        { name: '微信支付立减', amount: 130 },
      ],
    },
  });
  // She is not told what the shop is settled.
  expect((await look(buyer, order.id)).payCoupons).toMatchObject({ payerPaid: 9_370, settled: null });

  await refund(order.id, 1);
  const part = await look(buyer, order.id);
  expect(part).toMatchObject({ refunded: 5_000, refunds: [{ amount: 5_000, payerAmount: 4_685 }] });
  await refund(order.id, 1);
  const whole = await look(buyer, order.id);
  expect(whole.refunds.map(({ payerAmount }: { payerAmount: number }) => payerAmount)).toEqual([4_685, 4_685]);
  expect(whole.state).toBe('refunded');

  const until = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime() + 10 * HOUR + 35 * 60_000;
  await app.advance(until - ctx.now().getTime(), HOUR);
  expect(await differences()).toEqual([]);
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('finds a payment whose every word was lost in the bill, with what came off', async () => {
  const buyer = await payer();
  const id = await stock(false);
  await wechat.pay.sendFavorCoupon({
    ...{ stockId: id, appid: app.config.wechat.apps[0].appid, openid: buyer.openid, outRequestNo: 'send2' },
  });
  await faults({ notify: 'lost' });
  const { order } = await place(buyer, 5_000, 2);
  await pay(buyer, order.id);
  await sql`
    update orders.placed set ask_at = null, cancel_at = ${new Date('2100-01-01')}, expires_at = ${new Date('2100-01-01')}
    where id = ${order.id}
  `.execute(ctx.db);
  await faults({ notify: 'normal' });
  const until = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime() + 10 * HOUR + 35 * 60_000;
  await app.advance(until - ctx.now().getTime(), HOUR);
  // Prepaid: settled in full.
  expect(await seen(order.id)).toMatchObject({ paid: 10_000, payCoupons: { payerPaid: 9_500, settled: 10_000 } });
  expect((await differences()).map(({ kind }: { kind: string }) => kind)).toEqual(['payment_missed']);
});
