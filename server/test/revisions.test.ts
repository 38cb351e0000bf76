import { beforeAll, expect, it, vi } from 'vitest';
import { accountValues, ruleValues } from '../src/domains/accounts/testing.ts';
import { activityValues } from '../src/domains/activities/testing.ts';
import { createProduct } from '../src/domains/catalog/testing.ts';
import { articleValues } from '../src/domains/content/testing.ts';
import { planValues } from '../src/domains/distribution/testing.ts';
import { experimentValues } from '../src/domains/experiments/testing.ts';
import { waveValues } from '../src/domains/leaders/testing.ts';
import { createMember } from '../src/domains/members/testing.ts';
import { signedIn } from '../src/domains/operators/testing.ts';
import { placementValues } from '../src/domains/placements/testing.ts';
import { posterValues } from '../src/domains/posters/testing.ts';
import { quizValues } from '../src/domains/quizzes/testing.ts';
import { aReview } from '../src/domains/reviews/testing.ts';
import {
  aGroupChat,
  aMemberOfStaff,
  groupCodeValues,
  groupWelcomeValues,
  massValues,
  momentValues,
  rhythmValues,
  wayValues,
} from '../src/domains/scrm/testing.ts';
import { aStore } from '../src/domains/stores/testing.ts';
import { themeValues } from '../src/domains/themes/testing.ts';
import { carriesRevision } from '../src/platform/revision.ts';
import { testApp } from '../src/platform/testing/app.ts';
import { cardKind, deliveryArea, everything, freightRow, level, memberDay, synonym } from './samples.ts';
import { withoutRevision } from './without-revision.ts';

// Two who edit one thing: every route by which an operator changes something that exists, and what a stale save does.

vi.setConfig({ testTimeout: 300_000 });

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(app.ctx, 'owner')).cookie;
});

const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
const made = async (route: string, body: unknown) => {
  const answer = await call(route, body);
  expect([route, answer.status, answer.body.error]).toEqual([route, 200, undefined]);
  return String(answer.body.id);
};
const inDays = (days: number) => new Date(app.ctx.now().getTime() + days * 86_400_000).toISOString();
const promotion = (name: string) => ({
  kind: 'amount_off',
  values: { name, scope: everything, tiers: [{ threshold: 3_900, off: 500 }] },
  startsAt: inDays(1),
  endsAt: inDays(9),
});
const coupon = (name: string) => ({
  name,
  note: null,
  kind: 'amount',
  threshold: 3_900,
  amount: 1_000,
  scope: everything,
  validity: 'days',
  days: 7,
  channel: 'shop',
  total: null,
  perMember: 1,
});
const journey = (name: string) => ({
  name,
  definition: {
    trigger: { kind: 'member_joined', values: {} },
    start: 'wait',
    nodes: [{ key: 'wait', kind: 'wait', values: { period: 60 }, ways: { next: null } }],
    goal: null,
    exitOnGoal: false,
    reentry: { kind: 'never' },
    holdout: 0,
    budgetId: null,
  },
});
const shown = async (list: string, id: string) => {
  const { items } = (await call(`GET ${list}`)).body;
  return items.find((item: { id: string }) => item.id === id);
};

type Edit = {
  /** Makes the thing, where it has to be made; its id. */
  readonly thing: () => Promise<string>;
  readonly first: unknown;
  readonly late: unknown;
  /** As anybody sees it. */
  readonly read: (id: string) => Promise<unknown>;
};

const setting = (name: string, change: object): Edit => {
  const read = async () => (await call(`GET /api/admin/settings/${name}`)).body;
  return { thing: async () => name, first: change, late: change, read };
};
const one = (place: string) => async (id: string) => (await call(`GET ${place}/${id}`)).body;
const listed = (place: string) => async (id: string) => shown(place, id);

const smsAccount = (signName: string) => ({
  ...{ vendor: 'aliyun', accessKeyId: 'LTAI', secret: 's', signName, priceService: 45, priceMarketing: 55 },
});
const corp = (corpid: string) => ({ corpid, agentid: '1', secret: 's', token: 't', aesKey: 'a'.repeat(43) });
const aCodeOf = (name: string) => ({ name, kind: 'mini_program', place: 'shelf', target: 'home', costs: 'none' });
const category = async () => made('POST /api/admin/categories', { name: `分类${Math.random()}`.slice(0, 20) });
const collector = (name: string) => ({
  name,
  ...{
    vendor: 'segment',
    place: 'server',
    naming: 'member_id',
    attributes: null,
    listing: 'all',
    names: null,
    visitorsADay: 100,
  },
});
const webhook = (name: string) => ({ name, url: 'https://hooks.example/huoshui', active: true });
const journeyKey = (name: string) => ({ name, journeys: null, perMinute: 60 });
const budget = async () => made('POST /api/admin/budgets', { name: '预算', limit: 1_000 });
const operator = async () =>
  made('POST /api/admin/operators', {
    login: `who${Math.random()}`,
    name: '阿明',
    role: 'operator',
    password: 'long-enough-1',
  });
