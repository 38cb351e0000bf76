import type { Draft } from '@huoshui/contracts/form';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { budgetBook } from '../../src/domains/benefits/domain.ts';
import { benefitKinds, grant } from '../../src/domains/benefits/index.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';
import { payCouponBook, payCouponKind } from '../../src/domains/paycoupons/domain.ts';
import { stockForm } from '../../src/domains/paycoupons/stock-form.ts';
import { stockValues } from '../../src/domains/paycoupons/testing.ts';
import { takeUses } from '../../src/domains/paycoupons/use.ts';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../src/platform/calendar.ts';
import { inTransaction } from '../../src/platform/db.ts';

const MINUTE = 60_000;
const shop = await payingShop();
const { app, operator, payer, place, pay, faults } = shop;
const { ctx } = app;
const { cookie } = operator;
const kinds = benefitKinds([payCouponKind]);

vi.setConfig({ testTimeout: 240_000 });

const admin = async (route: string, body?: object) =>
  (await app.call(route, { cookie, ...(body === undefined ? {} : { body }) })).body;
const read = async (id: string) => admin(`GET /api/admin/pay-coupons/${id}`);

async function stock(values: Draft = {}): Promise<string> {
  const made = await admin('POST /api/admin/pay-coupons', { values: stockValues(ctx.now(), values) });
  expect(made).toMatchObject({ state: 'ready', stockId: expect.any(String) });
  const running = await admin(`POST /api/admin/pay-coupons/${made.id}/move`, { move: 'start' });
  expect(running.state).toBe('running');
  // It is held to WeChat's numbers as it starts; what a test makes up afterwards is not.
  await app.settle();
  return made.id;
}

let keys = 0;
const nextKey = (): string => {
  keys += 1;
  return `test${keys}`;
};

async function give(her: Pick<TestPayer, 'id' | 'personNo'>, id: string, key = nextKey()) {
  const [outcome] = await inTransaction(ctx, async (ctx) =>
    grant(ctx, kinds, {
      grants: [
        {
          ...{ memberId: her.id, personNo: her.personNo, package: [payCouponKind.itemOf(id)], key },
          because: { kind: 'operator', id: 'test', label: '试' },
        },
      ],
    }),
  );
  return outcome?.outcome;
}

/** One that stays promised: nobody asks WeChat to send it. Answers its row. */
async function promised(her: Pick<TestPayer, 'id' | 'personNo'>, id: string): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const because = { kind: 'operator', id: 'test', label: '试' };
    const gift = { memberId: her.id, personNo: her.personNo, package: [payCouponKind.itemOf(id)], because };
    await grant(ctx, kinds, { grants: [{ ...gift, key: nextKey() }] });
    const { rows } = await sql<{ no: number }>`
      update paycoupons.coupon set due_at = null where no = (select max(no) from paycoupons.coupon) returning no
    `.execute(ctx.db);
    return rows[0]?.no ?? 0;
  });
}

const wallet = async ({ token }: TestPayer) => (await app.call('GET /api/shop/pay-coupons', { token })).body.items;
const entry = async (memberId: string) =>
  (await admin(`GET /api/admin/grants?memberId=${memberId}&kind=wechat_pay_coupon&limit=5`)).items[0];
const sentAtWechat = async (id: string) =>
  (await app.running.wechat.pay.queryFavorStock((await read(id)).stockId))?.sent;

async function order(her: TestPayer) {
  const { order } = await place(her, 5_000, 2);
  await pay(her, order.id);
  await app.settle();
  return order.id;
}

async function refund(orderId: string, quantity: number): Promise<void> {
  const body = { reason: '少一件', lines: [{ lineId: `${orderId}.0`, quantity }] };
  expect((await app.call(`POST /api/admin/orders/${orderId}/refunds`, { cookie, body })).status).toBe(200);
  await app.advance(6 * MINUTE);
}

const agree = async () => expect([await payCouponBook.compare(ctx), await budgetBook.compare(ctx)]).toEqual([[], []]);

