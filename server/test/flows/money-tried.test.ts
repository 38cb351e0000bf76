import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { payingShop } from '../../src/domains/orders/payment/testing.ts';
import { placeTestOrder } from '../../src/domains/orders/testing.ts';
import { DAY_MS, shanghaiDay } from '../../src/platform/calendar.ts';
import { deliver, signedPayment } from './notification.ts';

// What people complained of with other shops and tools: that what a campaign brought is another number on each page once something was
// given back, and that a payment which is told twice, or tried twice, gives twice.

vi.setConfig({ testTimeout: 180_000 });
const shop = await payingShop();
const { app, operator, payer, pay } = shop;
const { ctx } = app;
const { cookie } = operator;
await setQuiet(ctx, 'never');

const admin = async (route: string, body?: unknown) => {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await app.call(route, { cookie, headers, ...(body === undefined ? {} : { body }) });
  expect([route, answer.status, answer.body?.error]).toEqual([route, 200, undefined]);
  return answer;
};
const day = shanghaiDay(ctx.now());
const range = { from: day, to: day };
/** The first row of a table of a report that a word stands in, each cell by its column. */
const rowOf = async (name: string, values: object, word = '') => {
  const { tables } = (await admin(`POST /api/admin/reports/${name}`, { values })).body;
  const [{ columns, rows }] = tables;
  const row = rows.find((cells: unknown[]) => JSON.stringify(cells).includes(word)) ?? [];
  return Object.fromEntries(columns.map(({ key }: { key: string }, n: number) => [key, row[n]]));
};
/** The same row of the file, in fen. */
const filed = async (name: string, values: object, column: string, word: string) => {
  const { text } = await admin(`POST /api/admin/reports/${name}/export.csv`, { values, language: 'zh' });
  const [head = '', ...lines] = text.replace('\uFEFF', '').trim().split('\r\n');
  const at = head.split(',').indexOf(column);
  return Math.round(Number(lines.find((line: string) => line.includes(word))?.split(',')[at]) * 100);
};

it('what a code, a coupon, a journey and its message brought is one number on every page, in every report and file, whatever was given back', async () => {
  const code = await admin('POST /api/admin/codes', {
    ...{
      name: '徐汇货架',
      kind: 'mini_program',
      place: 'shelf',
      channel: '门店',
      target: 'coupons',
      caption: '扫码领券',
    },
    ...{ costs: 'once', cost: 6_000, costFrom: day },
  });
  const coupon = await createCoupon(ctx, { name: '满39减10元券', perMember: 5 });
  const definition = {
    ...{ trigger: { kind: 'call', values: {} }, start: 'tell', exitOnGoal: false, holdout: 0, budgetId: null },
    nodes: [
      {
        key: 'tell',
        kind: 'message',
        values: { template: 'bestSellers', channels: ['inbox'] },
        ways: { next: 'rest' },
      },
      { key: 'rest', kind: 'wait', values: { period: 20 * 1440 }, ways: { next: null } },
    ],
    goal: { kind: 'order_paid', values: { withinDays: 2 } },
    reentry: { kind: 'never' },
  };
  const journey = (await admin('POST /api/admin/journeys', { name: '带来多少', definition })).body.id;
  await admin(`PUT /api/admin/journeys/${journey}/state`, { state: 'live' });
  await app.settle();

  const her = await payer();
  const { scene } = (await admin(`GET /api/admin/codes/${code.body.id}`)).body;
  await app.call('POST /api/shop/code-scans', { token: her.token, body: { scene } });
  await admin(`POST /api/admin/journeys/${journey}/entries`, { members: [{ memberId: her.id }] });
  await app.advance(60_000);
  const { items } = (await app.call('GET /api/shop/inbox', { token: her.token })).body;
  await app.call('POST /api/shop/message-opens', { token: her.token, body: { id: items[0].id } });
  await app.call(`POST /api/shop/coupon-center/${coupon.id}`, { token: her.token });
  await app.advance(60_000);
  const { skuId } = await createProduct(ctx, { price: 8_000, stock: 9 });
  const [mine] = (await app.call('GET /api/shop/coupons', { token: her.token })).body.items;
  const offers = [{ source: 'coupons', offerId: mine.id }];
  const placed = await placeTestOrder(app, her, { lines: [{ skuId, quantity: 3 }], offers });
  expect([placed.status, placed.body.error]).toEqual([200, undefined]);
  await pay(her, placed.body.id);
  await app.settle();
  const paid = Number(placed.body.payable);

  const touches = { range, credit: 'opened', window: 7, by: 'channel', compare: null };
  const codes = { range, touch: 'last', by: 'code' };
  /** Each place where what was brought stands: before refunds, and less what was given back. */
  const places = async () => {
    const { current } = (await admin(`GET /api/admin/reports/overview?from=${day}&to=${day}`)).body;
    const { whole } = (await admin('POST /api/admin/reports/gmv', range)).body;
    const attributed = (await admin('POST /api/admin/reports/attribution', { ...range })).body;
    const [byCode, byTouch] = [
      await rowOf('codes.codes', codes, '徐汇货架'),
      await rowOf('analytics.touches', touches, '站内'),
    ];
    const template = (await admin(`GET /api/admin/coupons/${coupon.id}`)).body;
    const outcomes = (await admin('POST /api/admin/reports/outcomes', { ...range })).body.items;
    const result = (await admin(`GET /api/admin/journeys/${journey}/result?onlyComplete=false`)).body;
    const member = (await admin(`GET /api/admin/members/${her.id}`)).body;
    const outcome = (id: string) => outcomes.find((one: { id: string }) => one.id === id)?.sales;
    const credit = (kind: string) =>
      attributed.touches.find((one: { kind: string }) => one.kind === kind)?.credits ?? { linear: 0 };
    return {
      gmv: { overview: current.gmv, code: byCode.gmv, touch: byTouch.gmv },
      net: {
        ...{ overview: current.spent, tree: whole.current, attribution: attributed.spent, code: byCode.spent },
        ...{ touch: byTouch.spent, coupon: template.gmv - template.refunded, journey: result.treated.revenue },
        ...{ codeOutcome: outcome(code.body.id), member: member.spent },
        parts: attributed.touches.reduce(
          (sum: number, one: { credits: { linear: number } }) => sum + one.credits.linear,
          0,
        ),
        codeFile: await filed('codes.codes', codes, '消费(元)', '徐汇货架'),
        touchFile: await filed('analytics.touches', touches, '消费（扣除退款）(元)', '站内'),
      },
      coupon: { used: template.used, outcome: outcome(coupon.id), credit: credit('coupon').linear > 0 },
      orders: { overview: current.orders, code: byCode.orders, touch: byTouch.orders, attribution: attributed.orders },
    };
  };
  const all = (of: object, value: number) => Object.fromEntries(Object.keys(of).map((key) => [key, value]));
  const hold = async (net: number, orders: number, used: number) => {
    const found = await places();
    expect(found.gmv).toEqual(all(found.gmv, paid));
    expect(found.net).toEqual(all(found.net, net));
    expect(found.orders).toEqual(all(found.orders, orders));
    expect(found.coupon).toEqual({ used, outcome: used === 0 ? undefined : net, credit: net > 0 });
  };
  await hold(paid, 1, 1);

  const back = async (quantity: number) => {
    await admin(`POST /api/admin/orders/${placed.body.id}/refunds`, {
      lines: [{ lineId: `${placed.body.id}.0`, quantity }],
      reason: '压坏了',
    });
    await app.advance(120_000);
    return Number((await shop.look(her, placed.body.id)).refunded);
  };
  const part = await back(1);
  expect(part).toBeGreaterThan(0);
  expect(part).toBeLessThan(paid);
  await hold(paid - part, 1, 1);
  // The rest as well: it is no order any more, and the coupon is hers again.
  const whole = await back(2);
  await hold(paid - whole, 0, 0);

  // Over all its time, as the list of what was done tells it.
  await app.advance(3 * DAY_MS, DAY_MS);
  const { items: done } = (await admin('POST /api/admin/reports/outcomes', { ...range })).body;
  expect(done.find((one: { id: string }) => one.id === journey)?.sales).toBe(paid - whole);
});

