import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { acceptPayment } from '../payment/accept.ts';
import { payingShop } from '../payment/testing.ts';
import { bookMismatches, createBuyer, testSources, toldPayment } from '../testing.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const shop = await payingShop();
const { app, operator, sandbox, faults, payer, place, pay, look, stateOf } = shop;
const { ctx } = app;
const { cookie } = operator;
const ports = { wechat: app.running.wechat, offerSources: testSources };

vi.setConfig({ testTimeout: 300_000 });

type Found = { readonly id: string; readonly kind: string; readonly number: string; readonly theirs: number | null };

async function differences(state = 'open'): Promise<readonly Found[]> {
  return (await app.call(`GET /api/admin/money/differences?state=${state}&limit=100`, { cookie })).body.items;
}

async function days() {
  return (await app.call('GET /api/admin/money/days', { cookie })).body.items;
}

/** To so many minutes past ten, the morning after. */
async function nextMorning(minutes: number): Promise<string> {
  const day = shanghaiDay(ctx.now());
  const until = dayStart(addDays(day, 1)).getTime() + 10 * HOUR + minutes * MINUTE;
  await app.advance(until - ctx.now().getTime(), HOUR);
  return day;
}

it('finds what WeChat has and we have not the next morning, books it, and agrees with itself on the rest', async () => {
  // An ordinary day: a payment, a refund of ours.
  const buyer = await payer();
  const usual = await place(buyer, 4_000, 2);
  await pay(buyer, usual.order.id);
  await app.call(`POST /api/admin/orders/${usual.order.id}/refunds`, {
    cookie,
    body: { reason: '少一件', lines: [{ lineId: `${usual.order.id}.0`, quantity: 1 }] },
  });
  await app.advance(3 * MINUTE);
  // A payment whose every word was lost, of an order that was cancelled without asking; and one still unpaid here.
  await faults({ notify: 'lost' });
  const [gone, open] = [await place(buyer, 7_000), await place(buyer, 9_000)];
  await pay(buyer, gone.order.id);
  await pay(buyer, open.order.id);
  await sql`
    update orders.placed set prepay_at = null, ask_at = null, cancel_at = ${ctx.now()} where id = ${gone.order.id}
  `.execute(ctx.db);
  await sql`
    update orders.placed set ask_at = null, cancel_at = ${new Date('2100-01-01')}, expires_at = ${new Date('2100-01-01')}
    where id = ${open.order.id}
  `.execute(ctx.db);
  await app.settle();
  expect([await stateOf(gone.order.id), await stateOf(open.order.id)]).toEqual(['cancelled', 'unpaid']);
  // A part of the usual one goes back on the merchant platform, without a word.
  await sandbox(`POST /payments/${usual.number}/refunds`, { amount: 1_500, notify: false });
  await faults({ notify: 'normal' });
  expect(await differences()).toEqual([]);

  const day = await nextMorning(35);
  const found = await differences();
  expect(found.map(({ kind, number, theirs }) => `${kind} ${number} ${theirs}`).toSorted()).toEqual(
    [
      `payment_missed ${gone.number} ${gone.payable}`,
      `payment_missed ${open.number} ${open.payable}`,
      `payment_unusable ${gone.number} ${gone.payable}`,
      expect.stringMatching(/^refund_missed MP\d+.* 1500$/),
    ].toSorted((a, b) => String(a).localeCompare(String(b))),
  );
  expect(await stateOf(open.order.id)).toBe('paid');
  expect(await look(buyer, usual.order.id)).toMatchObject({ refunded: 5_500 });
  expect((await days()).find((one: { day: string }) => one.day === day)).toMatchObject({
    payments: 3,
    refunds: 2,
    differences: 3,
    failure: null,
    dueAt: null,
  });
  // What was booked from the bill is not found again, neither by the next day nor by another look at this one.
  await app.call(`POST /api/admin/money/days/${day}/check`, { cookie });
  await nextMorning(35);
  expect(await differences()).toHaveLength(found.length);
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('finds what we have and WeChat has not, and an operator settles it with a note', async () => {
  const { order, number, payable } = await place(await createBuyer(ctx), 3_000);
  await acceptPayment(ctx, ports, toldPayment(ctx, { number, payable }), 'notification');
  const rang = async () => {
    const { items } = (await app.call('GET /api/admin/work', { cookie })).body;
    return items.find((item: { kind: string }) => item.kind === 'orders.money_different')?.count ?? 0;
  };
  const before = await rang();
  await nextMorning(35);
  expect(await rang()).toBe(before + 1);
  const [one] = (await differences()).filter(({ kind }) => kind === 'payment_unbilled');
  expect(one).toMatchObject({ kind: 'payment_unbilled', orderId: order.id, ours: payable, theirs: null });
  const settle = async (note: string) =>
    app.call(`POST /api/admin/money/differences/${one?.id}/settlement`, { cookie, body: { note } });
  expect((await settle(' ')).status).toBe(400);
  expect((await settle('测试付款')).body).toMatchObject({ note: '测试付款', settledAt: expect.any(String) });
  expect(await rang()).toBe(before);
  expect((await differences('settled')).map(({ id }) => id)).toEqual([one?.id]);
});

it('tries again while WeChat cannot be asked, and a person hears of it when that does not pass', async () => {
  const buyer = await payer();
  const { order } = await place(buyer, 2_000);
  await pay(buyer, order.id);
  await faults({ down: 'pay' });
  const day = await nextMorning(35);
  const state = async () => (await days()).find((one: { day: string }) => one.day === day);
  expect(await state()).toMatchObject({ checkedAt: null, failure: { zh: '暂时连不上微信支付' } });
  await faults({ down: 'none' });
  await app.advance(3 * HOUR, HOUR);
  expect(await state()).toMatchObject({ checkedAt: expect.any(String), failure: null, payments: 1, paid: 2_800 });
});
