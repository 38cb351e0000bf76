import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { everything } from '../samples.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

const shop = await openShop();
const { app, api, sandbox } = shop;
const { cookie } = shop.owner;
await app.settle();
const { items: accounts } = await api('GET /api/admin/official-accounts', { cookie });
const named = (name: string) => accounts.find((one) => one.name === name) ?? { id: '', appid: '' };
const [main, breakfast] = [named('活水鲜生服务号'), named('活水早餐')];

const { id: templateId } = await createCoupon(app.ctx, { name: '早餐券', channel: 'grant' });
const gift = `coupon:${templateId}`;

const values = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ name, title: '你是哪种早餐人', intro: '两道题就知道' },
  questions: [
    { text: '几点起', a: '七点前', aTag: '早起', b: '七点后', bTag: null, c: '看心情', cTag: null },
    { text: '早上要', a: '热的', aTag: null, b: '快的', bTag: '要快', c: null, cTag: null },
  ],
  results: [
    { title: '慢煮派', text: '粥和汤适合你', tag: '慢煮派', gift: null },
    { title: '速食派', text: '三明治适合你', tag: '速食派', gift },
    { title: '随心派', text: '想吃什么吃什么', tag: null, gift: null },
  ],
  ...{ giftFor: 'everybody', giftWho: null, budget: null },
  ...{
    for: 'some',
    who: { kind: 'follows_account', values: { accounts: [breakfast.id] } },
    otherwise: '关注早餐号看结果',
  },
  ...{ leads: 'account', account: breakfast.id, contact: null },
  ...more,
});
const make = async (name: string, more = {}) => {
  const quiz = await api('POST /api/admin/quizzes', { cookie, body: { values: values(name, more) } });
  await app.settle();
  return quiz;
};
const visit = async ({ token }: Shopper, id: string) =>
  api('POST /api/shop/quizzes/:id/visits', { token, params: { id } });
const finish = async ({ token }: Shopper, id: string, answers: number[]) =>
  api('POST /api/shop/quizzes/:id/answers', { token, params: { id }, body: { answers } });
const follow = async ({ wechatId }: Shopper, { appid }: { readonly appid: string }) => {
  await sandbox(`POST /shoppers/${wechatId}/accounts/${appid}/follow`, {});
  await app.settle();
};
const wallet = async ({ token }: Shopper) =>
  (await api('GET /api/shop/coupons', { token, query: { state: 'available', limit: 20 } })).items.map(
    ({ name }) => name,
  );
