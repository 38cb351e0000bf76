import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { ruleValues } from '../../src/domains/accounts/testing.ts';
import { recipeValues } from '../../src/domains/content/testing.ts';
import { change, experimentValues } from '../../src/domains/experiments/testing.ts';
import { runToEnd, uploadFile } from '../../src/domains/imports/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { productValues, stockValues } from '../../src/domains/paycoupons/testing.ts';
import { posterValues } from '../../src/domains/posters/testing.ts';
import { quizValues } from '../../src/domains/quizzes/testing.ts';
import { createRehearsal } from '../../src/domains/rehearsals/testing.ts';
import {
  aGroupChat,
  groupCodeValues,
  groupWelcomeValues,
  momentValues,
  rhythmValues,
} from '../../src/domains/scrm/testing.ts';
import { productRoot } from '../../src/launch/product.ts';
import { shanghaiDay } from '../../src/platform/calendar.ts';
import { openShop, type Shop } from '../flows/shop.ts';
import { DAY_MS, order, pay, type Shopper, track } from '../flows/shopper.ts';
import { offerActivity } from './english-activity.ts';

export type EnglishShop = {
  readonly url: string;
  readonly cookie: string;
  /** Who has something on every page of the shop, as the played phones know her, with what she may look at. */
  readonly shopper: {
    readonly wechatId: string;
    readonly orderId: string;
    readonly refundId: string;
    readonly productId: string;
    readonly lotCode: string;
  };
  /** Stands for `:id` or `:key` in the addresses of pages, by what comes before it: `/products`. */
  readonly ids: Readonly<Record<string, string>>;
  /** What the shop writes to its shoppers, who read Chinese, as it is before it is filled in. */
  readonly toShoppers: readonly string[];
};

/**
 * A shop in which every name that people wrote is English and every page has something to show: goods, discounts, people
 * in a journey, messages, refunds, an import with a line that is wrong. Whatever is Chinese in it is ours.
 */
