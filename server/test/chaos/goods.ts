import type { Api } from '../../../rehearsal/src/api.ts';
import { openActivities, openContactWay } from './relations.ts';
import type { Tally } from './tally.ts';

/** What the shop has: SKUs that are scarce and some that are not, coupons of both channels, a reward, a journey on a budget. */
export type Goods = {
  readonly skuIds: readonly string[];
  readonly takenCoupons: readonly string[];
  readonly givenCoupon: string;
  readonly rewardId: string;
  /** A kind of card, and what it costs. */
  readonly card: { readonly id: string; readonly price: number };
  readonly budgetId: string;
  readonly journeyId: string;
  /** A store that keeps its own stock. */
  readonly storeId: string;
  /** A code that leads to staff. */
  readonly wayId: string;
  /** What friends tap for, and the invitations that were sent. */
  readonly likesId: string;
  /** Where goods are cheaper together: the first four SKUs; and the teams that somebody began. */
  readonly groupBuyId: string;
  readonly lotteryId: string;
  /** Pieces of three SKUs, and the sixth, whose price friends bring down. */
  readonly flashId: string;
  readonly bargainId: string;
  readonly teams: string[];
  readonly invitations: string[];
  /** What the links of distributors carry. */
  readonly links: string[];
};

const shelves = [
  { price: 3_990, onHand: 60 },
  { price: 1_290, onHand: 200 },
  { price: 8_880, onHand: 2_000 },
  { price: 2_345, onHand: 2_000 },
  { price: 599, onHand: 2_000 },
  { price: 12_900, onHand: 2_000 },
] as const;

/** Fills an empty shop through the console's API. */
export async function stockShop(api: Api, cookie: string, tally: Tally): Promise<Goods> {
  const { id: categoryId } = await api('POST /api/admin/categories', { cookie, body: { name: '水果' } });
  const skuIds: string[] = [];
  for (const [at, { price, onHand }] of shelves.entries()) {
    const { skus } = await api('POST /api/admin/products', {
      cookie,
      body: {
        name: `草莓 ${at + 1} 号`,
        categoryId,
        images: ['/files/picture.webp'],
        skus: [{ values: [], price, onHand }],
        status: 'on_sale',
      },
    });
    const skuId = skus[0]?.id ?? '';
    skuIds.push(skuId);
    tally.stocked.set(skuId, onHand);
  }
  const coupon = async (name: string, changes: Readonly<Record<string, unknown>>) => {
    const values = { name, kind: 'amount', threshold: 3_000, scope: { kind: 'all' }, validity: 'days', days: 30 };
    const body = { values: { ...values, ...changes }, state: 'active' as const };
    return (await api('POST /api/admin/coupons', { cookie, body })).id;
  };
  const takenCoupons = [
    await coupon('满30减7', { amount: 700, perMember: 3, channel: 'shop' }),
    await coupon('百张九折', { kind: 'percent', percentOff: 10, total: 100, perMember: 2, channel: 'shop' }),
  ];
  const givenCoupon = await coupon('谢谢你', { amount: 300, perMember: 90, channel: 'grant' });
  await setUpLoyalty(api, cookie, givenCoupon);
  const terms = { name: '风暴月卡', term: 'month', price: 1_500, freeShipping: 3, discount: 9.7, pointTimes: 1.5 };
  const card = await api('POST /api/admin/card-kinds', { cookie, body: { ...terms, monthlyCoupon: givenCoupon } });
  const { now } = await api('GET /api/sandbox/clock');
  await api('POST /api/admin/promotions', {
    cookie,
    body: {
      kind: 'nth_piece',
      values: { name: '第二件半价', nth: 2, percentOff: 50, counts: 'mixed', most: 2, scope: { kind: 'all' } },
      startsAt: now,
      endsAt: new Date(Date.parse(now) + 60 * 86_400_000).toISOString(),
    },
  });
  const reward = { name: '三元券', benefit: `coupon:${givenCoupon}`, points: 100, perMember: 5, total: 40 };
  const { id: rewardId } = await api('POST /api/admin/rewards', { cookie, body: reward });
  const budget = await api('POST /api/admin/budgets', { cookie, body: { name: '首单感谢', limit: 1_000_000 } });
  const journeyId = await thankFirstBuyers(api, cookie, `coupon:${givenCoupon}`, budget.id);
  const storeId = await openStore(api, cookie, skuIds);
  await openArea(api, cookie);
  const wayId = await openContactWay(api, cookie, givenCoupon);
  const activities = await openActivities(api, cookie, { coupon: givenCoupon, skuIds });
  await openDistribution(api, cookie);
  const { id, price } = card;
  return {
    skuIds,
    takenCoupons,
    givenCoupon,
    rewardId,
    budgetId: budget.id,
    journeyId,
    storeId,
    wayId,
    ...activities,
    invitations: [],
    links: [],
    teams: [],
    card: { id, price },
  };
}