async function figures(id: string) {
  const today = new Date(app.ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return api('GET /api/admin/quizzes/:id/figures', { cookie, params: { id }, query: { from: today, to: today } });
}

it('a rule leads to it; who finishes is led to follow first, sees the result on her return, and is tagged', async () => {
  const quiz = await make('早餐测试');
  const rule = {
    ...{ name: '测试', accounts: [main.id], on: 'keyword', words: ['测试'], match: 'contains', for: 'everybody' },
    ...{ limit: 'always', reply: '测一测', hands: 'quiz', quiz: quiz.id, priority: 50 },
  };
  const { id: ruleId } = await api('POST /api/admin/account-rules', { cookie, body: { values: rule } });
  const [shopper, looker] = [await newShopper(shop), await newShopper(shop)];
  for (const one of [shopper, looker]) await follow(one, main);
  await sandbox(`POST /shoppers/${shopper.wechatId}/accounts/${main.appid}/messages`, { text: '测试' });
  await app.settle();
  const chats = Object(await sandbox(`GET /shoppers/${shopper.wechatId}/chats`)).chats;
  expect(JSON.stringify(chats)).toContain(`quizzes/pages/quiz?id=${quiz.id}`);
  expect(await visit(shopper, quiz.id)).toMatchObject({
    outcome: 'open',
    result: null,
    questions: [{ answers: ['七点前', '七点后', '看心情'] }, {}],
  });
  await visit(looker, quiz.id);
  const locked = await finish(shopper, quiz.id, [1, 1]);
  expect(locked).toMatchObject({
    outcome: 'locked',
    result: null,
    missing: { text: '关注早餐号看结果', account: '活水早餐', page: null },
  });
  expect(locked.missing?.picture).toContain('/files/');
  // The gift is no reward for following: it is hers already.
  expect(locked.gift).toMatchObject({ state: 'given', given: [{ label: '早餐券' }] });
  // What she answers afterwards changes nothing.
  expect(await finish(shopper, quiz.id, [0, 0])).toMatchObject({ outcome: 'locked' });
  await follow(shopper, breakfast);
  expect(await visit(shopper, quiz.id)).toMatchObject({
    outcome: 'told',
    result: { title: '速食派', text: '三明治适合你' },
    gift: { state: 'given', given: [{ label: '早餐券' }] },
  });
  await app.settle();
  expect(await wallet(shopper)).toEqual(['早餐券']);
  const { tags } = await api('GET /api/admin/members/:id', { cookie, params: { id: shopper.memberId } });
  expect(tags.toSorted()).toEqual(['要快', '速食派']);
  expect(await figures(quiz.id)).toMatchObject({
    whole: { started: 2, finished: 1, locked: 1, followed: 1, told: 1, gifted: 1 },
    results: [{ people: 0 }, { title: '速食派', people: 1 }, { people: 0 }],
  });
  const today = new Date(app.ctx.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { whole } = await api('GET /api/admin/account-rules/:id/figures', {
    cookie,
    params: { id: ruleId },
    query: { from: today, to: today },
  });
  expect(whole).toMatchObject({ diverted: 1, arrived: 1 });
});

it('who follows already is told at once', async () => {
  const quiz = await make('早就关注');
  const shopper = await newShopper(shop);
  await follow(shopper, breakfast);
  expect(await finish(shopper, quiz.id, [1, 1])).toMatchObject({
    outcome: 'told',
    result: { title: '速食派' },
    gift: { state: 'given' },
  });
});

it('a pop-up leads newcomers to it, with its own holdout, and says so when the quiz is over', async () => {
  const quiz = await make('弹窗测试', { for: 'everybody', who: null, otherwise: null, leads: null, account: null });
  const placement = await api('POST /api/admin/placements', {
    cookie,
    body: {
      ...{
        name: '新人测试弹窗',
        kind: 'popup',
        pages: ['home'],
        goods: everything,
        title: '测测你的口味',
        button: '开始',
      },
      ...{ target: 'quiz', quiz: quiz.id, for: 'newcomers', pace: 'daily', times: 1, stops: ['tap', 'close'] },
      ...{ priority: 90, holdout: 0, within: 7 },
    },
    key: randomUUID(),
  });
  await api('POST /api/admin/placements/:id/state', { cookie, params: { id: placement.id }, body: { state: 'live' } });
  expect(placement.sentence.zh).toContain('弹窗测试');
  const shopper = await newShopper(shop);
  const { items } = await api('GET /api/shop/placements', { token: shopper.token, query: { page: 'home' } });
  const shown = items.find(({ id }) => id === placement.id);
  expect(shown).toMatchObject({ kind: 'popup', target: 'quiz', targetId: quiz.id });
  expect(await finish(shopper, quiz.id, [0, 0])).toMatchObject({ outcome: 'told', result: { title: '慢煮派' } });
  // What she has finished is not held out to her again.
  const after = await api('GET /api/shop/placements', { token: shopper.token, query: { page: 'home' } });
  expect(after.items.map(({ id }) => id)).not.toContain(placement.id);
  await api('POST /api/admin/quizzes/:id/archiving', { cookie, params: { id: quiz.id }, body: { archived: true } });
  const { trouble } = await api('GET /api/admin/placements/:id', { cookie, params: { id: placement.id } });
  expect(trouble?.zh).toContain('弹窗测试');
});