it('is promised in the ledger, sent once, taken off when she pays, and costs what did not go back', async () => {
  const id = await stock();
  const her = await payer();
  expect(await give(her, id, 'once')).toBe('granted');
  expect(await give(her, id, 'once')).toBe('repeated');
  expect(await give(her, id)).toBe('unavailable');
  expect(await wallet(her)).toMatchObject([{ state: 'sending', amount: 500, minimum: 3_000 }]);
  await app.settle();
  expect(await wallet(her)).toMatchObject([{ state: 'available', validTo: expect.any(String) }]);
  expect(await entry(her.id)).toMatchObject({ state: 'granted', cost: 500 });

  const orderId = await order(her);
  expect(await wallet(her)).toMatchObject([{ state: 'used', orderId }]);
  expect(await entry(her.id)).toMatchObject({ state: 'used', actualCost: 500 });
  expect(await read(id)).toMatchObject({ given: 1, sent: 1, used: 1, cost: 500, back: 0 });

  await refund(orderId, 1);
  expect(await read(id)).toMatchObject({ used: 1, cost: 250, back: 250 });
  expect(await entry(her.id)).toMatchObject({ state: 'used', actualCost: 250 });
  await refund(orderId, 1);
  // In parts: WeChat keeps the coupon spent, and nothing was spent on it.
  expect(await read(id)).toMatchObject({ used: 1, cost: 0, back: 500 });
  await agree();
});

it('comes back to her with all of the money at once, and is used again', async () => {
  const id = await stock({ funding: 'prepaid' });
  const her = await payer();
  await give(her, id);
  await app.settle();
  const first = await order(her);
  await refund(first, 2);
  expect(await wallet(her)).toMatchObject([{ state: 'available', orderId: null }]);
  expect(await entry(her.id)).toMatchObject({ state: 'granted', actualCost: null });
  expect(await read(id)).toMatchObject({ sent: 1, used: 0, cost: 0, back: 0 });
  await agree();
  const again = await order(her);
  expect(await wallet(her)).toMatchObject([{ state: 'used', orderId: again }]);
  expect(await read(id)).toMatchObject({ used: 1, cost: 500 });
  await agree();
});

it('is sent exactly once, though every answer was lost, and its use was told before', async () => {
  const id = await stock();
  const her = await payer();
  await faults({ favorLosesAnswers: true, notify: 'doubled' });
  await give(her, id);
  await app.settle();
  expect([(await wallet(her))[0].state, await sentAtWechat(id)]).toEqual(['sending', 1]);
  // WeChat has given it, so it pays; that is told twice, while we do not know that she has it.
  const orderId = await order(her);
  expect((await wallet(her))[0].state).toBe('sending');
  await faults({ favorLosesAnswers: false, notify: 'normal' });
  await app.advance(3 * MINUTE);
  expect(await wallet(her)).toMatchObject([{ state: 'used', orderId }]);
  expect([await sentAtWechat(id), await read(id)]).toMatchObject([1, { sent: 1, used: 1, cost: 500 }]);
  await agree();
});

it('never exceeds what there is, nor what one may have, however many give at once', async () => {
  const id = await stock({ total: 5, perMember: 2 });
  const people = await Promise.all(Array.from({ length: 4 }, payer));
  const outcomes = await Promise.all(people.flatMap((her) => [give(her, id), give(her, id), give(her, id)]));
  expect(outcomes.filter((one) => one === 'granted')).toHaveLength(5);
  await app.settle();
  await app.advance(MINUTE);
  await app.advance(2 * MINUTE);
  const each = await Promise.all(people.map(wallet));
  expect(each.flat().map(({ state }: { state: string }) => state)).toEqual(
    Array.from({ length: 5 }, () => 'available'),
  );
  expect(Math.max(...each.map((hers) => hers.length))).toBeLessThanOrEqual(2);
  expect(await sentAtWechat(id)).toBe(5);
  await agree();
});

it('is free again where WeChat will not send it, and waits where it is only paused', async () => {
  const id = await stock({ perMember: 3 });
  const her = await payer();
  await admin(`POST /api/admin/pay-coupons/${id}/move`, { move: 'pause' });
  expect(await give(her, id)).toBe('unavailable');
  await admin(`POST /api/admin/pay-coupons/${id}/move`, { move: 'restart' });
  await give(her, id);
  // Somebody paused it on the merchant platform meanwhile: it is tried again until the ladder ends.
  await app.running.wechat.pay.moveFavorStock((await read(id)).stockId, 'pause');
  await app.settle();
  const [stuck] = (await admin(`GET /api/admin/pay-coupons/${id}/coupons?limit=5&q=${her.id}`)).items;
  expect(stuck).toMatchObject({ state: 'sending', trouble: { zh: expect.stringContaining('领满') } });
  await app.advance(2 * DAY_MS, DAY_MS / 24);
  expect(await wallet(her)).toEqual([]);
  expect(await entry(her.id)).toMatchObject({ state: 'revoked' });
  expect(await read(id)).toMatchObject({ given: 0, sent: 0 });
  await agree();
});