/** Everybody may share from her first order on, on both levels. */
async function openDistribution(api: Api, cookie: string): Promise<void> {
  const { values } = await api('GET /api/admin/settings/distribution', { cookie });
  const rules = { ...values, on: true, join: 'rule', joinOrders: 1, secondLevel: true };
  await api('PUT /api/admin/settings/distribution', { cookie, body: rules });
  const scope = { kind: 'all', ids: [], exceptProductIds: [] };
  const plan = { name: '全场', scope, first: 7.5, second: 1.25, from: '2026-01-01', until: null };
  await api('POST /api/admin/distribution-plans', { cookie, body: { values: plan } });
}

/** Few places, so that slots are full soon. */
async function openArea(api: Api, cookie: string): Promise<void> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const slots = [540, 660, 780, 900, 1020].map((from) => ({ days, from, to: from + 120, capacity: 4 }));
  const values = { name: '市区', open: true, region: '上海市/上海市', fee: 600, slots, cutoff: 0, ahead: 3 };
  await api('POST /api/admin/delivery-areas', { cookie, body: values });
}

/** Open day and night, with some of everything. */
async function openStore(api: Api, cookie: string, skuIds: readonly string[]): Promise<string> {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const values = {
    name: '徐汇店',
    state: 'open',
    phone: '021-60000000',
    region: '上海市/上海市',
    street: '模拟路 1 号',
    hours: [{ days, from: 0, to: 1439 }],
    holidays: [],
    pickup: true,
    prepare: 0,
    slot: '60',
    ahead: 3,
    keep: 3,
    ownStock: true,
  };
  const { id } = await api('POST /api/admin/stores', { cookie, body: values });
  const lines = skuIds.map((sku) => ({ sku, quantity: 20 }));
  await api('POST /api/admin/stock-transfers', { cookie, body: { way: 'to_store', to: id, lines, reason: '开店' } });
  return id;
}

async function setUpLoyalty(api: Api, cookie: string, gift: string): Promise<void> {
  await api('PUT /api/admin/settings/points', {
    cookie,
    body: {
      on: true,
      perYuan: 1,
      hold: 'receipt',
      days: 365,
      spend: true,
      spendPerYuan: 100,
      spendShare: 50,
      spendLeast: 50,
    },
  });
  await api('PUT /api/admin/settings/check-in', {
    cookie,
    body: { on: true, points: 5, growth: 1, tiers: [], makeUps: 2, makeUpPoints: 5 },
  });
  await api('PUT /api/admin/settings/growth', {
    cookie,
    query: {},
    body: { on: true, perYuan: 1, days: 365, keepDays: 180, graceDays: 30 },
  });
  const level = { pointTimes: 1.5, freeShipping: 2, birthdayGift: null, service: null };
  await api('POST /api/admin/levels', {
    cookie,
    query: {},
    body: { ...level, name: '银卡', growth: 60, discount: 9.8, gift: `coupon:${gift}` },
  });
}

async function thankFirstBuyers(api: Api, cookie: string, benefit: string, budgetId: string): Promise<string> {
  const { id } = await api('POST /api/admin/journeys', {
    cookie,
    body: {
      name: '首单感谢',
      definition: {
        trigger: { kind: 'order_paid', values: { firstOnly: true } },
        start: 'thanks',
        nodes: [{ key: 'thanks', kind: 'grant', values: { benefit, scope: 'template' }, ways: { next: null } }],
        goal: null,
        exitOnGoal: false,
        reentry: { kind: 'never' },
        holdout: 0,
        budgetId,
      },
    },
  });
  await api('PUT /api/admin/journeys/:id/state', { cookie, params: { id }, body: { state: 'live' } });
  return id;
}