export async function openEnglishShop(): Promise<EnglishShop> {
  const shop = await openShop('Ann Li');
  const { api, app } = shop;
  const { cookie } = shop.owner;
  await setQuiet(app.ctx, 'never');
  await api('PUT /api/admin/settings/shop', { cookie, body: settings });
  const goods = await fillShelf(shop, cookie);
  const discounts = await offerDiscounts(shop, cookie);
  await offerLevels(shop, cookie, discounts.couponId);
  const { id: storeId } = await api('POST /api/admin/stores', { cookie, body: { ...store } });
  const { id: areaId } = await api('POST /api/admin/delivery-areas', { cookie, body: { ...area } });
  const refill = { way: 'to_store', to: storeId, lines: [{ sku: goods.skuId, quantity: 5 }], reason: 'Refill' };
  await api('POST /api/admin/stock-transfers', { cookie, body: refill });
  await api('POST /api/admin/api-keys', { cookie, body: { name: 'ERP orders', scopes: ['orders.read'], days: 10 } });
  const lot = await api('POST /api/admin/lots', {
    cookie,
    body: {
      product: goods.productId,
      number: 'L-1',
      day: 'picked',
      madeOn: '2026-01-05',
      shelfDays: 5,
      origin: 'Dandong',
      producer: 'A farm',
      note: 'Twelve residues, none found',
    },
  });
  const { id: journeyId } = await api('POST /api/admin/playbooks/:key/journey', {
    cookie,
    params: { key: 'first_repurchase' },
    body: { name: 'Second purchase', values: { coupon: discounts.couponId, holdout: 10, since: 'shipped' } },
    key: randomUUID(),
  });
  const { id: segmentId } = await api('POST /api/admin/segments', {
    cookie,
    body: {
      values: { name: 'Bought and still here', note: 'To be thanked', refresh: 'hourly' },
      condition: {
        all: [
          { kind: 'paid_orders', values: { atLeast: 1, days: null } },
          { not: { kind: 'stage_in', values: { stages: ['lost'] } } },
        ],
      },
    },
    key: randomUUID(),
  });
  // The corp of the sandbox speaks Chinese; here its people have English names, and are not read again.
  await sql`update scrm.staff set name = userid, department = 'Store'`.execute(app.ctx.db);
  await sql`update scrm.corp set sync_at = '2099-01-01'`.execute(app.ctx.db);
  const { list: phoneList } = await api('POST /api/admin/phone-lists', {
    cookie,
    body: {
      values: {
        ...{ name: 'Registered at the till', basis: 'They agreed to be called', staff: ['guide01'], perDay: 20 },
        ...{ startsOn: '2026-12-01', announce: false, coupon: null },
      },
      phones: ['13812345678'],
    },
  });
  const { id: wayId } = await api('POST /api/admin/contact-ways', {
    cookie,
    body: {
      values: {
        name: 'Shelf of staff',
        staff: [{ who: 'guide01', weight: 1 }],
        welcome: 'Hello there',
        couponFor: 'everyone',
      },
    },
  });
  const { id: massId } = await api('POST /api/admin/mass-sends', {
    cookie,
    body: {
      values: {
        ...{ name: 'Weekend at the store', to: 'staff', staff: ['guide01'], sender: 'longest', text: 'See you there' },
        ...{ card: 'none', waitDays: 3, reminders: 1, within: 7 },
      },
    },
    key: randomUUID(),
  });
  const { id: rhythmId } = await api('POST /api/admin/group-rhythms', {
    cookie,
    body: { values: rhythmValues('The week of benefit groups', 'Fresh today') },
  });
  await api('POST /api/admin/group-welcomes', {
    cookie,
    body: { values: groupWelcomeValues('For benefit groups', 'Hello, the rules are above') },
  });
  const { id: momentId } = await api('POST /api/admin/moments', {
    cookie,
    body: { values: { ...momentValues('Fresh strawberries', 'guide01'), text: 'Strawberries are in' } },
    key: randomUUID(),
  });
  // A friend of hers whom another takes over; WeCom knows nobody of that name, and says so.
  await sql`insert into scrm.customer (external_userid, name, seen_at) values ('wmEnglish', 'Lin', now())`.execute(
    app.ctx.db,
  );
  await sql`
    insert into scrm.friend (id, userid, external_userid, added_at) values ('frd_english', 'guide01', 'wmEnglish', now() - interval '9 days')
  `.execute(app.ctx.db);
  const { id: transferId } = await api('POST /api/admin/transfers', {
    cookie,
    body: { values: { from: 'guide01', to: ['guide02'], whom: 'all', perDay: 5, message: null } },
    key: randomUUID(),
  });
  await sql`update scrm.chat_listing set due_at = '2099-01-01'`.execute(app.ctx.db);
  const groupId = await aGroupChat(app.ctx, 'wrBenefits', 'Benefits of members');
  await sql`
    insert into scrm.chat_member (id, chat_id, userid, is_staff, joined_at, scene) values ('gmb_guide', ${groupId}, 'guide01', true, ${app.ctx.now()}, 1)
  `.execute(app.ctx.db);
  const { id: groupCodeId } = await api('POST /api/admin/group-codes', {
    cookie,
    body: { values: groupCodeValues('Card in parcels', groupId) },
  });
  const { id: codeId } = await api('POST /api/admin/codes', {
    cookie,
    body: {
      name: 'Shelf of fruit',
      kind: 'mini_program',
      place: 'shelf',
      channel: 'Stores',
      target: 'coupons',
      caption: 'Scan for a coupon',
      costs: 'once',
      cost: 12_00,
      costFrom: shanghaiDay(app.ctx.now()),
    },
    key: randomUUID(),
  });
  // As of the corp: its accounts have English names here, and are not read again.
  await sql`update accounts.account set name = 'Account ' || right(id, 4), sync_at = '2099-01-01', trouble = null`.execute(
    app.ctx.db,
  );
  const accounts = await api('GET /api/admin/official-accounts', { cookie });
  const accountId = accounts.items.find(({ type }) => type === 'service')?.id ?? '';
  const menu = { tag: null, buttons: [{ level: 'first', name: 'Shop', does: 'page', page: 'home/pages/home' }] };
  const { id: menuId } = await api('POST /api/admin/official-accounts/:id/menus', {
    cookie,
    params: { id: accountId },
    body: { values: menu },
  });
  const { id: ruleId } = await api('POST /api/admin/account-rules', {
    cookie,
    body: { values: { ...ruleValues('Greeting'), reply: 'Hello there' } },
  });
  const { id: broadcastId } = await api('POST /api/admin/account-broadcasts', {
    cookie,
    body: { values: { name: 'This week', account: accountId, to: 'everybody', text: 'Strawberries are in' } },
  });
  const { id: articleId } = await api('POST /api/admin/articles', {
    cookie,
    body: {
      values: recipeValues('Eggs with tomatoes', [{ name: 'Eggs', amount: '3', product: null }], { cover: null }),
    },
  });
  const { id: quizId } = await api('POST /api/admin/quizzes', {
    cookie,
    body: { values: quizValues('What do you eat', `coupon:${discounts.couponId}`) },
  });
  const { id: posterId } = await api('POST /api/admin/posters', {
    cookie,
    body: {
      values: {
        ...posterValues('Bring a friend'),
        parts: posterValues('').parts.filter(({ kind }) => kind === 'code'),
      },
    },
  });
  const { id: pageId } = await api('POST /api/admin/pages', { cookie, body: { name: 'Our home', kind: 'home' } });
  const { id: placementId } = await api('POST /api/admin/placements', {
    cookie,
    body: {
      name: 'A coupon for newcomers',
      kind: 'popup',
      pages: ['home'],
      goods: { kind: 'all' },
      title: 'Your first order',
      text: 'Ten off from a hundred',
      button: 'Take it',
      target: 'coupons',
      for: 'newcomers',
      pace: 'daily',
      times: 1,
      stops: ['tap', 'close'],
      priority: 50,
      holdout: 10,
      within: 7,
    },
    key: randomUUID(),
  });
  const { id: experimentId } = await api('POST /api/admin/experiments', {
    cookie,
    body: experimentValues(
      placementId,
      { name: 'Which title', question: 'Whether a number in the title helps' },
      { 'Ten off': change({ title: 'Ten off your first order' }) },
    ),
    key: randomUUID(),
  });
  const activityId = await offerActivity(shop, discounts.couponId);
  const { id: payCouponId } = await api('POST /api/admin/pay-coupons', {
    cookie,
    body: { values: stockValues(app.ctx.now(), { name: 'Five off thirty', description: 'Taken off when you pay' }) },
    key: randomUUID(),
  });
  await api('POST /api/admin/pay-coupons/:id/move', { cookie, params: { id: payCouponId }, body: { move: 'start' } });
  const { id: productCouponId } = await api('POST /api/admin/product-coupons', {
    cookie,
    body: { values: await productValues(app.ctx, discounts.couponId) },
    key: randomUUID(),
  });
  const { id: dashboardId } = await api('POST /api/admin/dashboards', {
    cookie,
    body: { name: 'Monday morning', shared: true },
    key: randomUUID(),
  });
  const [ann, ben] = [await newShopper(shop, 'Ann'), await newShopper(shop, 'Ben')];
  await track(shop, ann, [
    { name: 'page_view', page: 'home' },
    { name: 'product_view', productId: goods.productId },
  ]);
  const lines = [{ skuId: goods.skuId, quantity: 2 }];
  const arrived = await buy(shop, ann, lines);
  const shipped = await buy(shop, ann, lines);
  await api('POST /api/shop/check-in', { token: ann.token });
  const distributorId = await aDistributor(shop, cookie, ann);
  const leaderId = await aLeader(shop, cookie, ben);
  const waveId = await aWave(shop, cookie, goods.skuId);
  const toShip = await buy(shop, ben, lines);
  const asked = await api('POST /api/shop/orders/:id/refunds', {
    token: ben.token,
    params: { id: toShip },
    body: { lines: [{ lineId: await firstLine(shop, ben, toShip), quantity: 1 }], because: 'other' },
  });
  await order(shop, ben, lines);
  await api('PUT /api/shop/cart/:skuId', { token: ben.token, params: { skuId: goods.skuId }, body: { quantity: 2 } });
  await api('POST /api/admin/orders/:id/shipment', {
    cookie,
    params: { id: shipped },
    body: { company: 'EMS', waybill: 'SF123456' },
  });
  const { id: refundId } = await api('POST /api/shop/orders/:id/refunds', {
    token: ann.token,
    params: { id: shipped },
    body: {
      kind: 'return',
      lines: [{ lineId: await firstLine(shop, ann, shipped), quantity: 1 }],
      because: 'late',
      reason: 'by a day',
    },
  });
  await sayOf(shop, cookie, ann, arrived);
  await api('POST /api/admin/members/:id/tags', {
    cookie,
    params: { id: ann.memberId },
    body: { name: 'Regular', reason: 'Told support so' },
  });
  await api('POST /api/admin/coupons/:id/grants', {
    cookie,
    params: { id: discounts.couponId },
    body: { memberId: ann.memberId, reason: 'An apology' },
    key: randomUUID(),
  });
  const { id: batchId } = await api('POST /api/admin/member-batches/tag', {
    cookie,
    body: { who: { ids: [ann.memberId] }, expected: 1, name: 'Invited', reason: 'Harvest day' },
    key: randomUUID(),
  });
  const { body: file } = await uploadFile(app, cookie, 'orders.csv', imported);
  await runToEnd(app, cookie, file.id);
  await app.advance(8 * DAY_MS);
  const { items } = await api('GET /api/admin/message-templates', { cookie });
  return {
    url: app.running.address,
    cookie,
    shopper: {
      wechatId: ben.wechatId,
      orderId: toShip,
      refundId: asked.id,
      productId: goods.productId,
      lotCode: lot.code,
    },
    ids: {
      '/products': goods.productId,
      '/orders': toShip,
      '/refunds': refundId,
      '/members': ann.memberId,
      '/member-batches': batchId,
      '/people': 'audiences.stage?stage=new',
      '/coupons': discounts.couponId,
      '/pay-coupons': payCouponId,
      '/product-coupons': productCouponId,
      '/promotions': discounts.promotionId,
      '/stores': storeId,
      '/lots': lot.id,
      '/delivery-areas': areaId,
      '/segments': segmentId,
      '/codes': codeId,
      '/contact-ways': wayId,
      '/mass-sends': massId,
      '/moments': momentId,
      '/group-rhythms': rhythmId,
      '/official-accounts': accountId,
      '/account-menus': menuId,
      '/account-rules': ruleId,
      '/account-broadcasts': broadcastId,
      '/quizzes': quizId,
      '/articles': articleId,
      '/distributors': distributorId,
      '/leaders': leaderId,
      '/waves': waveId,
      '/posters': posterId,
      '/pages': pageId,
      '/customer-groups': groupId,
      '/group-codes': groupCodeId,
      '/transfers': transferId,
      '/phone-lists': phoneList.id,
      '/activities': activityId,
      '/placements': placementId,
      '/experiments': experimentId,
      '/dashboards': dashboardId,
      '/journeys': journeyId,
      '/playbooks': 'win_back',
      '/rehearsals': await createRehearsal(app.ctx, journeyId),
      '/message-templates': items[0]?.id ?? '',
      '/imports': file.id,
      '/reports': 'analytics.overview',
    },
    toShoppers: textsIn(items.flatMap(({ contents }) => contents.map((one) => one.values))).filter((text) =>
      /\p{Script=Han}/u.test(text),
    ),
  };
}

