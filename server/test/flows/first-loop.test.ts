import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop } from './shop.ts';
import { DAY_MS, newShopper, order, pay, track } from './shopper.ts';

// A shopper acts, is understood, is given something and told, comes back and buys; all of it from outside.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { ctx } = shop.app;
const today = () => shanghaiDay(ctx.now());
const firstDay = today();
const strawberry = await createProduct(ctx, { name: '红颜草莓 500g', price: 3990 });
const milk = await createProduct(ctx, { name: '鲜牛奶 950ml', price: 1590 });
await createCoupon(ctx, { name: '新人满30减5', discount: { kind: 'amount', amount: 500 }, threshold: 3000 });
const comeBack = await createCoupon(ctx, {
  name: '复购满20减8',
  discount: { kind: 'amount', amount: 800 },
  threshold: 2000,
  channel: 'grant',
});
const as = { cookie: shop.owner.cookie };
const journeyId = await switchOn('first_repurchase');
await switchOn('win_back');
const her = await newShopper(shop);
const hers = { token: her.token };

async function switchOn(key: string): Promise<string> {
  const body = { values: { coupon: comeBack.id, holdout: 0 } };
  return (await shop.api('POST /api/admin/playbooks/:key/journey', { ...as, params: { key }, body })).id;
}

let first: { id: string; number: string; payable: number };
let second: { id: string; number: string; payable: number; quote: { discounts: readonly { amount: number }[] } };

describe('a shopper who comes back', () => {
  it('takes a coupon, buys with it and allows two messages', async () => {
    const { api, phone } = shop;
    await track(shop, her, [
      { name: 'page_view', page: 'pages/home/index' },
      {
        name: 'product_view',
        page: 'catalog/pages/product',
        productId: strawberry.id,
        categoryId: strawberry.categoryId,
      },
      { name: 'checkout_view', page: 'pages/checkout/index' },
    ]);
    const { items } = await api('GET /api/shop/coupon-center', hers);
    expect(items.map((one) => [one.name, one.state])).toEqual([['新人满30减5', 'takeable']]);
    await api('POST /api/shop/coupon-center/:id', { ...hers, params: { id: items[0]?.templateId ?? '' } });

    first = await order(shop, her, [{ skuId: strawberry.skuId, quantity: 1 }]);
    const shipping = (await api('GET /api/shop/settings')).shipping;
    const fee = shipping.freeFrom !== null && 3490 >= shipping.freeFrom ? 0 : shipping.fee;
    expect(first.payable).toBe(3490 + fee);
    expect(await pay(shop, her, first.id)).toBe(true);
    expect(await api('GET /api/shop/orders/:id', { ...hers, params: { id: first.id } })).toMatchObject({
      state: 'paid',
      discounts: [{ source: 'coupons', amount: 500 }],
    });

    const { templates } = await api('GET /api/shop/settings');
    const ids = [templates.careReminder ?? '', templates.couponArrived ?? ''];
    const answers = await phone.subscribe(her.wechatId, ids, true);
    await api('POST /api/shop/subscriptions', { ...hers, body: { moment: 'order_paid', answers } });
    await shop.app.settle();
    const consents = await api('GET /api/admin/members/:id/consents', { ...as, params: { id: her.memberId } });
    expect(consents.items.filter((one) => one.remaining === 1).map((one) => one.templateKey)).toEqual([
      'careReminder',
      'couponArrived',
    ]);
  });

  it('is shown how to keep what she bought the day after she has it, not before', async () => {
    await shop.app.advance(DAY_MS);
    expect(await shop.phone.readNotices(her.wechatId)).toEqual([]);
    const waybill = { company: '顺丰速运', waybill: 'SF1234567890' };
    await shop.api('POST /api/admin/orders/:id/shipment', { ...as, params: { id: first.id }, body: waybill });
    await shop.api('POST /api/shop/orders/:id/receipt', { ...hers, params: { id: first.id } });
    await shop.app.settle();
    await shop.app.advance(DAY_MS - 60_000);
    expect(await shop.phone.readNotices(her.wechatId)).toEqual([]);
    await shop.app.advance(120_000);
    const notices = await shop.phone.readNotices(her.wechatId);
    expect(notices).toHaveLength(1);
    expect(notices[0]?.page).toMatch(new RegExp(`^orders/pages/order\\?id=${first.id}&m=\\w+$`));
  });

  it('gets a coupon for the shelf she bought from six days after she got it, and opens its notice', async () => {
    await shop.app.advance(5 * DAY_MS);
    const notices = await shop.phone.readNotices(her.wechatId);
    expect(notices.map((one) => one.page.split('?')[0])).toEqual(['coupons/pages/wallet']);
    const messageId = /m=(\w+)/.exec(notices[0]?.page ?? '')?.[1] ?? '';
    await shop.api('POST /api/shop/message-opens', { ...hers, body: { id: messageId } });

    const wallet = await shop.api('GET /api/shop/coupons', { ...hers, query: { state: 'available' } });
    expect(wallet.items).toMatchObject([
      {
        name: '复购满20减8',
        scope: { kind: 'categories', ids: [strawberry.categoryId] },
        said: { zh: '店家赠送', en: 'A gift from the shop' },
      },
    ]);
    const elsewhere = await shop.api('POST /api/shop/quote', {
      ...hers,
      body: { lines: [{ skuId: milk.skuId, quantity: 2 }] },
    });
    expect(elsewhere.chosen).toEqual([]);
  });

  it('buys again with it', async () => {
    second = await order(shop, her, [{ skuId: strawberry.skuId, quantity: 1 }]);
    expect(second.quote.discounts).toMatchObject([{ amount: 800 }]);
    expect(await pay(shop, her, second.id)).toBe(true);
    await shop.app.settle();
    const used = await shop.api('GET /api/shop/coupons', { ...hers, query: { state: 'used' } });
    expect(used.items.map((one) => [one.name, one.orderId]).toSorted()).toEqual(
      [
        ['复购满20减8', second.id],
        ['新人满30减5', first.id],
      ].toSorted(),
    );
    expect(await shop.phone.readNotices(her.wechatId)).toEqual([]);
  });
});

