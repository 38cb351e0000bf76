import { beforeAll, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { turnPointsOn } from '../loyalty/testing.ts';
import { signedIn } from '../operators/testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
let coupon = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  coupon = `coupon:${(await createCoupon(ctx, { channel: 'grant', perMember: 9 })).id}`;
});

const call = async (route: string, body?: unknown) =>
  app.call(route, { cookie, ...(body === undefined ? {} : { body }) });

const give = (next: string | null, key = 'give', benefit = coupon) => ({
  ...{ key, kind: 'grant', values: { benefit, scope: 'template' }, ways: { next } },
});
const tell = (template: string, next: string | null = null, channels = ['inbox'], key = 'tell') => ({
  ...{ key, kind: 'message', values: { template, channels }, ways: { next } },
});
const PAID = { kind: 'order_paid', values: { firstOnly: false } };

/** What is said of the texts of a journey that is drawn so, at its node and in both languages. */
async function said(nodes: readonly object[], trigger: object = PAID, of = 'template'): Promise<readonly string[]> {
  const { body } = await call('POST /api/admin/drawings', { name: '试画' });
  const [first] = nodes.map((node) => ('key' in node ? String(node.key) : ''));
  const definition = {
    ...{ trigger, start: first, nodes, goal: null, exitOnGoal: false },
    ...{ reentry: { kind: 'never' }, holdout: 0, budgetId: null },
  };
  const saved = await call(`PUT /api/admin/drawings/${body.id}`, { name: '试画', definition, places: {} });
  expect(saved.body.problems).toEqual([]);
  return saved.body.warnings
    .filter(({ at }: { at: string }) => at === of)
    .map(({ node, words }: { node: string; words: { zh: string; en: string } }) => `${node}: ${words.zh} ${words.en}`);
}

it('a text that says what nothing on the way knows is said before publishing, with the names missing and who knows them', async () => {
  const [only, ...more] = await said([tell('couponArrived')]);
  expect(more).toEqual([]);
  expect(only).toMatch(
    /^tell: 「站内信」的文案要说「优惠券名称」「优惠内容」「有效期至」，走到这一步没有人知道，一条也发不出。/,
  );
  expect(only).toContain('知道的是「送权益」「领取优惠券」');
  expect(only).toMatch(
    /“Coupon”, “What it gives”, “Valid until”, which nothing on the way here knows: not one is sent\. Known by “Give a benefit”/,
  );
  expect(await said([give('tell'), tell('couponArrived')])).toEqual([]);
  // After it is too late.
  expect(await said([tell('couponArrived', 'give'), give(null)])).toHaveLength(1);
});

it('who comes by a way that does not know it is told apart from everybody', async () => {
  const split = {
    ...{ key: 'split', kind: 'random_split', values: { parts: '2', a: 50, b: 50 } },
    ways: { a: 'give', b: 'tell' },
  };
  const [only, ...more] = await said([split, give('tell'), tell('couponArrived')]);
  expect(more).toEqual([]);
  expect(only).toMatch(/从有的路走到这里还不知道：那样来的人这里收不到/);
  // Only those whose goods got cheaper know by how much.
  const cheaper = { key: 'ask', kind: 'cheaper', values: { percent: 5 } };
  const cart = { kind: 'cart_left', values: { least: 0 } };
  expect(await said([{ ...cheaper, ways: { yes: 'tell', no: null } }, tell('priceFell')], cart)).toEqual([]);
  const [no] = await said([{ ...cheaper, ways: { yes: null, no: 'tell' } }, tell('priceFell')], cart);
  expect(no).toContain('「当前价格」「降价金额」');
});

it('a channel that it never goes by is told apart from the others that it wants; all are told as one', async () => {
  const [sms, ...more] = await said([give('tell'), tell('couponArrived', null, ['sms', 'inbox'])], PAID, 'channels');
  expect(more).toEqual([]);
  expect(await said([give('tell'), tell('couponArrived', null, ['sms', 'inbox'])])).toEqual([]);
  expect(sms).toMatch(/^tell: 「短信」不会走这个渠道：没有打开短信/);
  const both = await said([tell('couponArrived', null, ['account_kf', 'inbox'])]);
  expect(both).toHaveLength(1);
  expect(both[0]).toContain('「站内信」的文案');
});

it('what an operator takes out of the text is asked for no more, and what she puts in is', async () => {
  const { body } = await call('GET /api/admin/message-templates');
  const template = body.items.find(({ key }: { key: string }) => key === 'bestSellers');
  const inbox = template.contents.find(({ channel }: { channel: string }) => channel === 'inbox');
  expect(inbox.values.text).not.toContain('{{');
  expect(await said([tell('bestSellers')])).toEqual([]);
  const arrived = body.items.find(({ key }: { key: string }) => key === 'couponArrived');
  const values = { title: '有一张券', text: '去看看吧', page: 'coupons/pages/wallet' };
  const put = await call(`PUT /api/admin/message-templates/${arrived.id}/contents/inbox`, { values });
  expect(put.status).toBe(200);
  expect(await said([tell('couponArrived')])).toEqual([]);
});

it('of what has no end nobody can say until when', async () => {
  const text = '到 {{until}} 为止';
  const { body } = await call('GET /api/admin/message-templates');
  const birthday = body.items.find(({ key }: { key: string }) => key === 'birthdayCoupon');
  await call(`PUT /api/admin/message-templates/${birthday.id}/contents/inbox`, {
    values: { title: '生日快乐', text, page: '' },
  });
  const points = [give('tell', 'give', 'points:50'), tell('birthdayCoupon')];
  await turnPointsOn(ctx, { days: 365 });
  expect(await said(points)).toEqual([]);
  await turnPointsOn(ctx, { days: null });
  const endless = await said(points);
  expect(endless).toHaveLength(1);
  expect(endless[0]).toContain('「有效期至」');
});

it('of an event it is known what it can say; whoever calls may tell anything', async () => {
  const event = (name: string) => ({ kind: 'event', values: { event: name, where: [] } });
  expect(await said([tell('orderRestore')], event('order.paid'))).toEqual([]);
  expect((await said([tell('orderRestore')], event('member.joined')))[0]).toContain('「订单编号」');
  expect(await said([tell('couponArrived', null, ['account_kf'])], { kind: 'call', values: {} })).toEqual([]);
});