it('a payment that is told again and again, at once and later, brings its gift, its journey and its use of the coupon once', async () => {
  const gift = await createCoupon(ctx, { name: '支付有礼券', channel: 'grant', perMember: 99 });
  const used = await createCoupon(ctx, { name: '用一次', perMember: 1 });
  await admin('POST /api/admin/payment-rules', {
    ...{ name: '支付有礼', categories: [], from: 0, to: null, budget: null, onRefund: 'take_back' },
    benefit: `coupon:${gift.id}`,
  });
  const grant = {
    key: 'give',
    kind: 'grant',
    values: { benefit: `coupon:${gift.id}`, scope: 'template' },
    ways: { next: null },
  };
  const made = await admin('POST /api/admin/journeys', {
    name: '付了就送',
    definition: {
      ...{ trigger: { kind: 'order_paid', values: { firstOnly: false } }, start: 'give', nodes: [grant], goal: null },
      ...{ exitOnGoal: false, reentry: { kind: 'by_key', by: 'order', cooldownDays: 0 }, holdout: 0, budgetId: null },
    },
  });
  expect(made.body.problems).toEqual([]);
  await admin(`PUT /api/admin/journeys/${made.body.id}/state`, { state: 'live' });
  await app.settle();
  const her = await payer();
  await app.call(`POST /api/shop/coupon-center/${used.id}`, { token: her.token });
  const [mine] = (await app.call('GET /api/shop/coupons', { token: her.token })).body.items;
  const { skuId } = await createProduct(ctx, { price: 8_000, stock: 9 });
  const offers = [{ source: 'coupons', offerId: mine.id }];
  const { body: order } = await placeTestOrder(app, her, { lines: [{ skuId, quantity: 1 }], offers });
  // A first try that she breaks off keeps the coupon with the order, and the next goes on with it.
  await shop.openPay(her, order.id);
  const told = await signedPayment(app, {
    number: order.number,
    total: order.payable,
    transactionId: `4200${order.number}`,
  });
  const answers = await Promise.all(Array.from({ length: 6 }, async () => deliver(app, told)));
  expect(answers.every((status) => status < 300)).toBe(true);
  await app.settle();
  for (let again = 0; again < 3; again += 1) {
    await deliver(app, told);
    await app.advance(60_000);
  }
  expect(await shop.stateOf(order.id)).toBe('paid');
  const { items } = (await app.call('GET /api/shop/coupons', { token: her.token })).body;
  // One by the rule, one by the journey.
  expect(items.filter(({ name }: { name: string }) => name === '支付有礼券')).toHaveLength(2);
  expect((await admin(`GET /api/admin/coupons/${used.id}`)).body).toMatchObject({
    issued: 1,
    used: 1,
    gmv: order.payable,
  });
  expect((await admin(`GET /api/admin/coupons/${gift.id}`)).body).toMatchObject({ issued: 2 });
  expect((await admin(`GET /api/admin/journeys/${made.body.id}`)).body).toMatchObject({ entered: 1 });
});