const aCoupon = async () => made('POST /api/admin/coupons', { values: coupon('新人券'), state: 'draft' });
const reward = async (name: string) => {
  const id = await aCoupon();
  await call(`PUT /api/admin/coupons/${id}/state`, { state: 'active' });
  return { name, benefit: `coupon:${id}`, points: 5, perMember: 1, total: null };
};
const aFreight = async () =>
  made('POST /api/admin/freight-templates', { name: '冷链', by: 'piece', areas: [freightRow(800)] });
const running = async () => {
  const id = await aCoupon();
  await call(`PUT /api/admin/coupons/${id}/state`, { state: 'active' });
  return `coupon:${id}`;
};
const pack = async (name: string) => ({ name, benefits: [{ benefit: await running() }] });
const aPackage = async () => made('POST /api/admin/packages', await pack('礼包'));
const paymentRule = async (name: string) => ({ name, from: 0, benefit: await running(), onRefund: 'keep' });
const aPaymentRule = async () => made('POST /api/admin/payment-rules', await paymentRule('支付有礼'));
const segment = (name: string) => ({
  values: { name, refresh: 'manual' },
  condition: { all: [{ kind: 'paid_orders', values: { atLeast: 1, days: null } }] },
});
let segments = 0;
const aSegment = async () => {
  segments += 1;
  const id = await made('POST /api/admin/segments', segment(`人群 ${segments}`));
  await app.settle();
  return id;
};
const aList = async () => {
  const members = await Promise.all([createMember(app.ctx), createMember(app.ctx)]);
  await app.settle();
  segments += 1;
  return made('POST /api/admin/segments/lists', {
    name: `名单 ${segments}`,
    text: members.map(({ id }) => id).join('\n'),
  });
};
const aMemberDay = async () => made('POST /api/admin/member-days', memberDay('会员日'));
const aCardKind = async () => made('POST /api/admin/card-kinds', cardKind('月卡'));
const aReward = async () => made('POST /api/admin/rewards', await reward('礼品'));
const aPromotion = async () => made('POST /api/admin/promotions', promotion('满减'));
const aJourney = async () => made('POST /api/admin/journeys', journey('欢迎'));
const aDrawing = async () => made('POST /api/admin/drawings', { name: '画' });
const aQuestion = async () =>
  made('POST /api/admin/questions', {
    name: '看了什么',
    report: 'analytics.overview',
    values: { range: { from: '2026-01-01', to: '2026-01-07' }, asOf: null },
    address: '/',
    lastDays: 7,
    shared: false,
  });
const target = (count: number) => ({
  values: { figure: 'orders', period: 'month', startsOn: '2027-01-01', count, curve: 'even' },
});
const briefing = (name: string) => ({
  values: { name, plan: 'daily', minute: 600, mails: ['a@example.com'], language: 'zh', active: true },
});
const mailServer = (host: string) => ({
  host,
  safety: 'tls',
  port: 465,
  login: '',
  password: '',
  from: 'a@example.com',
  fromName: '',
});
const aDashboard = async () => made('POST /api/admin/dashboards', { name: '看板', shared: false });
const switchedOn = async () => {
  const coupon = await aCoupon();
  await call(`PUT /api/admin/coupons/${coupon}/state`, { state: 'active' });
  const id = await made('POST /api/admin/playbooks/first_repurchase/journey', { values: { coupon } });
  return async () => id;
};
const product = async () => (await createProduct(app.ctx, { price: 990 })).id;
const template = async () => String((await call('GET /api/admin/message-templates')).body.items[0].id);
const inbox = async () => {
  const { contents } = (await call('GET /api/admin/message-templates')).body.items[0];
  return contents.find(({ channel }: { channel: string }) => channel === 'inbox').values;
};