/** It arrived, she says what she thinks of it, the shop answers; and she looked for what is not sold. */
async function sayOf(shop: Shop, cookie: string, her: Shopper, orderId: string): Promise<void> {
  const { api } = shop;
  const body = { company: 'EMS', waybill: 'SF123457' };
  await api('POST /api/admin/orders/:id/shipment', { cookie, params: { id: orderId }, body });
  await api('POST /api/shop/orders/:id/receipt', { token: her.token, params: { id: orderId } });
  const lineId = await firstLine(shop, her, orderId);
  const said = { orderId, lineId, stars: 4, text: 'Sweet and fresh, a bit small' };
  const { id } = await api('POST /api/shop/reviews', { token: her.token, body: said });
  await api('POST /api/admin/reviews/judgements', { cookie, body: { ids: [id], act: 'show' } });
  await api('PUT /api/admin/reviews/:id/reply', { cookie, params: { id }, body: { text: 'Thank you' } });
  await api('POST /api/admin/synonyms', { cookie, body: { searched: 'spuds', finds: ['potatoes'], bothWays: true } });
  await track(shop, her, [{ name: 'search', page: 'search', props: { q: 'rambutan', found: false } }]);
}

const settings = {
  name: 'Spring Market',
  notice: 'From the field to your door',
  servicePhone: '400-000-0000',
  hotWords: ['Strawberries'],
  fee: 600,
  freeFrom: 5900,
  payMinutes: 15,
  receiveDays: 7,
  refundDays: 7,
  answerDays: 2,
  sendBackDays: 7,
  inspectDays: 3,
  unanswered: 'remind',
  returnTo: 'Spring Market, 8 Mill Lane',
  couponBack: true,
  couponDays: 7,
};