describe('the operator sees', () => {
  it('how many stand where, and that her way led to the goal', async () => {
    const journey = await shop.api('GET /api/admin/journeys/:id', { ...as, params: { id: journeyId } });
    expect(journey).toMatchObject({ entered: 1, active: 0, converted: 1, problems: [] });
    const count = { waiting: 0, visited: 1, parked: 0 };
    expect(journey.counts).toMatchObject(
      ['wait_goods', 'wait_care', 'care', 'wait_coupon', 'coupon', 'tell_coupon'].map((key) => ({ key, ...count })),
    );
    const runs = await shop.api('GET /api/admin/journeys/:id/runs', { ...as, params: { id: journeyId } });
    expect(runs.items).toMatchObject([{ memberId: her.memberId, arm: 'treated' }]);
    expect(runs.items[0]?.because.en).toBe(`First order ${first.number} paid`);
  });

  it('what the journey brought and what it cost', async () => {
    const read = async (onlyComplete: boolean) =>
      shop.api('GET /api/admin/journeys/:id/result', { ...as, params: { id: journeyId }, query: { onlyComplete } });
    expect(await read(false)).toMatchObject({
      treated: { members: 1, converted: 1, revenue: second.payable },
      holdout: { members: 0 },
      open: 1,
      cost: 800,
      uplift: { verdict: 'too_few' },
      messages: [
        { node: 'care', verdict: 'send', count: 1 },
        { node: 'tell_coupon', verdict: 'send', count: 1 },
      ],
    });
    expect(await read(true)).toMatchObject({ treated: { members: 0 } });
  });

  it('what was given, why, and what it cost in the end', async () => {
    const { items } = await shop.api('GET /api/admin/grants', {
      ...as,
      query: { memberId: her.memberId, cause: 'journey' },
    });
    expect(items).toMatchObject([
      {
        kind: 'coupon',
        cost: 800,
        actualCost: 800,
        state: 'used',
        because: { kind: 'journey', id: journeyId, label: { zh: expect.stringContaining('首购后复购') } },
      },
    ]);
  });

  it('her whole story with a cause for everything that was done to her', async () => {
    const { items } = await shop.api('GET /api/admin/members/:id/timeline', {
      ...as,
      params: { id: her.memberId },
      query: { limit: 100 },
    });
    const told = items.toReversed().map((one) => one.kind);
    const own = ['member.joined', 'coupon.taken', 'order.placed', 'order.paid', 'consent.given', 'journey.converted'];
    expect(told).toEqual(expect.arrayContaining(own));
    // That she came into the journey and that her first coupon was used are both heard of the first payment, in any order.
    expect(told).toContain('journey.entered');
    const way = ['message.sent', 'coupon.granted', 'message.opened', 'coupon.used'];
    expect(told.filter((kind) => way.includes(kind)).slice(-5)).toEqual([
      'message.sent',
      'coupon.granted',
      'message.sent',
      'message.opened',
      'coupon.used',
    ]);
    const done = items.filter(
      (one) => one.side === 'touch' && one.kind !== 'order.shipped' && one.cause?.kind !== 'order',
    );
    expect(done.map((one) => one.kind).toSorted()).toEqual(['coupon.granted', 'message.sent', 'message.sent']);
    for (const one of done) expect(one.cause, one.title.zh).toMatchObject({ kind: 'journey', id: journeyId });
    const entered = items.find((one) => one.kind === 'journey.entered');
    expect(entered?.cause?.label.en).toBe(`First order ${first.number} paid`);
  });

  it('her in the overview, the funnel, the retention and the repurchase report', async () => {
    const range = { from: firstDay, to: today() };
    const overview = await shop.api('GET /api/admin/reports/overview', { ...as, query: range });
    expect(overview.current).toMatchObject({
      gmv: first.payable + second.payable,
      orders: 2,
      payers: 1,
      newPayers: 1,
      visitors: 1,
      conversion: 1,
    });
    expect(overview.days.map((day) => day.orders)).toEqual([1, 0, 0, 0, 0, 0, 0, 1]);

    const steps = ['product_view', 'checkout_view', 'order.paid', 'message.opened'].map((event) => ({ event }));
    const funnel = await shop.api('POST /api/admin/reports/funnel', {
      ...as,
      body: { ...range, steps, window: { seconds: 8 * 86_400 } },
    });
    expect(funnel.steps.map((step) => step.persons)).toEqual([1, 1, 1, 1]);

    const retention = await shop.api('POST /api/admin/reports/retention', {
      ...as,
      body: {
        ...range,
        period: 'day',
        mode: 'first_time',
        start: { event: 'order.paid' },
        return: { event: 'order.paid' },
        periods: 7,
      },
    });
    expect(retention.groups[0]?.rows[0]).toMatchObject({ start: firstDay, size: 1, cells: [1, 0, 0, 0, 0, 0, 0, 1] });

    const repurchase = await shop.api('GET /api/admin/reports/repurchase', { ...as, query: range });
    expect(repurchase).toMatchObject({ buyers: 1, repeatBuyers: 1, rate: 1, intervals: { pairs: 1, meanDays: 7 } });
  });
});
