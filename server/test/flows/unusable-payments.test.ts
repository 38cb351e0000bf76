import { describe, expect, it, vi } from 'vitest';
import { createProduct, stockOf } from '../../src/domains/catalog/testing.ts';
import { bookMismatches } from '../../src/domains/orders/testing.ts';
import { deliver, signedPayment, signedRefund } from './notification.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay } from './shopper.ts';

// Notifications as they arrive at the public door, signed with WeChat's own key. What each kind of unusable payment
// leads to inside is shown beside the payment code.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const her = await newShopper(shop);
const { skuId } = await createProduct(shop.app.ctx, { price: 9900 });

const place = async () => order(shop, her, [{ skuId, quantity: 1 }]);
const look = async (id: string) => shop.api('GET /api/shop/orders/:id', { token: her.token, params: { id } });
const givenBack = async (number: string) =>
  (
    await shop.api('GET /api/admin/refunds', {
      cookie: shop.owner.cookie,
      query: { q: number, origin: 'unusable_payment' },
    })
  ).items;

describe('a recorded notification', () => {
  it('pays its order once, however often it is played, and is refused when it is old', async () => {
    const { id, number, payable } = await place();
    const recorded = await signedPayment(shop.app, { number, total: payable, transactionId: `4200${number}` });
    const answers = await Promise.all(Array.from({ length: 12 }, async () => deliver(shop.app, recorded)));
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(await look(id)).toMatchObject({ state: 'paid', paid: payable });
    expect(await givenBack(number)).toEqual([]);
    await shop.app.advance(5 * 60_000);
    expect(await deliver(shop.app, recorded)).toBe(401);
  });

  it('pays nothing when a byte of it was changed, or when it is turned to another order', async () => {
    const [mine, cheap] = [await place(), await place()];
    const told = { total: mine.payable, transactionId: `4200${mine.number}` };
    const recorded = await signedPayment(shop.app, { ...told, number: mine.number });
    const other = await signedPayment(shop.app, { ...told, number: cheap.number });
    const forgeries = [
      { ...recorded, body: `${recorded.body} ` },
      { ...recorded, body: other.body },
      { ...recorded, headers: { ...recorded.headers, 'wechatpay-nonce': 'another' } },
      { ...recorded, headers: { ...recorded.headers, 'wechatpay-serial': 'PUB_KEY_ID_of_somebody_else' } },
    ];
    for (const forged of forgeries) expect(await deliver(shop.app, forged)).toBe(401);
    expect((await look(mine.id)).state).toBe('unpaid');
    expect((await look(cheap.id)).state).toBe('unpaid');
  });
});

describe('a genuine payment that comes too late', () => {
  it('is given back once, and both the shopper and the operator can see it', async () => {
    const { id, number, payable } = await place();
    const cancelled = await shop.api('POST /api/shop/orders/:id/cancellation', {
      token: her.token,
      params: { id },
    });
    expect(cancelled.state).toBe('cancelled');
    const late = await signedPayment(shop.app, { number, total: payable, transactionId: `4200${number}` });
    expect(await Promise.all([deliver(shop.app, late), deliver(shop.app, late)])).toEqual([204, 204]);
    const seen = await look(id);
    expect(seen).toMatchObject({ state: 'cancelled', paid: 0 });
    expect(seen.timeline.map((one) => one.kind)).toContain('payment_unusable');
    expect(await givenBack(number)).toMatchObject([{ orderId: id, amount: payable, orderNumber: number }]);
  });
});

describe('a genuine payment of another sum', () => {
  it.each([-1, 1, 100])('that differs by %i fen buys nothing and is given back', async (difference) => {
    const { id, number, payable } = await place();
    const total = payable + difference;
    const told = await signedPayment(shop.app, { number, total, transactionId: `4200${number}` });
    expect(await deliver(shop.app, told)).toBe(204);
    expect(await look(id)).toMatchObject({ state: 'cancelled', paid: 0 });
    expect(await givenBack(number)).toMatchObject([{ amount: total }]);
  });
});

describe('a genuine payment of whose sum the notice says something else', () => {
  it.each([1, 9_900_000_000])('(%i fen) pays its order by what WeChat answers, and a person is told', async (told) => {
    const { id, number, payable } = await place();
    await shop.sandbox('PUT /faults', { notify: 'lost' });
    await pay(shop, her, id);
    await shop.sandbox('PUT /faults', { notify: 'normal' });
    const notice = await signedPayment(shop.app, { number, total: told, transactionId: `4300${number}` });
    expect(await Promise.all([deliver(shop.app, notice), deliver(shop.app, notice)])).toEqual([204, 204]);
    expect(await look(id)).toMatchObject({ state: 'paid', paid: payable });
    expect(await givenBack(number)).toEqual([]);
    // Nor does another that comes when the order is paid already.
    const later = await signedPayment(shop.app, { number, total: told, transactionId: `4400${number}` });
    expect(await deliver(shop.app, later)).toBe(204);
    expect(await givenBack(number)).toEqual([]);
    const { items } = await shop.api('GET /api/admin/money/differences', { cookie: shop.owner.cookie, query: {} });
    expect(items.filter((one) => one.number === number)).toMatchObject([
      { kind: 'payment_unreadable' },
      { kind: 'payment_unreadable' },
    ]);
  });
});

describe('a genuine refund of a payment that neither we nor WeChat know by its number', () => {
  it.each([1_200, -5, 10.5])('(%d fen) books nothing, and a person is told, once', async (amount) => {
    const told = { number: `HX${Math.abs(amount) * 10}`, refundNumber: `RX${Math.abs(amount) * 10}`, amount };
    const notice = await signedRefund(shop.app, told);
    expect(await Promise.all([deliver(shop.app, notice), deliver(shop.app, notice)])).toEqual([204, 204]);
    const { items } = await shop.api('GET /api/admin/money/differences', { cookie: shop.owner.cookie, query: {} });
    const theirs = amount > 0 && Number.isInteger(amount) ? amount : null;
    expect(items.filter((one) => one.number === told.refundNumber)).toMatchObject([{ kind: 'unbookable', theirs }]);
  });
});

it('leaves the shelf and the books as if they had never been', async () => {
  await shop.app.settle();
  expect(await stockOf(shop.app.ctx, skuId)).toMatchObject({ onHand: 97, reserved: 2, sold: 3 });
  expect(await bookMismatches(shop.app.ctx)).toEqual([]);
});