const store = {
  name: 'Mill Lane',
  state: 'open',
  phone: '021-60000000',
  notice: 'Ring the bell',
  region: '上海市/上海市',
  district: 'Xuhui',
  street: '8 Mill Lane',
  latitude: 31.19,
  longitude: 121.44,
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: 480, to: 1260 }],
  holidays: [],
  pickup: true,
  prepare: 30,
  slot: '60',
  ahead: 3,
  keep: 3,
  ownStock: true,
};

const area = {
  name: 'Inner city',
  open: true,
  region: '上海市/上海市',
  districts: null,
  fee: 600,
  freeFrom: null,
  least: null,
  slots: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: 540, to: 720, capacity: 5 }],
  cutoff: 60,
  ahead: 3,
};

const imported = [
  'member,nickname,tags,order_id,order_at,amount,quantity,product',
  'c1,Cara,Old shop,A1,2026-01-02,12.50,1,Apples',
  'c1,Cara,Old shop,A2,2026-03-02,22.50,2,Apples',
  'c2,Dora,Old shop,A3,soon,much,1,Apples',
].join('\n');

/** A ladder, points and check-in, so that each of their pages has something to show. */
async function offerLevels({ api }: Shop, cookie: string, couponId: string): Promise<void> {
  const gift = `coupon:${couponId}`;
  const none = { discount: null, pointTimes: 1, freeShipping: null, birthdayGift: null, service: null, query: {} };
  const level = async (name: string, growth: number, more: object) => {
    const { query, ...terms } = none;
    await api('POST /api/admin/levels', { cookie, query, body: { ...terms, name, growth, gift, ...more } });
  };
  await level('Silver', 5, {});
  await level('Gold', 500, {
    discount: 9.5,
    pointTimes: 1.5,
    freeShipping: 2,
    birthdayGift: gift,
    service: 'Own line',
  });
  const card = { term: 'month', price: 990, freeShipping: 4, discount: null, pointTimes: 1.5 };
  await api('POST /api/admin/card-kinds', { cookie, body: { ...card, name: 'Delivery' } });
  const scope = { kind: 'all', ids: [], exceptProductIds: [] };
  const often = { every: 'weekly', weekdays: ['1', '2', '3', '4', '5', '6', '7'], discount: 9.5, pointTimes: 2 };
  const day = { days: null, nth: null, weekday: null, window: null, who: 'everybody', level: null, scope, gift };
  await api('POST /api/admin/member-days', { cookie, body: { ...day, ...often, name: 'Every day' } });
  const growth = { on: true, perYuan: 1, days: 365, keepDays: 180, graceDays: 30 };
  await api('PUT /api/admin/settings/growth', { cookie, query: {}, body: growth });
  await api('PUT /api/admin/settings/points', { cookie, body: { on: true, perYuan: 1, hold: 'receipt', days: 365 } });
  const tiers = [{ days: 3, points: 5, gift }];
  const checkIn = { on: true, points: 2, growth: 1, tiers, makeUps: 2, makeUpPoints: 0 };
  await api('PUT /api/admin/settings/check-in', { cookie, body: checkIn });
}