const edits: Readonly<Record<string, Edit | (() => Promise<Edit>)>> = {
  'PATCH /api/admin/categories/:id': {
    thing: category,
    first: { name: '水果' },
    late: { name: '蔬菜', sort: 3 },
    read: listed('/api/admin/categories'),
  },
  'PUT /api/admin/products/:id': async () => {
    const { id, categoryId } = await createProduct(app.ctx, { price: 990 });
    const input = (name: string) => ({
      name,
      categoryId,
      images: ['/files/a.jpg'],
      skus: [{ values: [], price: 990 }],
    });
    return { thing: async () => id, first: input('橙子'), late: input('柚子'), read: one('/api/admin/products') };
  },
  'PUT /api/admin/synonyms/:id': {
    thing: async () => made('POST /api/admin/synonyms', synonym(`词${Math.random()}`.slice(0, 12))),
    first: synonym('番茄'),
    late: synonym('晚到的词'),
    read: listed('/api/admin/synonyms'),
  },
  'PUT /api/admin/products/:id/status': {
    thing: product,
    first: { status: 'off_sale' },
    late: { status: 'on_sale' },
    read: one('/api/admin/products'),
  },
  'PUT /api/admin/promotions/:id': {
    thing: aPromotion,
    first: promotion('满 39 减 5'),
    late: promotion('周末满减'),
    read: listed('/api/admin/promotions'),
  },
  'PUT /api/admin/promotions/:id/state': async () => {
    const id = await aPromotion();
    await call(`PUT /api/admin/promotions/${id}`, promotion('改过'));
    return {
      thing: async () => id,
      first: null,
      late: { state: 'ended' },
      read: listed('/api/admin/promotions'),
    };
  },
  'PUT /api/admin/journeys/:id': {
    thing: aJourney,
    first: journey('欢迎光临'),
    late: journey('你好'),
    read: one('/api/admin/journeys'),
  },
  'PUT /api/admin/drawings/:id': {
    thing: aDrawing,
    first: { ...journey('画出来的'), places: {} },
    late: { ...journey('晚到的'), places: {} },
    read: one('/api/admin/drawings'),
  },
  'PUT /api/admin/journeys/:id/state': {
    thing: aJourney,
    first: { state: 'live' },
    late: { state: 'ended' },
    read: one('/api/admin/journeys'),
  },
  'PUT /api/admin/journeys/:id/settings': async () => ({
    thing: await switchedOn(),
    first: { values: { careDay: 2 } },
    late: { values: { careDay: 4 } },
    read: one('/api/admin/journeys'),
  }),
  'PUT /api/admin/coupons/:id': {
    thing: aCoupon,
    first: { values: coupon('见面礼') },
    late: { values: coupon('老客券') },
    read: one('/api/admin/coupons'),
  },
  'PUT /api/admin/coupons/:id/state': {
    thing: aCoupon,
    first: { state: 'active' },
    late: { state: 'ended' },
    read: one('/api/admin/coupons'),
  },
  'PATCH /api/admin/budgets/:id': {
    thing: budget,
    first: { limit: 2_000 },
    late: { closed: true },
    read: listed('/api/admin/budgets'),
  },
  'PATCH /api/admin/operators/:id': {
    thing: operator,
    first: { name: '阿亮' },
    late: { disabled: true },
    read: listed('/api/admin/operators'),
  },
  'PATCH /api/admin/message-templates/:id': {
    thing: template,
    first: { enabled: false },
    late: { enabled: true },
    read: listed('/api/admin/message-templates'),
  },
  'PUT /api/admin/message-templates/:id/contents/:channel': async () => {
    const values = await inbox();
    return {
      thing: template,
      first: { values },
      late: { values: { ...values, title: '晚到的标题' } },
      read: listed('/api/admin/message-templates'),
    };
  },
  'PUT /api/admin/freight-templates/:id': {
    thing: aFreight,
    first: { name: '全国', by: 'piece', areas: [freightRow(600)] },
    late: { name: '晚到的模板', by: 'piece', areas: [freightRow(900)] },
    read: listed('/api/admin/freight-templates'),
  },
  'PUT /api/admin/delivery-areas/:id': {
    thing: async () => made('POST /api/admin/delivery-areas', deliveryArea('市区')),
    first: deliveryArea('市中心'),
    late: deliveryArea('晚到的区域'),
    read: listed('/api/admin/delivery-areas'),
  },
  'PUT /api/admin/stores/:id': {
    thing: async () => made('POST /api/admin/stores', { ...aStore, hours: [...aStore.hours] }),
    first: { ...aStore, name: '静安店' },
    late: { ...aStore, name: '晚到的门店' },
    read: listed('/api/admin/stores'),
  },
  'PUT /api/admin/lots/:id': async () => {
    const { id: product } = await createProduct(app.ctx);
    const lot = { product, number: 'L-1', day: 'picked', madeOn: '2026-01-05' };
    return {
      thing: async () => made('POST /api/admin/lots', lot),
      first: { ...lot, number: 'L-2' },
      late: { ...lot, number: 'L-3' },
      read: listed('/api/admin/lots'),
    };
  },
  'PUT /api/admin/rewards/:id': async () => {
    const values = await reward('礼品');
    const late = { ...values, name: '晚到的礼品', points: 7 };
    return { thing: aReward, first: values, late, read: listed('/api/admin/rewards') };
  },
  'PUT /api/admin/rewards/:id/state': {
    thing: aReward,
    first: { ended: true },
    late: { ended: false },
    read: listed('/api/admin/rewards'),
  },
  'PUT /api/admin/packages/:id': async () => {
    const values = await pack('礼包');
    const late = { ...values, name: '晚到的礼包' };
    return { thing: aPackage, first: values, late, read: one('/api/admin/packages') };
  },
  'PUT /api/admin/packages/:id/state': {
    thing: aPackage,
    first: { ended: true },
    late: { ended: false },
    read: one('/api/admin/packages'),
  },
  'PUT /api/admin/payment-rules/:id': async () => {
    const values = await paymentRule('支付有礼');
    const late = { ...values, name: '晚到的规则' };
    return { thing: aPaymentRule, first: values, late, read: listed('/api/admin/payment-rules') };
  },
  'PUT /api/admin/payment-rules/:id/state': {
    thing: aPaymentRule,
    first: { ended: true },
    late: { ended: false },
    read: listed('/api/admin/payment-rules'),
  },
  'PUT /api/admin/card-kinds/:id': {
    thing: aCardKind,
    first: cardKind('免邮月卡'),
    late: cardKind('晚到的卡'),
    read: listed('/api/admin/card-kinds'),
  },
  'PUT /api/admin/card-kinds/:id/state': {
    thing: aCardKind,
    first: { ended: true },
    late: { ended: false },
    read: listed('/api/admin/card-kinds'),
  },
  'PUT /api/admin/segments/:id': {
    thing: aSegment,
    first: segment('买过的'),
    late: segment('晚到的'),
    read: one('/api/admin/segments'),
  },
  'PUT /api/admin/segments/:id/list': {
    thing: aList,
    first: { text: '1' },
    late: { text: '1\n2' },
    read: one('/api/admin/segments'),
  },
  'PUT /api/admin/segments/:id/state': {
    thing: aSegment,
    first: { state: 'archived' },
    late: { state: 'active' },
    read: one('/api/admin/segments'),
  },
  'PUT /api/admin/targets/:id': {
    thing: async () => made('POST /api/admin/targets', target(10)),
    first: target(20),
    late: target(30),
    read: listed('/api/admin/targets'),
  },
  'PUT /api/admin/journey-keys/:id': {
    thing: async () => made('POST /api/admin/journey-keys', { values: journeyKey('收银') }),
    first: { values: journeyKey('仓库') },
    late: { values: journeyKey('晚到的') },
    read: listed('/api/admin/journey-keys'),
  },
  'PUT /api/admin/tag-rules/:id': async () => {
    const [first, late] = [await aSegment(), await aSegment()];
    return {
      thing: async () => made('POST /api/admin/tag-rules', { tag: `标签 ${segments}`, segment: first }),
      first: { tag: '先到', segment: late },
      late: { tag: '晚到', segment: first },
      read: listed('/api/admin/tag-rules'),
    };
  },
  'PUT /api/admin/briefings/:id': {
    thing: async () =>
      made('POST /api/admin/briefings', { of: { kind: 'dashboard', id: await aDashboard() }, ...briefing('早报') }),
    first: briefing('晚报'),
    late: briefing('晚到'),
    read: listed('/api/admin/briefings'),
  },
  'PUT /api/admin/settings/mail': {
    ...setting('mail', mailServer('a.example.com')),
    late: mailServer('b.example.com'),
  },
  'PUT /api/admin/webhooks/:id': {
    thing: async () => made('POST /api/admin/webhooks', { values: webhook('收银') }),
    first: { values: webhook('仓库') },
    late: { values: webhook('晚到的') },
    read: listed('/api/admin/webhooks'),
  },
  'PUT /api/admin/collectors/:id': {
    thing: async () => made('POST /api/admin/collectors', { values: collector('官网') }),
    first: { values: collector('小程序') },
    late: { values: collector('晚到的') },
    read: listed('/api/admin/collectors'),
  },
  'PUT /api/admin/member-days/:id': {
    thing: aMemberDay,
    first: memberDay('周三会员日'),
    late: memberDay('晚到的会员日'),
    read: listed('/api/admin/member-days'),
  },
  'PUT /api/admin/member-days/:id/state': {
    thing: aMemberDay,
    first: { ended: true },
    late: { ended: false },
    read: listed('/api/admin/member-days'),
  },
  'PUT /api/admin/levels/:id': {
    thing: async () => made('POST /api/admin/levels', level('银卡')),
    first: level('银卡会员'),
    late: level('晚到的等级'),
    read: listed('/api/admin/levels'),
  },
  'PUT /api/admin/reviews/:id/reply': async () => {
    const review = await aReview(app);
    const shownTo = async (id: string) =>
      (await call('GET /api/admin/reviews')).body.items.find((item: { id: string }) => item.id === id);
    return { thing: async () => review, first: { text: '谢谢' }, late: { text: '晚到的回复' }, read: shownTo };
  },
  'PUT /api/admin/codes/:id': async () => ({
    thing: async () => made('POST /api/admin/codes', aCodeOf(`码${Math.random()}`)),
    first: aCodeOf('徐汇店货架'),
    late: aCodeOf('晚到的码'),
    read: one('/api/admin/codes'),
  }),
  'PUT /api/admin/contact-ways/:id': async () => {
    const who = await aMemberOfStaff(app.ctx, 'guide');
    const way = (name: string) => ({ values: wayValues(name, who) });
    return {
      thing: async () => made('POST /api/admin/contact-ways', way('货架')),
      first: way('收银台'),
      late: way('晚到的活码'),
      // Whether WeCom has made its codes is told by itself.
      read: async (id) => ({ ...(await one('/api/admin/contact-ways')(id)), staff: null }),
    };
  },
  'PUT /api/admin/mass-sends/:id': async () => {
    const who = await aMemberOfStaff(app.ctx, 'guide');
    const mass = (name: string) => ({ values: massValues(name, who) });
    return {
      thing: async () => made('POST /api/admin/mass-sends', mass(`群发${Math.random()}`)),
      first: mass('周末'),
      late: mass('晚到的群发'),
      // Whether it is planned already is told by itself.
      read: async (id) => ({
        ...(await one('/api/admin/mass-sends')(id)),
        ...{ state: null, plannedAt: null, audience: null, trouble: null },
      }),
    };
  },
  'PUT /api/admin/group-rhythms/:id': async () => {
    const rhythm = (name: string) => ({ values: rhythmValues(name) });
    return {
      thing: async () => made('POST /api/admin/group-rhythms', rhythm(`节奏${Math.random()}`)),
      first: rhythm('福利群一周'),
      late: rhythm('晚到的节奏'),
      read: one('/api/admin/group-rhythms'),
    };
  },
  'PUT /api/admin/group-welcomes/:id': async () => {
    const welcome = (name: string) => ({ values: groupWelcomeValues(name) });
    const listed = async (id: string) =>
      (await call('GET /api/admin/group-welcomes')).body.items.find((item: { id: string }) => item.id === id);
    return {
      thing: async () => made('POST /api/admin/group-welcomes', welcome(`欢迎${Math.random()}`)),
      first: welcome('福利群欢迎'),
      late: welcome('晚到的欢迎'),
      // Whether WeCom has it is told by itself.
      read: async (id) => ({ ...(await listed(id)), state: null, trouble: null, publishedAt: null }),
    };
  },
  'PUT /api/admin/moments/:id': async () => {
    const who = await aMemberOfStaff(app.ctx, 'guide');
    const moment = (name: string) => ({ values: momentValues(name, who) });
    return {
      thing: async () => made('POST /api/admin/moments', moment(`朋友圈${Math.random()}`)),
      first: moment('周末上新'),
      late: moment('晚到的朋友圈'),
      read: one('/api/admin/moments'),
    };
  },
  'PUT /api/admin/settings/mass-rule': { ...setting('mass-rule', { rule: 'week' }), late: { rule: 'day' } },
  'PUT /api/admin/official-accounts/:id': async () => {
    const values = (name: string) => ({ values: { ...accountValues(name), appid: 'wxrevised' } });
    return {
      thing: async () => made('POST /api/admin/official-accounts', values('主号')),
      first: values('早餐号'),
      late: values('晚到的号'),
      // Whether it can be reached is told by itself.
      read: async (id) => ({ ...(await one('/api/admin/official-accounts')(id)), trouble: null }),
    };
  },
  'PUT /api/admin/official-accounts/:id/templates': {
    thing: async () => made('POST /api/admin/official-accounts', { values: accountValues('有模板的号') }),
    first: { values: { notice_couponArrived: 'first' } },
    late: { values: { notice_couponArrived: 'late' } },
    read: async (id) => one('/api/admin/official-accounts')(`${id}/templates`),
  },
  'PUT /api/admin/account-menus/:id': async () => {
    const values = (tag: string) => ({ values: { tag, buttons: [{ level: 'first', name: '逛店', does: 'reply' }] } });
    const account = await made('POST /api/admin/official-accounts', { values: accountValues('有菜单的号') });
    return {
      thing: async () => made(`POST /api/admin/official-accounts/${account}/menus`, values('老客')),
      first: values('新客'),
      late: values('晚到的标签'),
      read: one('/api/admin/account-menus'),
    };
  },
  'PUT /api/admin/account-broadcasts/:id': async () => {
    const account = await made('POST /api/admin/official-accounts', { values: accountValues('群发号') });
    const values = (name: string) => ({ name, account, to: 'everybody', text: name });
    return {
      thing: async () => made('POST /api/admin/account-broadcasts', { values: values('周报') }),
      first: { values: values('早餐周报') },
      late: { values: values('晚到的周报') },
      read: one('/api/admin/account-broadcasts'),
    };
  },
  'PUT /api/admin/distribution-plans/:id': {
    thing: async () => made('POST /api/admin/distribution-plans', { values: planValues(app.ctx.now(), '全场') }),
    first: { values: planValues(app.ctx.now(), '全场五个点', { first: 5 }) },
    late: { values: planValues(app.ctx.now(), '晚到的方案') },
    read: one('/api/admin/distribution-plans'),
  },
  'PUT /api/admin/posters/:id': {
    thing: async () => made('POST /api/admin/posters', { values: posterValues('海报') }),
    first: { values: posterValues('新海报') },
    late: { values: posterValues('晚到的海报') },
    read: one('/api/admin/posters'),
  },
  'PUT /api/admin/pages/:id': {
    thing: async () => made('POST /api/admin/pages', { name: '首页', kind: 'home' }),
    first: { name: '新首页', blocks: [] },
    late: { name: '晚到的首页', blocks: [] },
    read: one('/api/admin/pages'),
  },
  'PUT /api/admin/themes/:id': {
    thing: async () => made('POST /api/admin/themes', { values: themeValues('水果日', []) }),
    first: { values: themeValues('当季水果日', []) },
    late: { values: themeValues('晚到的主题', []) },
    read: listed('/api/admin/themes'),
  },
  'PUT /api/admin/articles/:id': {
    thing: async () => made('POST /api/admin/articles', { values: articleValues('三道快手菜') }),
    first: { values: articleValues('四道快手菜') },
    late: { values: articleValues('晚到的快手菜') },
    read: one('/api/admin/articles'),
  },
  'PUT /api/admin/quizzes/:id': {
    thing: async () => made('POST /api/admin/quizzes', { values: quizValues('口味') }),
    first: { values: quizValues('口味测试') },
    late: { values: quizValues('晚到的测试') },
    read: one('/api/admin/quizzes'),
  },
  'PUT /api/admin/account-rules/:id': {
    thing: async () => made('POST /api/admin/account-rules', { values: ruleValues('欢迎') }),
    first: { values: ruleValues('关注欢迎') },
    late: { values: ruleValues('晚到的规则') },
    read: one('/api/admin/account-rules'),
  },
  'PUT /api/admin/group-codes/:id': async () => {
    const chat = await aGroupChat(app.ctx, 'wrBenefits');
    const code = (name: string) => ({ values: groupCodeValues(name, chat) });
    return {
      thing: async () => made('POST /api/admin/group-codes', code('包裹卡进群')),
      first: code('海报进群'),
      late: code('晚到的群活码'),
      // Whether WeCom has made its codes is told by itself.
      read: async (id) => ({ ...(await one('/api/admin/group-codes')(id)), lanes: null }),
    };
  },
  'PUT /api/admin/customer-groups/:id/tags': {
    thing: async () => aGroupChat(app.ctx, 'wrTagged'),
    first: { tags: ['福利'] },
    late: { tags: ['晚到的'] },
    read: one('/api/admin/customer-groups'),
  },
  'PUT /api/admin/scripts/:id': async () => {
    const script = (title: string) => ({
      values: { title, folder: '宝妈', stages: null, text: '你好', product: null },
    });
    return {
      thing: async () => made('POST /api/admin/scripts', script('问候')),
      first: script('荐货'),
      late: script('晚到的话术'),
      read: listed('/api/admin/scripts'),
    };
  },
  'PUT /api/admin/staff/:id/capacity': {
    thing: async () => aMemberOfStaff(app.ctx, 'guide'),
    first: { capacity: 6_000 },
    late: { capacity: 7_000 },
    read: listed('/api/admin/staff'),
  },
  'PUT /api/admin/wecom': {
    thing: async () => 'wecom',
    first: { values: corp('ww1') },
    late: { values: corp('ww2') },
    // And whether it can be reached.
    read: async () => ({ ...(await call('GET /api/admin/wecom')).body, trouble: null }),
  },
  'PUT /api/admin/sms': {
    thing: async () => 'sms',
    first: { values: smsAccount('活水') },
    late: { values: smsAccount('活水鲜生') },
    // And whether it can be reached, and how far the review of its texts is, which go on meanwhile.
    read: async () => ({ ...(await call('GET /api/admin/sms')).body, texts: [], trouble: null }),
  },
  'PUT /api/admin/activities/:id': async () => {
    const values = activityValues(app.ctx.now(), 'likes', {
      tiers: [{ at: 5, gift: (await reward('集赞礼')).benefit }],
    });
    return {
      thing: async () => made('POST /api/admin/activities', { play: 'likes', values }),
      first: { ...values, text: '请五位朋友点一下' },
      late: { ...values, text: '晚到的一句话' },
      read: one('/api/admin/activities'),
    };
  },
  'PUT /api/admin/placements/:id': async () => ({
    thing: async () => made('POST /api/admin/placements', placementValues()),
    first: placementValues({ title: '双十一' }),
    late: placementValues({ title: '晚到的标题' }),
    read: one('/api/admin/placements'),
  }),
  'PUT /api/admin/settings/distribution': async () => {
    const { values } = (await call('GET /api/admin/settings/distribution')).body;
    return setting('distribution', { ...values, lockDays: 40 });
  },
  'PUT /api/admin/waves/:id': async () => {
    const { skuId } = await createProduct(app.ctx, { price: 50_00 });
    const values = (name: string) => ({ values: waveValues(app.ctx.now(), name, skuId) });
    return {
      thing: async () => made('POST /api/admin/waves', values('第一团')),
      first: values('早到的团'),
      late: values('晚到的团'),
      read: one('/api/admin/waves'),
    };
  },
  'PUT /api/admin/settings/leaders': async () => {
    const { values } = (await call('GET /api/admin/settings/leaders')).body;
    return setting('leaders', { ...values, reward: 600 });
  },
  'PUT /api/admin/experiments/:id': async () => {
    const id = await made('POST /api/admin/placements', placementValues());
    return {
      thing: async () => made('POST /api/admin/experiments', experimentValues(id)),
      first: experimentValues(id, { question: '早到的问题' }),
      late: experimentValues(id, { question: '晚到的问题' }),
      read: one('/api/admin/experiments'),
    };
  },
  'PUT /api/admin/settings/activity-risk': async () => {
    const { values } = (await call('GET /api/admin/settings/activity-risk')).body;
    return setting('activity-risk', { ...values, velocityFrom: 40 });
  },
  'PUT /api/admin/settings/code-attribution': async () => withValues('code-attribution', 'days', 7),
  'PUT /api/admin/settings/placement-pace': async () => withValues('placement-pace', 'minutes', 7),
  'PUT /api/admin/settings/recommendations': async () => withValues('recommendations', 'rest', 7),
  'PUT /api/admin/settings/heroes': async () => withValues('heroes', 'most', 15),
  'PATCH /api/admin/questions/:id': {
    thing: aQuestion,
    first: { name: '每周看的' },
    late: { name: '晚到的名字', shared: true },
    read: listed('/api/admin/questions'),
  },
  'PUT /api/admin/dashboards/:id': {
    thing: aDashboard,
    first: { name: '每周看板', shared: false, tiles: [] },
    late: { name: '晚到的看板', shared: true, tiles: [] },
    read: one('/api/admin/dashboards'),
  },
  'PUT /api/admin/dashboards/:id/tiles': async () => ({
    thing: aDashboard,
    first: { questionId: await aQuestion() },
    late: { questionId: await aQuestion() },
    read: one('/api/admin/dashboards'),
  }),
  'PUT /api/admin/settings/retention-aims': async () => {
    const aims = [{ name: '次日', period: 'day', offset: 1, percent: 20 }];
    return withValues('retention-aims', 'aims', aims);
  },
  'PUT /api/admin/settings/reviews': async () => withValues('reviews', 'days', 31),
  'PUT /api/admin/settings/growth': async () => withValues('growth', 'perYuan', 3),
  'PUT /api/admin/settings/check-in': async () => withValues('check-in', 'points', 3),
  'PUT /api/admin/settings/points': async () => withValues('points', 'perYuan', 3),
  'PUT /api/admin/settings/second-factor': {
    ...setting('second-factor', { roles: [], graceDays: 7 }),
    late: { roles: [], graceDays: 9 },
  },
  'PUT /api/admin/settings/shop': async () => withValues('shop', 'name', '晚到的店名'),
  'PUT /api/admin/settings/governance': async () => withValues('governance', 'perDay', 1),
  'PUT /api/admin/settings/lifecycle': async () => withValues('lifecycle', 'growingOrders', 2),
  'PUT /api/admin/settings/sidebar': async () => withValues('sidebar', 'couponsPerDay', 7),
  'PUT /api/admin/settings/default-welcome': async () => withValues('default-welcome', 'welcome', '晚到的话'),
  'PUT /api/admin/settings/member-rules': async () => withValues('member-rules', 'quietDays', 15),
  'PUT /api/admin/settings/advocate-rules': async () => withValues('advocate-rules', 'least', 40),
};

