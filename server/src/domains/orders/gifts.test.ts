import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct, stockOf } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { setTerms } from './after-sales/testing.ts';
import { acceptPayment } from './payment/accept.ts';
import { finishRefund } from './refund/finish.ts';
import { bookMismatches, createBuyer, placeTestOrder, type TestBuyer, testSources, toldPayment } from './testing.ts';

vi.setConfig({ testTimeout: 60_000 });

const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
await setTerms(app);
const ports = { wechat: app.running.wechat, offerSources: testSources };
const parcel = { company: '顺丰速运', waybill: 'SF1234567890' };
const key = () => ({ 'idempotency-key': randomBytes(8).toString('hex') });

const running: string[] = [];
beforeEach(async () => {
  for (const id of running.splice(0))
    await app.call(`PUT /api/admin/promotions/${id}/state`, { cookie, body: { state: 'ended' } });
});

/** Oil at ¥50, and a bag worth ¥8 with goods from ¥100 (or twice, from ¥200). */
async function shop({ bags = 10, terms = {} as object, rows = [10_000] } = {}) {
  const oil = await createProduct(ctx, { name: '山茶油', price: 5_000, stock: 100 });
  const bag = await createProduct(ctx, { name: '帆布袋', price: 800, stock: bags, status: 'off_sale' });
  const gifts = rows.map((from) => ({ from, sku: bag.skuId, quantity: 1 }));
  const scope = { kind: 'products', ids: [oil.id], exceptProductIds: [] };
  const values = { name: '满百送袋', scope, gifts, again: 'once', broken: 'clawback', gone: 'without', ...terms };
  const hour = 3_600_000;
  const made = await app.call('POST /api/admin/promotions', {
    cookie,
    body: {
      kind: 'gift_amount',
      values,
      startsAt: new Date(ctx.now().getTime() - hour).toISOString(),
      endsAt: new Date(ctx.now().getTime() + 48 * hour).toISOString(),
    },
  });
  expect(made.status).toBe(200);
  running.push(made.body.id);
  return { oil, bag, rule: made.body };
}

const units = (skuId: string, quantity: number) => [{ skuId, quantity }];

/** An order of so many bottles that she paid, and what she and the shop may do with it. */
async function paid(skuId: string, quantity: number, { ships = true } = {}) {
  const buyer = await createBuyer(ctx);
  const { body } = await placeTestOrder(app, buyer, { lines: units(skuId, quantity) });
  await acceptPayment(ctx, ports, toldPayment(ctx, body), 'query');
  const id = String(body.id);
  if (ships) await app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body: parcel });
  const admin = async (what: string, more: object) =>
    app.call(`POST /api/admin/${what}`, { cookie, headers: key(), body: more });
  return {
    id,
    look: async () => (await app.call(`GET /api/shop/orders/${id}`, { token: buyer.token })).body,
    ask: async (count: number, kind = 'refund', line = 0) =>
      app.call(`POST /api/shop/orders/${id}/refunds`, {
        token: buyer.token,
        headers: key(),
        body: { lines: [{ lineId: `${id}.${line}`, quantity: count }], because: 'bad', kind },
      }),
    askAll: async (kind = 'refund') =>
      app.call(`POST /api/shop/orders/${id}/refunds`, {
        token: buyer.token,
        headers: key(),
        body: { because: 'bad', kind },
      }),
    agree: async (refund: string, more: object = {}) => admin(`refunds/${refund}/decision`, { approve: true, ...more }),
    give: async (count: number, more: object = {}) =>
      admin(`orders/${id}/refunds`, { lines: [{ lineId: `${id}.0`, quantity: count }], reason: '退', ...more }),
    sendBack: async (refund: string) =>
      app.call(`POST /api/shop/refunds/${refund}/return-parcel`, {
        token: buyer.token,
        body: { company: '圆通速递', waybill: 'YT1234567890' },
      }),
    inspect: async (refund: string, came: readonly (readonly [line: number, back: number])[], reply = '少了') =>
      admin(`refunds/${refund}/inspection`, {
        accept: true,
        lines: came.map(([line, back]) => ({ lineId: `${id}.${line}`, back, lost: 0 })),
        reply,
      }),
  };
}