async function fillShelf({ api, app }: Shop, cookie: string) {
  const picture = await readFile(path.join(productRoot, 'rehearsal/assets/categories/fruit.webp'));
  const form = new FormData();
  form.set('file', new Blob([picture], { type: 'image/webp' }), 'fruit.webp');
  const stored = await fetch(`${app.running.address}/api/admin/files`, {
    method: 'POST',
    headers: { cookie },
    body: form,
  });
  const { url }: { url: string } = JSON.parse(await stored.text());
  const category = await api('POST /api/admin/categories', { cookie, body: { name: 'Fruit', icon: url, sort: 0 } });
  const { id: productId, skus } = await api('POST /api/admin/products', {
    cookie,
    body: {
      name: 'Strawberries',
      subtitle: 'Picked this morning',
      categoryId: category.id,
      images: [url],
      options: [{ name: 'Weight', values: ['500 g', '1 kg'] }],
      skus: [
        { code: 'straw-1', values: ['500 g'], price: 3990, memberPrice: 3790, onHand: 50 },
        { code: 'straw-2', values: ['1 kg'], price: 6990, onHand: 3 },
      ],
      detail: ['Sweet and firm.'],
      care: 'Keep them cool.',
      origin: 'Dandong',
      tags: ['In season'],
      status: 'on_sale',
    },
  });
  const skuId = skus[0]?.id ?? '';
  await api('POST /api/admin/stock', { cookie, body: { skuId, change: 5, reason: 'Delivery' } });
  return { productId, skuId };
}

