import { randomUUID } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { openShop } from './shop.ts';
import { newShopper } from './shopper.ts';

// WeChat takes a notice and says a moment later that it could not deliver it: its answer was not its last word.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { api, phone } = shop;
const as = { cookie: shop.owner.cookie };
const coupon = await createCoupon(shop.app.ctx, { name: '抱歉券', channel: 'grant', perMember: 9 });

async function give(memberId: string): Promise<void> {
  const body = { memberId, reason: '晚到' };
  await api('POST /api/admin/coupons/:id/grants', { ...as, params: { id: coupon.id }, body, key: randomUUID() });
  await shop.app.settle();
}

const log = async (memberId: string) =>
  (await api('GET /api/admin/outbound', { ...as, query: { memberId } })).items.map(({ channel, state }) => [
    channel,
    state,
  ]);

it('what WeChat did not deliver after all reaches her by the next channel, once, and is not counted as sent before', async () => {
  const her = await newShopper(shop);
  const { templates } = await api('GET /api/shop/settings');
  const answers = await phone.subscribe(her.wechatId, [templates.couponArrived ?? ''], true);
  await api('POST /api/shop/subscriptions', { token: her.token, body: { moment: 'order_paid', answers } });
  await shop.sandbox('PUT /faults', { noticeFails: true });
  await give(her.memberId);
  await vi.waitFor(
    async () => {
      await shop.app.settle();
      expect(await log(her.memberId)).toEqual([['inbox', 'accepted']]);
    },
    { timeout: 15_000, interval: 200 },
  );
  expect(await phone.readNotices(her.wechatId)).toEqual([]);
  const { items } = await api('GET /api/shop/inbox', { token: her.token });
  expect(items).toHaveLength(1);

  await shop.sandbox('PUT /faults', { noticeFails: false });
  const again = await phone.subscribe(her.wechatId, [templates.couponArrived ?? ''], true);
  await api('POST /api/shop/subscriptions', { token: her.token, body: { moment: 'order_paid', answers: again } });
  await shop.app.advance(86_400_000);
  await give(her.memberId);
  await vi.waitFor(async () => expect(await phone.readNotices(her.wechatId)).toHaveLength(1), { timeout: 15_000 });
  // WeChat has said of this one too what became of it.
  await vi.waitFor(
    async () => {
      const { calls } = logOf(await shop.sandbox('GET /log'));
      expect(calls.filter(({ title }) => title.includes('subscribe_msg_sent_event')).map(({ ok }) => ok)).toEqual([
        true,
        true,
      ]);
    },
    { timeout: 15_000 },
  );
  expect((await log(her.memberId)).toSorted()).toEqual([
    ['inbox', 'accepted'],
    ['subscribe', 'accepted'],
  ]);
});

function logOf(answer: unknown): { calls: { title: string; ok: boolean }[] } {
  const calls: unknown = Reflect.get(Object(answer), 'calls');
  return { calls: Array.isArray(calls) ? calls : [] };
}

it('what she switches off in the settings of WeChat is heard and remembered: the next channel delivers, WeChat is not asked', async () => {
  const her = await newShopper(shop);
  const { templates } = await api('GET /api/shop/settings');
  const templateId = templates.couponArrived ?? '';
  for (const _ of [1, 2]) {
    const answers = await phone.subscribe(her.wechatId, [templateId], true);
    await api('POST /api/shop/subscriptions', { token: her.token, body: { moment: 'order_paid', answers } });
  }
  const consent = async () => {
    const { items } = await api('GET /api/admin/members/:id/consents', { ...as, params: { id: her.memberId } });
    const one = items.find(({ templateKey }) => templateKey === 'couponArrived');
    return [one?.remaining, one?.state];
  };
  expect(await consent()).toEqual([2, 'left']);
  const turn = async (answer: 'reject' | null) =>
    shop.sandbox(`PUT /shoppers/${her.wechatId}/subscribe-setting`, { templateId, answer });
  await turn('reject');
  await vi.waitFor(async () => expect(await consent()).toEqual([0, 'refused']), { timeout: 15_000, interval: 100 });
  // WeChat may say it again.
  await turn('reject');
  await shop.app.advance(2 * 86_400_000);
  const sends = async () =>
    logOf(await shop.sandbox('GET /log?limit=1000')).calls.filter(({ title }) => title === '发送订阅消息').length;
  const before = await sends();
  await give(her.memberId);
  expect(await log(her.memberId)).toEqual([['inbox', 'accepted']]);
  expect(await sends()).toBe(before);
  const { items } = await api('GET /api/admin/members/:id/timeline', { ...as, params: { id: her.memberId } });
  expect(items.filter(({ title }) => title.zh === '拒绝订阅消息')).toHaveLength(1);

  // Switched on again she has to be asked anew; what she allows then counts.
  await turn(null);
  await vi.waitFor(async () => expect(await consent()).toEqual([0, 'used_up']), { timeout: 15_000, interval: 100 });
  const answers = await phone.subscribe(her.wechatId, [templateId], true);
  await api('POST /api/shop/subscriptions', { token: her.token, body: { moment: 'order_paid', answers } });
  await shop.app.advance(86_400_000);
  await give(her.memberId);
  expect((await log(her.memberId)).toSorted()).toEqual([
    ['inbox', 'accepted'],
    ['subscribe', 'accepted'],
  ]);
});