const quoted = async (buyer: TestBuyer, skuId: string, quantity: number) =>
  (await app.call('POST /api/shop/quote', { token: buyer.token, body: { lines: units(skuId, quantity) } })).body;

describe('a gift with an order', () => {
  it('stands in the quote and in the order as a line of its own: nothing to pay, its rule, what it is worth', async () => {
    const { oil, bag, rule } = await shop({ rows: [9_800] });
    expect(rule.sentence.zh).toBe('山茶油，满 98 元 送 帆布袋，退到门槛以下要退回或扣除价值');
    const buyer = await createBuyer(ctx);
    const near = await quoted(buyer, oil.skuId, 1);
    expect(near).toMatchObject({ gifts: [], hint: { text: { zh: '再买 ¥48 送帆布袋' } } });
    const enough = await quoted(buyer, oil.skuId, 2);
    expect(enough.gifts).toMatchObject([
      {
        skuId: bag.skuId,
        name: '帆布袋',
        quantity: 1,
        short: 0,
        worth: 800,
        label: { zh: '满百送袋' },
        badge: { zh: '满赠' },
      },
    ]);
    const placed = await placeTestOrder(app, buyer, { lines: units(oil.skuId, 2) });
    expect(placed.body.payable).toBe(10_000);
    const { body: order } = await app.call(`GET /api/shop/orders/${placed.body.id}`, { token: buyer.token });
    expect(order.lines).toMatchObject([
      { skuId: oil.skuId, quantity: 2, payable: 10_000, gift: null },
      { skuId: bag.skuId, quantity: 1, unitPrice: 0, payable: 0, gift: { label: { zh: '满百送袋' }, worth: 800 } },
    ]);
    expect(order.goodsAmount - order.discountAmount).toBe(10_000);
  });

  it('holds stock with the order, gives it back with a cancel, and leaves it when the order is paid', async () => {
    const { oil, bag } = await shop({ bags: 3 });
    const buyer = await createBuyer(ctx);
    const first = await placeTestOrder(app, buyer, { lines: units(oil.skuId, 2) });
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 3, reserved: 1 });
    await app.call(`POST /api/shop/orders/${first.body.id}/cancellation`, { token: buyer.token });
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 3, reserved: 0 });
    await paid(oil.skuId, 2);
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 2, reserved: 0, sold: 1, ledger: 2 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('does not count as bought: neither for a limit of the product nor in what others hear of the order', async () => {
    const { oil } = await shop();
    const heard = await paid(oil.skuId, 2);
    const { body: told } = await app.call(`GET /api/admin/orders/${heard.id}`, { cookie });
    expect(told.lines).toHaveLength(2);
    const { rows } = await sql<{ payload: { lines: { skuId: string }[] } }>`
      select payload from platform.event where payload ->> 'orderId' = ${heard.id} and type in ('order.placed', 'order.paid')
    `.execute(ctx.db);
    expect(rows.flatMap(({ payload }) => payload.lines.map(({ skuId }) => skuId))).toEqual([oil.skuId, oil.skuId]);
  });

  it('stands in the ledger of what is given away: to whom, by which rule, at what worth, with which order', async () => {
    const { oil, rule } = await shop();
    const order = await paid(oil.skuId, 2);
    const ledger = async () => {
      await app.settle();
      return (await app.call(`GET /api/admin/grants?causeId=${rule.id}`, { cookie })).body;
    };
    expect(await ledger()).toMatchObject({
      total: 1,
      items: [
        {
          kind: 'gift',
          label: '帆布袋',
          cost: 800,
          actualCost: 800,
          state: 'used',
          because: { kind: 'promotion', id: rule.id, label: { zh: '满百送袋' } },
          ledTo: { orderId: order.id, amount: 10_000 },
        },
      ],
    });
    const asked = await order.ask(1);
    await order.agree(asked.body.id);
    await finishRefund(ctx, asked.body.id);
    expect((await ledger()).items).toMatchObject([{ cost: 800, actualCost: null, state: 'revoked' }]);
  });

  it('forty orders at once for the last gift: all are placed, one has it, the others are told', async () => {
    const { oil, bag } = await shop({ bags: 1 });
    const buyers = await Promise.all(Array.from({ length: 40 }, async () => createBuyer(ctx)));
    const placed = await Promise.all(
      buyers.map(async (buyer) => placeTestOrder(app, buyer, { lines: units(oil.skuId, 2), expectedPayable: 10_000 })),
    );
    expect(new Set(placed.map(({ status }) => status))).toEqual(new Set([200]));
    const orders = await Promise.all(
      placed.map(async ({ body }, at) => {
        const token = buyers[at]?.token ?? '';
        return (await app.call(`GET /api/shop/orders/${body.id}`, { token })).body;
      }),
    );
    expect(orders.filter(({ lines }) => lines.length === 2)).toHaveLength(1);
    const told = orders.filter(({ timeline }) => timeline[0].detail?.zh === '赠品已送完，未随单赠送：帆布袋 × 1');
    expect(told).toHaveLength(39);
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 1, reserved: 1 });
    expect(await stockOf(ctx, oil.skuId)).toMatchObject({ reserved: 80 });
    expect(await bookMismatches(ctx)).toEqual([]);
    const late = await quoted(await createBuyer(ctx), oil.skuId, 2);
    expect(late).toMatchObject({ gifts: [], rejected: [{ reason: 'gift_gone', text: { zh: '赠品已送完' } }] });
  });

  it('where the rule asks, an order without it is only placed once she says so', async () => {
    const { oil } = await shop({ bags: 0, terms: { gone: 'ask' } });
    const buyer = await createBuyer(ctx);
    const { token, addressId } = buyer;
    const body = { lines: units(oil.skuId, 2), addressId, expectedPayable: 10_000 };
    const order = async (more: object) =>
      app.call('POST /api/shop/orders', { token, headers: key(), body: { ...body, ...more } });
    expect((await order({})).body.error).toMatchObject({ code: 'orders.gift_gone' });
    expect((await order({ withoutGifts: true })).status).toBe(200);
  });

  it('a race for the last one of a rule that asks places one order and asks the others', async () => {
    const { oil, bag } = await shop({ bags: 1, terms: { gone: 'ask' } });
    const buyers = await Promise.all(Array.from({ length: 10 }, async () => createBuyer(ctx)));
    const placed = await Promise.all(
      buyers.map(async (buyer) => placeTestOrder(app, buyer, { lines: units(oil.skuId, 2), expectedPayable: 10_000 })),
    );
    expect(placed.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(placed.flatMap(({ body }) => body.error?.code ?? [])).toEqual(Array(9).fill('orders.gift_gone'));
    expect(await stockOf(ctx, oil.skuId)).toMatchObject({ reserved: 2 });
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ reserved: 1 });
  });
});