it('takes in a use however often, in whichever order and by whichever way it is told', async () => {
  const id = await stock({ total: 200, perMember: 60 });
  const her = await payer();
  const { stockId } = await read(id);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(['notice', 'again', 'payment', 'late'], { minLength: 1 }),
      fc.nat(3),
      async (ways, at) => {
        const no = await promised(her, id);
        const before = await read(id);
        const couponId = `test${no}`;
        const told = { couponId, stockId, transactionId: `t${no}`, usedAt: ctx.now(), amount: null, order: null };
        for (const [n, way] of [...ways, 'end'].entries()) {
          // Our own answer comes somewhere between.
          if (n === Math.min(at, ways.length))
            await sql`
              update paycoupons.coupon set state = 'available', coupon_id = ${couponId}, sent_at = ${ctx.now()} where no = ${no}
            `.execute(ctx.db);
          const use = way === 'payment' ? { ...told, amount: 500, order: { id: `ord${no}`, amount: 9_000 } } : told;
          await Promise.all([use, use].map(async (one) => inTransaction(ctx, async (ctx) => takeUses(ctx, [one]))));
        }
        await sql`update paycoupons.stock set sent = sent + 1 where id = ${id}`.execute(ctx.db);
        const after = await read(id);
        expect([after.used - before.used, after.cost - before.cost]).toEqual([1, 500]);
        const { rows: found } = await sql<{ orderId: string | null }>`
          select order_id from paycoupons.coupon where no = ${no}
        `.execute(ctx.db);
        expect(found[0]?.orderId ?? null).toBe(ways.includes('payment') ? `ord${no}` : null);
      },
    ),
    { numRuns: 12 },
  );
  await agree();
  // WeChat never heard of these.
  await sql`delete from paycoupons.told_use where coupon_id like 'test%'`.execute(ctx.db);
  await sql`delete from paycoupons.coupon where coupon_id like 'test%'`.execute(ctx.db);
  await sql`update paycoupons.stock set given = 0, sent = 0, used = 0, cost = 0 where id = ${id}`.execute(ctx.db);
});

it('is held to WeChat’s own numbers and lists, and what differs rings', async () => {
  const id = await stock({ until: shanghaiDay(ctx.now()) });
  const [her, other] = [await payer(), await payer()];
  await give(her, id);
  await give(other, id);
  await app.settle();
  await refund(await order(her), 1);
  const morning = async (days: number) => {
    const until = dayStart(addDays(shanghaiDay(ctx.now()), days)).getTime() + 11 * 60 * MINUTE;
    await app.advance(until - ctx.now().getTime(), 20 * MINUTE);
  };
  // One that somebody sent on the merchant platform.
  const { stockId } = await read(id);
  const stranger = await payer();
  await app.running.wechat.pay.sendFavorCoupon({
    ...{ stockId, appid: app.config.wechat.apps[0].appid, openid: stranger.openid, outRequestNo: 'outside' },
  });
  await morning(1);
  expect(await read(id)).toMatchObject({ wechatSent: { theirs: 3, ours: 2 } });
  const found = async () => (await admin('GET /api/admin/money/differences?state=open&limit=50')).items;
  expect((await found()).map(({ kind }: { kind: string }) => kind)).toEqual(['pay_coupon_sums']);
  await morning(1);
  expect(await read(id)).toMatchObject({ state: 'ended', flowsRead: true });
  expect(await wallet(other)).toMatchObject([{ state: 'expired' }]);
  expect(await entry(other.id)).toMatchObject({ state: 'expired' });
  expect((await payCouponBook.compare(ctx)).map(({ kept, added }) => kept.costAtWechat === added.costAtWechat)).toEqual(
    [true],
  );
  await sql`update paycoupons.flow set amount = amount + 1 where kind = 'use'`.execute(ctx.db);
  expect((await payCouponBook.compare(ctx)).some(({ kept, added }) => kept.costAtWechat !== added.costAtWechat)).toBe(
    true,
  );
  expect(await bookMismatches(ctx)).toEqual([]);
});

it('refuses in words of the field what WeChat would not take', () => {
  const of = (values: Draft) => stockForm.problem?.({ ...stockValues(ctx.now()), ...values } as never) ?? null;
  const at = (values: Draft) => [of(values)].flat().map((one) => one?.at)[0];
  expect([
    of({}),
    at({ amount: 3_000 }),
    at({ days: 30 }),
    at({ dayAmount: 400 }),
    at({ until: '2020-01-01' }),
  ]).toEqual([null, 'minimum', 'days', 'dayAmount', 'until']);
});
