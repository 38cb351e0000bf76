import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { cardBook } from '../../src/domains/loyalty/domain.ts';
import { turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { becomeOne, signedInAgain } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { serviceTill } from '../../src/domains/orders/domain.ts';
import { payingShop, type TestPayer } from '../../src/domains/orders/payment/testing.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const shop = await payingShop();
const { app, operator, payer, place, pay, look } = shop;
const { ctx } = app;
let { cookie } = operator;
vi.setConfig({ testTimeout: 300_000 });

const terms = { term: 'month', price: 3_000, freeShipping: null, discount: null, pointTimes: 1 };
const admin = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
async function makeKind(name: string, change: object): Promise<string> {
  const made = await admin('POST /api/admin/card-kinds', { name, ...terms, ...change });
  expect([made.status, made.body.error]).toEqual([200, undefined]);
  return made.body.id;
}
const delivery = await makeKind('免邮月卡', { freeShipping: 2 });
const single = await makeKind('单次卡', { freeShipping: 1, price: 1_000 });
const quarter = await makeKind('省钱季卡', {
  term: 'quarter',
  price: 9_000,
  discount: 9,
  pointTimes: 2,
  freeShipping: 4,
});

type Buyer = Pick<TestPayer, 'id' | 'token'>;
const hers = async ({ token }: Buyer) => (await app.call('GET /api/shop/cards', { token })).body;
const order = async ({ token }: Buyer, kind: string, expectedPrice: number) =>
  app.call(`POST /api/shop/card-kinds/${kind}/orders`, { token, body: { expectedPrice } });
async function buy(buyer: TestPayer, kind: string, price: number): Promise<string> {
  const placed = await order(buyer, kind, price);
  expect([placed.status, placed.body.error]).toEqual([200, undefined]);
  await pay(buyer, placed.body.id);
  await app.settle();
  return placed.body.id;
}
async function buyGoods(buyer: TestPayer, price: number): Promise<string> {
  const placed = await place(buyer, price, 1, 100);
  await pay(buyer, placed.order.id);
  await app.settle();
  return placed.order.id;
}
const cardOf = async (buyer: Buyer, at = 0) => (await hers(buyer)).cards[at];
const giveBack = async (id: string, expected: number) =>
  admin(`POST /api/admin/cards/${id}/return`, { reason: '不想要了', expected });
const paidBack = async (orderId: string) => {
  await app.advance(2 * MINUTE);
  const { rows } = await sql<{ paid: number; refunded: number; state: string }>`
    select paid, refunded, state from orders.placed where id = ${orderId}
  `.execute(ctx.db);
  return rows[0];
};

describe('a card', () => {
  it('is paid like any order, begins with the payment, and needs nobody to send anything', async () => {
    const buyer = await payer();
    const placed = await order(buyer, delivery, 3_000);
    expect(placed.body).toMatchObject({ payable: 3_000 });
    expect((await hers(buyer)).cards).toEqual([]);
    await pay(buyer, placed.body.id);
    await app.settle();
    expect(await look(buyer, placed.body.id)).toMatchObject({ state: 'received', service: 'card', paid: 3_000 });
    const { cards, kinds } = await hers(buyer);
    expect(cards).toMatchObject([{ state: 'running', freeShipping: { of: 2, used: 0 }, saved: 0, returnable: 3_000 }]);
    expect(Date.parse(cards[0].endsAt) - Date.parse(cards[0].startsAt)).toBe(31 * DAY);
    const { until } = kinds.find(({ id }: { id: string }) => id === delivery);
    expect(Date.parse(until) - Date.parse(cards[0].endsAt)).toBe(31 * DAY);
    await app.advance(5 * MINUTE);
    const { rows } = await sql`
      select upload_at, upload_failure, told_times from orders.placed where id = ${placed.body.id}
    `.execute(ctx.db);
    expect(rows).toEqual([{ uploadAt: null, uploadFailure: null, toldTimes: 1 }]);
  });

  it('is not sold at another price than she was shown, nor when it has ended; asked twice with one key it is one order', async () => {
    const { token } = await payer();
    const ended = await makeKind('旧卡', { freeShipping: 1 });
    await admin(`PUT /api/admin/card-kinds/${ended}/state`, { ended: true });
    expect((await order({ id: '', token }, ended, 3_000)).body.error.code).toBe('loyalty.card_ended');
    expect((await order({ id: '', token }, delivery, 2_999)).body.error.code).toBe('loyalty.card_price_changed');
    expect((await order({ id: '', token }, 'ckd_none', 2_999)).status).toBe(404);
    const twice = { token, headers: { 'idempotency-key': 'one-card' }, body: { expectedPrice: 3_000 } };
    const route = `POST /api/shop/card-kinds/${delivery}/orders`;
    const [a, b] = [await app.call(route, twice), await app.call(route, twice)];
    expect(a.body.id).toBe(b.body.id);
  });

  it('must give something', async () => {
    const made = await admin('POST /api/admin/card-kinds', { name: '空卡', ...terms });
    expect(made.body.error).toMatchObject({ code: 'platform.bad_form' });
  });
});

describe('its free deliveries', () => {
  it('are used by themselves, come back with a cancelled or refunded order, and begin anew with each month of the card', async () => {
    const buyer = await payer();
    await buy(buyer, delivery, 3_000);
    const first = await buyGoods(buyer, 1_000);
    const second = await place(buyer, 1_000, 1, 100);
    const third = await place(buyer, 1_000, 1, 100);
    expect([second.payable, third.payable]).toEqual([1_000, 1_800]);
    expect(await cardOf(buyer)).toMatchObject({ freeShipping: { of: 2, used: 2 }, saved: 800 });
    await shop.cancel(buyer, second.order.id);
    expect(await cardOf(buyer)).toMatchObject({ freeShipping: { of: 2, used: 1 } });
    await admin(`POST /api/admin/orders/${first}/refunds`, { reason: '少一件' });
    await app.advance(2 * MINUTE);
    expect(await cardOf(buyer)).toMatchObject({ freeShipping: { of: 2, used: 0 }, saved: 0 });
  });

  it('ten at once take no more than there are', async () => {
    const buyer = await payer();
    await buy(buyer, single, 1_000);
    await Promise.allSettled(Array.from({ length: 10 }, async () => place(buyer, 1_000, 1, 100)));
    const { rows } = await sql<{ uses: number; used: number; free: number }>`
      select count(*)::int as uses, max(q.used) as used, (
        select count(*)::int from orders.placed where member_id = ${buyer.id} and service is null and shipping_paid = 0) as free
      from loyalty.quota_use u join loyalty.quota q using (member_id, holder, month) where u.member_id = ${buyer.id}
    `.execute(ctx.db);
    expect(rows).toEqual([{ uses: 1, used: 1, free: 1 }]);
  });
});

describe('its prices and points', () => {
  it('count where they are better than others, and what it saved is what its orders say', async () => {
    await turnPointsOn(ctx);
    const buyer = await payer();
    await buy(buyer, quarter, 9_000);
    const goods = await buyGoods(buyer, 10_000);
    expect(await look(buyer, goods)).toMatchObject({ payable: 9_000 });
    expect(await cardOf(buyer)).toMatchObject({ saved: 1_800, freeShipping: { of: 4, used: 1 } });
    const { rows } = await sql<{ points: number }>`
      select points from loyalty.entry where order_id = ${goods}
    `.execute(ctx.db);
    expect(rows).toEqual([{ points: 180 }]);
  });
});

describe('a renewal', () => {
  it('follows the term that runs, and the later one is given back first', async () => {
    const buyer = await payer();
    await buy(buyer, delivery, 3_000);
    await buy(buyer, delivery, 3_000);
    const [now, next] = (await hers(buyer)).cards;
    expect(next).toMatchObject({ state: 'upcoming', startsAt: now.endsAt, returnable: 3_000 });
    expect((await giveBack(now.id, 3_000)).body.error.code).toBe('loyalty.card_renewed');
    expect((await giveBack(next.id, 3_000)).body).toMatchObject({ state: 'returned', returnable: 0 });
    expect(await paidBack(next.orderId)).toEqual({ paid: 3_000, refunded: 3_000, state: 'refunded' });
  });
});

describe('a card that is given back', () => {
  it('ends at once, and what the rule leaves goes back once, whoever asks how often', async () => {
    const buyer = await payer();
    await buy(buyer, quarter, 9_000);
    await buyGoods(buyer, 10_000);
    const { id, orderId, returnable } = await cardOf(buyer);
    // a month of three has begun: 3 000; it saved 1 800
    expect(returnable).toBe(6_000);
    expect((await giveBack(id, 9_000)).body.error.code).toBe('loyalty.card_use_changed');
    const answers = await Promise.all(Array.from({ length: 5 }, async () => giveBack(id, 6_000)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await paidBack(orderId)).toEqual({ paid: 9_000, refunded: 6_000, state: 'received' });
    expect((await hers(buyer)).cards).toEqual([]);
    expect((await place(buyer, 10_000, 1, 100)).payable).toBe(10_000);
    const { items } = (await admin(`GET /api/admin/cards?memberId=${buyer.id}`)).body;
    expect(items).toMatchObject([{ id, state: 'returned', returnable: 0, saved: 1_800 }]);
  });

  it('is over too when its order is given back whole, and she asks for that by its own rule only', async () => {
    const buyer = await payer();
    const orderId = await buy(buyer, delivery, 3_000);
    const asked = await app.call(`POST /api/shop/orders/${orderId}/refunds`, {
      token: buyer.token,
      body: { reason: '退' },
    });
    expect(asked.body.error.code).toBe('orders.service_refund');
    await admin(`POST /api/admin/orders/${orderId}/refunds`, { reason: '好意' });
    expect(await paidBack(orderId)).toEqual({ paid: 3_000, refunded: 3_000, state: 'refunded' });
    expect((await hers(buyer)).cards).toEqual([]);
  });

  it('and orders at the same moment: each order had the card or came after it', async () => {
    const buyer = await payer();
    await buy(buyer, single, 1_000);
    const { id } = await cardOf(buyer);
    const [back] = await Promise.all([
      giveBack(id, 1_000),
      ...Array.from({ length: 4 }, async () => place(buyer, 1_000, 1, 100).catch(() => null)),
    ]);
    const { rows } = await sql<{ uses: number }>`
      select count(*)::int as uses from loyalty.quota_use where member_id = ${buyer.id}
    `.execute(ctx.db);
    expect(back.status === 200 ? rows[0]?.uses : 0).toBe(0);
  });

  it('keeps the books right', async () => {
    await app.advance(5 * MINUTE);
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});

describe('the coupon of each month', () => {
  it('comes when the card begins and in each month after, once, as it was promised, until the card is over', async () => {
    const coupon = await createCoupon(ctx, { channel: 'grant', perMember: 99 });
    const kind = await makeKind('送券季卡', { term: 'quarter', price: 6_000, monthlyCoupon: coupon.id });
    const buyer = await payer();
    await buy(buyer, kind, 6_000);
    await app.advance(2 * MINUTE);
    const given = async () => {
      const { body } = await admin(`GET /api/admin/grants?cause=card&memberId=${buyer.id}`);
      return body.items.map(({ because }: { because: { label: { zh: string } } }) => because.label.zh).toReversed();
    };
    const months = [1, 2, 3].map((n) => `会员卡：送券季卡，第 ${n} 个月`);
    expect(await given()).toEqual(months.slice(0, 1));
    expect((await cardOf(buyer)).privileges).toEqual([
      { kind: 'monthly', words: { zh: `每月送「${coupon.name}」`, en: `“${coupon.name}” each month` } },
    ]);
    const later = async (days: number) => {
      await app.advance(days * DAY, 10 * DAY);
      cookie = (await signedIn(ctx)).cookie;
    };
    // What is sold keeps what was promised with it.
    await admin(`PUT /api/admin/card-kinds/${kind}`, { name: '送券季卡', ...terms, term: 'quarter', discount: 9 });
    for (const [days, n] of [
      [30, 1],
      [2, 2],
      [29, 2],
      [2, 3],
      [90, 3],
    ] as const) {
      await later(days);
      expect(await given()).toEqual(months.slice(0, n));
    }
  });

  it('goes, unless it is used, when the card is given back, and no more come', async () => {
    const coupon = await createCoupon(ctx, { channel: 'grant', perMember: 99, threshold: 0 });
    const kind = await makeKind('送券月卡', { term: 'quarter', monthlyCoupon: coupon.id });
    const [returns, keeps] = [await payer(), await payer()];
    for (const buyer of [returns, keeps]) await buy(buyer, kind, 3_000);
    await app.advance(2 * MINUTE);
    const { id, returnable } = await cardOf(returns);
    expect((await giveBack(id, returnable)).status).toBe(200);
    await app.settle();
    const states = async (buyer: Buyer) =>
      (await admin(`GET /api/admin/grants?cause=card&memberId=${buyer.id}`)).body.items.map(
        ({ state }: { state: string }) => state,
      );
    expect([await states(returns), await states(keeps)]).toEqual([['revoked'], ['granted']]);
    await app.advance(40 * DAY, 10 * DAY);
    cookie = (await signedIn(ctx)).cookie;
    expect([await states(returns), (await states(keeps)).length]).toEqual([['revoked'], 2]);
    expect(await cardBook(serviceTill()).compare(ctx)).toEqual([]);
  });
});

describe('the books of the morning', () => {
  it('say which card is good without a payment, and whose free deliveries were not used by an order', async () => {
    const buyer = await payer();
    await buy(buyer, delivery, 3_000);
    await place(buyer, 1_000, 1, 100);
    const book = cardBook(serviceTill());
    expect(await book.compare(ctx)).toEqual([]);
    const { id } = await cardOf(buyer);
    await sql`update loyalty.quota set used = used + 1 where holder = ${`card:${id}`}`.execute(ctx.db);
    const other = await payer();
    const placed = await order(other, delivery, 3_000);
    await sql`
      update loyalty.card set state = 'paid', starts_at = ${ctx.now()}, ends_at = ${new Date(ctx.now().getTime() + DAY)}
      where order_id = ${placed.body.id}
    `.execute(ctx.db);
    await app.settle();
    expect((await book.compare(ctx)).map(({ kept, added }) => [kept, added])).toEqual([
      [{ deliveries: 2 }, { deliveries: 1 }],
      [{ cards: 1 }, { cards: 0 }],
    ]);
    await sql`update loyalty.quota set used = used - 1 where holder = ${`card:${id}`}`.execute(ctx.db);
    await sql`update loyalty.card set state = 'unpaid', starts_at = null, ends_at = null where order_id = ${placed.body.id}`.execute(
      ctx.db,
    );
    expect(await book.compare(ctx)).toEqual([]);
  });
});

describe('two records that become one', () => {
  it('have the cards of both, and apart each has her own', async () => {
    const [stays, other] = [await payer(), await payer()];
    await buy(other, delivery, 3_000);
    await becomeOne(ctx, stays, other);
    await app.settle();
    const { cards } = await hers(stays);
    expect(cards).toMatchObject([{ state: 'running' }]);
    const { items } = (await admin(`GET /api/admin/members/${stays.id}/merges`)).body;
    const parted = await admin(`POST /api/admin/member-merges/${items[0].id}/reversal`, { reason: '弄错了' });
    expect(parted.status).toBe(200);
    await app.settle();
    expect((await hers(stays)).cards).toEqual([]);
    expect((await hers(other)).cards).toMatchObject([{ id: cards[0].id }]);
  });
});

describe('after its time', () => {
  it('is told once that it ends, gives nothing any more, and its months begin their deliveries anew', async () => {
    const buyer = await payer();
    await buy(buyer, quarter, 9_000);
    await place(buyer, 1_000, 1, 100);
    const told = async () => {
      const { rows } = await sql<{ type: string }>`
        select type from platform.event where type = 'card.ending' and payload ->> 'memberId' = ${buyer.id}
      `.execute(ctx.db);
      return rows.length;
    };
    await app.advance(32 * DAY, 10 * DAY);
    cookie = (await signedIn(ctx)).cookie;
    const again = signedInAgain(ctx, buyer);
    expect(await cardOf(again)).toMatchObject({ freeShipping: { of: 4, used: 0 } });
    expect(await told()).toBe(0);
    await app.advance(59 * DAY, 10 * DAY);
    expect(await told()).toBe(1);
    await app.advance(11 * DAY, 10 * DAY);
    expect(await told()).toBe(1);
    cookie = (await signedIn(ctx)).cookie;
    expect((await hers(signedInAgain(ctx, buyer))).cards).toEqual([]);
  });
});