async function offerDiscounts({ api, app }: Shop, cookie: string) {
  const hour = (from: number) => new Date(app.ctx.now().getTime() + from * 3_600_000).toISOString();
  const everything = { kind: 'all', ids: [], exceptProductIds: [] };
  const promotion = await api('POST /api/admin/promotions', {
    cookie,
    body: {
      kind: 'amount_off',
      values: { name: 'Weekend', scope: everything, tiers: [{ threshold: 10_000, off: 1_000 }] },
      startsAt: hour(-1),
      endsAt: hour(1000),
    },
  });
  const coupon = await api('POST /api/admin/coupons', {
    cookie,
    body: {
      state: 'active',
      values: {
        kind: 'amount',
        amount: 1000,
        name: 'Come back',
        threshold: 3900,
        scope: { kind: 'all' },
        validity: 'days',
        days: 30,
        total: 100,
        perMember: 5,
        channel: 'shop',
        note: 'For a second basket',
      },
    },
  });
  await api('POST /api/admin/budgets', { cookie, body: { name: 'November', limit: 100_000 } });
  return { promotionId: promotion.id, couponId: coupon.id };
}

async function newShopper({ api, phone }: Shop, nickname: string): Promise<Shopper> {
  const { id: wechatId } = await phone.create(nickname);
  const { token, member } = await api('POST /api/shop/session', { body: { code: await phone.loginCode(wechatId) } });
  await api('PUT /api/shop/me', { token, body: { nickname } });
  const { id: addressId } = await api('POST /api/shop/addresses', {
    token,
    body: {
      name: nickname,
      phone: '13800138000',
      province: 'Shanghai',
      city: 'Shanghai',
      district: 'Xuhui',
      street: '1 Caoxi Road',
    },
  });
  const { templates } = await api('GET /api/shop/settings');
  const answers = await phone.subscribe(wechatId, Object.values(templates), true);
  await api('POST /api/shop/subscriptions', { token, body: { moment: 'order_paid', answers } });
  return { wechatId, memberId: member.id, token, addressId };
}

async function buy(shop: Shop, shopper: Shopper, lines: Parameters<typeof order>[2]): Promise<string> {
  const { id } = await order(shop, shopper, lines);
  await pay(shop, shopper, id);
  return id;
}

/** She applied and waits; there is a plan. */
async function aDistributor({ api }: Shop, cookie: string, { token }: Shopper): Promise<string> {
  const { values } = await api('GET /api/admin/settings/distribution', { cookie });
  await api('PUT /api/admin/settings/distribution', { cookie, body: { ...values, on: true } });
  const plan = { name: 'Five percent', scope: { kind: 'all', ids: [], exceptProductIds: [] }, first: 5, second: 0 };
  await api('POST /api/admin/distribution-plans', {
    cookie,
    body: { values: { ...plan, from: '2026-01-01', until: null } },
  });
  await api('POST /api/shop/distribution/application', { token, body: { reason: 'My neighbours ask me' } });
  const { items } = await api('GET /api/admin/distributors', { cookie, query: {} });
  return items[0]?.id ?? '';
}

/** He looks after his neighbours. */
async function aLeader({ api }: Shop, cookie: string, { token }: Shopper): Promise<string> {
  const { values } = await api('GET /api/admin/settings/leaders', { cookie });
  await api('PUT /api/admin/settings/leaders', { cookie, body: { ...values, on: true } });
  const body = { community: 'Garden Court', reason: 'I know the building' };
  await api('POST /api/shop/leaders/application', { token, body });
  const { items } = await api('GET /api/admin/leaders', { cookie, query: {} });
  const id = items[0]?.id ?? '';
  const review = { outcome: 'approved', because: '', storeId: null } as const;
  await api('POST /api/admin/leaders/:id/review', { cookie, params: { id }, body: review });
  return id;
}

/** A draft of what neighbours will order together. */
async function aWave({ api }: Shop, cookie: string, sku: string): Promise<string> {
  const values = {
    ...{ name: 'From the farm', text: null, opensOn: '2030-01-01', opensAt: 600, cutsOn: '2030-01-02', cutsAt: 1200 },
    ...{
      pickupOn: '2030-01-03',
      pickupFrom: 960,
      pickupTo: 1200,
      goods: [{ sku, price: 100, cap: 20 }],
      stock: 'shop',
    },
    ...{ perMember: 5, rate: 10, for: 'all', leaders: null },
  };
  return (await api('POST /api/admin/waves', { cookie, body: { values } })).id;
}

async function firstLine({ api }: Shop, { token }: Shopper, id: string): Promise<string> {
  return (await api('GET /api/shop/orders/:id', { token, params: { id } })).lines[0]?.id ?? '';
}

/** Every text in there, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