async function withValues(name: string, key: string, value: unknown): Promise<Edit> {
  const { revision: _, suggestion: __, ...values } = (await call(`GET /api/admin/settings/${name}`)).body;
  const edit = setting(name, values);
  return { ...edit, late: { ...values, ...(Object.hasOwn(values, key) ? { [key]: value } : {}) } };
}

it('every route that changes a thing that exists counts its revision, or is named with the reason', () => {
  const changing = app.running.domains
    .flatMap((domain) => domain.routes ?? [])
    .filter(({ method, path, options }) => path.startsWith('/api/admin/') && method !== 'GET' && !options.onlyReads);
  // What makes a new thing by POST has nothing to overwrite.
  const names = changing
    .filter(({ method, path }) => method !== 'POST' || path.includes(':') || path.endsWith('/stock'))
    .map((route) => ({ name: `${route.method} ${route.path}`, counts: carriesRevision(route) }));
  const saves = names.filter(({ name, counts }) => counts && /^(PUT|PATCH) /.test(name)).map(({ name }) => name);
  expect(saves.toSorted()).toEqual(Object.keys(edits).toSorted());
  const others = names.map(({ name }) => name).filter((name) => !saves.includes(name));
  expect(others.toSorted()).toEqual(Object.keys(withoutRevision).toSorted());
});

it.each(Object.keys(edits))(
  '%s: a save that started from an older one is refused and changes nothing',
  async (route) => {
    const given = edits[route];
    const edit = typeof given === 'function' ? await given() : given;
    if (!edit) throw new Error('no such edit');
    const id = await edit.thing();
    const address = route.replace(':id', id).replace(':channel', 'inbox');
    const save = async (body: unknown, revision: number) =>
      app.call(address, { cookie, body, headers: { 'if-match': `"${revision}"` } });
    const started = Number(Object(await edit.read(id)).revision) - (edit.first === null ? 1 : 0);
    if (edit.first !== null) {
      const first = await save(edit.first, started);
      expect([route, first.status, first.body.error]).toEqual([route, 200, undefined]);
      expect(first.body.revision).toBe(started + 1);
    }
    const standing = await edit.read(id);
    const late = await save(edit.late, started);
    expect([late.status, late.body.error.code]).toEqual([409, 'platform.stale']);
    expect(late.body.error.details.revision).toBe(started + 1);
    expect(await edit.read(id)).toEqual(standing);
  },
);
