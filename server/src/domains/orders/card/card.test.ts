import { beforeAll, expect, it, vi } from 'vitest';
import { payingShop, type TestPayer } from '../payment/testing.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const { app, operator, sandbox, faults, payer, place, pay } = await payingShop();
const { cookie } = operator;

vi.setConfig({ testTimeout: 90_000 });

async function wish(orderCards: boolean): Promise<void> {
  const { revision, ...values } = (await app.call('GET /api/admin/settings/shop', { cookie })).body;
  const body = { ...values, orderCards, revision };
  const answer = await app.call('PUT /api/admin/settings/shop', {
    cookie,
    headers: { 'if-match': String(revision) },
    body,
  });
  expect(answer.status).toBe(200);
}
beforeAll(async () => wish(true));

async function paid(quantity = 2): Promise<{ id: string; buyer: TestPayer; number: string }> {
  const buyer = await payer();
  const { order, number } = await place(buyer, 10_000, quantity);
  await pay(buyer, order.id);
  await app.settle();
  return { id: order.id, buyer, number };
}
const ship = async (id: string) =>
  app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body: { company: '圆通', waybill: 'YT1001' } });

/** What she sees of the card in her service messages, oldest first. */
async function shown({ shopperId }: TestPayer): Promise<{ state: string; page: string }[]> {
  const { chats } = JSON.parse(JSON.stringify(await sandbox(`GET /shoppers/${shopperId}/chats`)));
  const notices = chats.flatMap((chat: { notices: object[] }) => chat.notices);
  return notices
    .filter(({ title }: { title: string }) => title === '购物服务动态')
    .map(({ fields, page }: { fields: { value: string }[]; page: string }) => ({ state: fields[0]?.value, page }));
}
const states = async (buyer: TestPayer) => (await shown(buyer)).map(({ state }) => state);
const notes = async (id: string): Promise<string> =>
  JSON.stringify((await app.call(`GET /api/admin/orders/${id}`, { cookie })).body.timeline);

it('begins when an order is paid, opens its page, and shows that it left', async () => {
  const { id, buyer, number } = await paid();
  await app.advance(MINUTE);
  expect(await shown(buyer)).toEqual([{ state: '待发货', page: `orders/pages/order?number=${number}` }]);
  await ship(id);
  await app.advance(MINUTE);
  expect(await states(buyer)).toEqual(['待发货', '已发货']);
  await app.advance(DAY, DAY / 2);
  expect(await states(buyer)).toHaveLength(2);
});

it('of an order that left before WeChat knew its payment comes to the same, one state after the other', async () => {
  await faults({ shippingUnknownSeconds: 90 });
  const { id, buyer } = await paid();
  await ship(id);
  await app.settle();
  expect(await states(buyer)).toEqual([]);
  await app.advance(10 * MINUTE);
  await faults({ shippingUnknownSeconds: 0 });
  expect(await states(buyer)).toEqual(['待发货', '已发货']);
  expect(await notes(id)).not.toContain('微信服务卡片没有送达');
});

it('says that a part left while some is to follow, and that all did when they followed', async () => {
  const { id, buyer } = await paid(3);
  const part = { company: '圆通', waybill: 'YT1001', lines: [{ lineId: `${id}.0`, quantity: 2 }] };
  await app.call(`POST /api/admin/orders/${id}/shipment`, { cookie, body: part });
  await app.advance(MINUTE);
  expect(await states(buyer)).toEqual(['待发货', '部分发货']);
  await app.call(`POST /api/admin/orders/${id}/shipment`, {
    cookie,
    body: { company: '中通', waybill: 'ZT1001' },
  });
  await app.advance(MINUTE);
  expect(await states(buyer)).toEqual(['待发货', '部分发货', '已发货']);
});

it('ends when she refuses such messages or the app lacks the template: the house reads why once, nothing more is told', async () => {
  for (const [serviceCard, why] of [
    ['refused', '买家拒收'],
    ['no-template', '没有添加这个服务卡片模板'],
  ] as const) {
    await faults({ serviceCard });
    const { id, buyer } = await paid();
    await app.advance(MINUTE);
    await vi.waitFor(async () => expect(await notes(id)).toContain(why), { timeout: 15_000 });
    await faults({ serviceCard: 'delivered' });
    await ship(id);
    await app.advance(MINUTE);
    expect(await states(buyer)).toEqual([]);
    expect((await notes(id)).split('微信服务卡片没有送达')).toHaveLength(2);
  }
});

it('is not begun for orders of a shop that does not want cards', async () => {
  await wish(false);
  const { buyer } = await paid();
  await app.advance(MINUTE);
  expect(await shown(buyer)).toEqual([]);
  await wish(true);
});
