import { expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { findMembers } from '../../src/domains/members/index.ts';
import { queueMessages } from '../../src/domains/messaging/index.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { openShop } from './shop.ts';
import { newShopper, order, pay, type Shopper } from './shopper.ts';

// What texts, welcomes and notices cost and brought, on one page, from the shop's own doings.

vi.setConfig({ testTimeout: 300_000 });
const shop = await openShop();
const { app, api, sandbox } = shop;
const as = { cookie: shop.owner.cookie };
const MINUTE = 60_000;

async function withPhone(): Promise<Shopper> {
  const shopper = await newShopper(shop);
  const code = await shop.phone.phoneCode(shopper.wechatId);
  await api('POST /api/shop/me/phone', { token: shopper.token, body: { code } });
  await app.settle();
  return shopper;
}

let asked = 0;
async function tell(
  { memberId }: Shopper,
  templateKey: string,
  variables: Readonly<Record<string, string>>,
  channels: readonly string[],
  kind: string,
) {
  asked += 1;
  const personNo = (await findMembers(app.ctx, [memberId])).get(memberId)?.personNo ?? 0;
  const because = { kind, id: `${kind}_1`, label: '测试' };
  await inTransaction(app.ctx, async (ctx) =>
    queueMessages(ctx, [{ key: `touches:${asked}`, memberId, personNo, templateKey, channels, variables, because }]),
  );
  await app.settle();
}

async function buys(shopper: Shopper) {
  const { skuId } = await createProduct(app.ctx, { price: 5_000, stock: 9 });
  const placed = await order(shop, shopper, [{ skuId, quantity: 1 }]);
  await pay(shop, shopper, placed.id);
  await app.settle();
  return placed.quote.payable;
}

/** The rows of a table by their first cell, each cell by its column. */
async function ask(by: string, more: object = {}) {
  const day = shanghaiDay(app.ctx.now());
  const values = { range: { from: day, to: day }, credit: 'reached', window: 7, by, compare: null, ...more };
  const { tables } = await api('POST /api/admin/reports/:name', {
    ...as,
    params: { name: 'analytics.touches' },
    body: { values },
  });
  const [table] = tables;
  if (!table) throw new Error('no table');
  const rows = table.rows.map((row) => Object.fromEntries(table.columns.map(({ key }, at) => [key, row[at]])));
  return {
    table,
    rows,
    of: (name: string) => rows.find((row) => Object(row.name).en === name || Object(row.name).zh === name),
  };
}

async function enableText(key: string, text: string) {
  const { items } = await api('GET /api/admin/message-templates', as);
  const id = items.find((one) => one.key === key)?.id ?? '';
  const body = { values: { use: true, link: false, page: null, text } };
  await api('PUT /api/admin/message-templates/:id/contents/:channel', { ...as, params: { id, channel: 'sms' }, body });
  await app.settle();
  await app.advance(3 * MINUTE);
}

const gift = { coupon: '水果券', sentence: '满 39 减 10', until: '2026年12月31日', category: '水果' };
const shipped = { orderId: 'ord_1', number: 'N1', product: '红颜草莓', company: '顺丰速运', waybill: 'SF1' };

it('a text that arrived is what it cost, one that did not cost nothing and brought nothing, a notice brings no order', async () => {
  await enableText('couponArrived', '{{coupon}}已到账，{{sentence}}');
  await enableText('orderShipped', '订单{{number}}已发货，{{company}} {{waybill}}');
  const [her, gone, other] = [await withPhone(), await withPhone(), await withPhone()];
  await sandbox(`PUT /shoppers/${gone.wechatId}/phone-number`, { phoneNumber: '19912345678' });
  for (const one of [her, gone]) await tell(one, 'couponArrived', gift, ['sms'], 'campaign');
  await tell(other, 'orderShipped', shipped, ['sms', 'inbox'], 'order');
  await app.advance(5000);
  await app.advance(MINUTE);
  const paid = await buys(her);
  await buys(gone);
  await buys(other);
  const { of } = await ask('channel');
  const text = of('Text message');
  const { cost } = await api('GET /api/admin/outbound/summary', { ...as, query: { days: 1 } });
  expect(text).toMatchObject({
    planned: 3,
    sent: 2,
    delivered: 2,
    opened: 0,
    people: 1,
    orders: 1,
    buyers: 1,
    gmv: paid,
    spent: paid,
    cost,
  });
  expect(text?.perOrder).toBe(cost);
  expect(cost).toBeGreaterThan(8);
  const { rows } = await ask('asked');
  const notices = rows.find((row) => Object(row.name).en === 'Notices of orders and such');
  // Three orders make notices of their own; none of them brought an order.
  expect(notices).toMatchObject({ people: null, orders: null, gmv: null });
  expect(rows.find((row) => Object(row.name).en === 'campaign')).toMatchObject({ planned: 2, sent: 1, orders: 1 });
});

it('a welcome is a touch with the coupon that came with it, opened by its page, and says that nothing was held out', async () => {
  const coupon = await createCoupon(app.ctx);
  const way = await api('POST /api/admin/contact-ways', {
    ...as,
    body: {
      values: {
        ...{
          name: '货架',
          staff: [{ who: 'guide01', weight: 1, perDay: null }],
          days: null,
          from: null,
          until: null,
          perDay: null,
        },
        ...{
          inAll: null,
          fallback: null,
          welcome: '你好',
          welcomeBought: null,
          coupon: coupon.id,
          couponFor: 'everyone',
        },
        ...{ remark: null, tags: null },
      },
    },
  });
  await app.settle();
  const her = await newShopper(shop);
  const { picture } = await api('POST /api/shop/contact-ways/:id/visits', { token: her.token, params: { id: way.id } });
  const key = await shop.keyOf(picture);
  await sandbox(`POST /shoppers/${her.wechatId}/contact-ways/${key}`, { userid: 'guide01' });
  await app.settle();
  await app.advance(MINUTE);
  const paid = await buys(her);
  const { table, rows, of } = await ask('thing');
  const mine = of('货架');
  expect(mine).toMatchObject({ sent: 1, planned: null, opened: null, people: 1, orders: 1, gmv: paid, heldOut: 0 });
  expect(Object(mine?.uplift).en).toBe('No holdout: not measured');
  const at = mine === undefined ? -1 : rows.indexOf(mine);
  expect(table.links?.find(({ column }) => column === 'name')?.rows[at]).toBe(`/contact-ways/${way.id}`);
  const [{ cost } = { cost: -1 }] = (await api('GET /api/admin/grants', { ...as, query: { memberId: her.memberId } }))
    .items;
  expect([mine?.gifts, mine?.perOrder]).toEqual([cost, cost]);
  expect((await ask('channel')).of('Welcome of a friend')).toMatchObject({ sent: 1, orders: 1, gifts: cost });
  const whose = table.people?.find(({ column }) => column === 'buyers');
  const { items } = await api('GET /api/admin/people/:name', {
    ...as,
    params: { name: 'analytics.touches' },
    query: { values: JSON.stringify({ ...whose?.values, ...whose?.rows[at] }) },
  });
  expect(items.map(({ id }) => id)).toEqual([her.memberId]);
});