describe('a gift after a refund', () => {
  it('is not sent any more when too little is left of an order that is still here', async () => {
    const { oil, bag } = await shop();
    const order = await paid(oil.skuId, 2, { ships: false });
    const refund = await order.give(1);
    await finishRefund(ctx, refund.body.id);
    expect(refund.body).toMatchObject({
      amount: 5_000,
      lines: [{ quantity: 1 }, { name: '帆布袋', quantity: 1, amount: 0 }],
    });
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 10, sold: 0 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('stays while enough is left', async () => {
    const { oil, bag } = await shop();
    const order = await paid(oil.skuId, 3);
    const refund = await order.give(1);
    expect(refund.body).toMatchObject({ amount: 5_000, lines: [{ quantity: 1 }] });
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 9 });
  });

  it('is paid for of the money once she has it; the rest of the order gives back what is left, to the fen', async () => {
    const { oil } = await shop();
    const order = await paid(oil.skuId, 2);
    const asked = await order.ask(1);
    expect(asked.body).toMatchObject({ amount: 4_200, lines: [{ amount: 4_200 }, { quantity: 0, charged: 800 }] });
    await order.agree(asked.body.id);
    await finishRefund(ctx, asked.body.id);
    const rest = await order.give(1);
    expect(rest.body.amount).toBe(5_000);
    await finishRefund(ctx, rest.body.id);
    expect(await order.look()).toMatchObject({ state: 'refunded', refunded: 9_200 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('is free again when the request is withdrawn or refused, and hers when the shop says so', async () => {
    const { oil } = await shop();
    const order = await paid(oil.skuId, 2);
    const first = await order.ask(1);
    await app.call(`POST /api/admin/refunds/${first.body.id}/decision`, {
      cookie,
      headers: key(),
      body: { approve: false, reply: '再看看' },
    });
    expect(await bookMismatches(ctx)).toEqual([]);
    const second = await order.ask(1);
    expect(second.body.amount).toBe(4_200);
    expect((await order.agree(second.body.id, { keepsGifts: true })).body).toMatchObject({
      amount: 5_000,
      lines: [{ quantity: 1, amount: 5_000 }],
    });
  });

  it('comes back with a return; what did not come is paid for', async () => {
    const { oil, bag } = await shop();
    for (const came of [1, 0]) {
      const order = await paid(oil.skuId, 2);
      const asked = await order.ask(1, 'return');
      expect(asked.body).toMatchObject({ amount: 5_000, lines: [{ quantity: 1 }, { quantity: 1, amount: 0 }] });
      await order.agree(asked.body.id);
      await order.sendBack(asked.body.id);
      const looked = await order.inspect(asked.body.id, [
        [0, 1],
        [1, came],
      ]);
      expect(looked.body.amount).toBe(came === 1 ? 5_000 : 4_200);
      await finishRefund(ctx, asked.body.id);
    }
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 9, sold: 1 });
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('is hers where the rule lets her keep it, and the order ends with its last piece all the same', async () => {
    const { oil } = await shop({ terms: { broken: 'keep' } });
    const order = await paid(oil.skuId, 2);
    const refund = await order.give(2);
    expect(refund.body).toMatchObject({ amount: 10_000, lines: [{ quantity: 2 }] });
    await finishRefund(ctx, refund.body.id);
    expect((await order.look()).state).toBe('refunded');
  });

  it('keeps that part from being given back where the rule says so; the whole order goes back with it', async () => {
    const { oil, bag } = await shop({ terms: { broken: 'refuse' } });
    const order = await paid(oil.skuId, 2);
    const asked = await order.ask(1);
    expect(asked.body.error).toMatchObject({ code: 'orders.gift_breaks' });
    expect(asked.body.error.message).toContain('满百送袋');
    const whole = await order.askAll('return');
    expect(whole.body).toMatchObject({ amount: 10_000, lines: [{ quantity: 2 }, { quantity: 1, amount: 0 }] });
    await order.agree(whole.body.id);
    await order.sendBack(whole.body.id);
    await order.inspect(whole.body.id, [
      [0, 2],
      [1, 1],
    ]);
    await finishRefund(ctx, whole.body.id);
    expect((await order.look()).state).toBe('refunded');
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 10, sold: 0 });
  });

  it('gives no money itself; a faulty one is exchanged', async () => {
    const { oil, bag } = await shop();
    const order = await paid(oil.skuId, 2);
    const alone = await order.ask(1, 'refund', 1);
    expect(alone.body.error).toMatchObject({ code: 'orders.gift_alone' });
    const other = await order.ask(1, 'exchange', 1);
    expect(other.body).toMatchObject({ amount: 0, lines: [{ name: '帆布袋', quantity: 1 }] });
    await order.agree(other.body.id);
    expect(await stockOf(ctx, bag.skuId)).toMatchObject({ onHand: 9, reserved: 1 });
  });
});
