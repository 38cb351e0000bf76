import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Api } from './api.ts';
import { loadLeaders } from './lead-neighbours.ts';
import { loadActivities } from './load-activities.ts';
import { loadArticles } from './load-articles.ts';
import { loadDashboard, loadTargets } from './load-dashboard.ts';
import { loadHome } from './load-home.ts';
import { loadQuizzes } from './load-quizzes.ts';
import { loadAccountRules, loadContactWays, loadGroupCode } from './load-relations.ts';
import { loadStaff } from './load-staff.ts';
import { loadTexts } from './load-texts.ts';
import { loadThemes } from './load-themes.ts';
import { loadDistribution } from './share-goods.ts';
import { demoAreas } from './shop/areas.ts';
import { demoCards } from './shop/cards.ts';
import { demoCategories } from './shop/categories.ts';
import type { CategoryKey } from './shop/category.ts';
import { demoChannelCodes } from './shop/channel-codes.ts';
import { costOf } from './shop/costs.ts';
import type { DemoCoupon } from './shop/coupon.ts';
import { demoCoupons } from './shop/coupons.ts';
import { coldChain } from './shop/freight.ts';
import { demoCodes, demoExchange, demoPackage, demoPayCoupon, demoPaymentRules } from './shop/gifts.ts';
import { demoJourneys } from './shop/journeys.ts';
import { demoGrowth, demoLevels } from './shop/levels.ts';
import { demoLots } from './shop/lots.ts';
import { demoMemberDays } from './shop/member-days.ts';
import { demoPlacements } from './shop/placements.ts';
import { demoPlaybooks } from './shop/playbooks.ts';
import { type DemoProduct, productPictures, skuCode } from './shop/product.ts';
import { demoProducts } from './shop/products.ts';
import { demoPromotions, promotionDays } from './shop/promotions.ts';
import { demoReviews, demoSynonyms } from './shop/reviews.ts';
import { demoCheckIn, demoPoints, demoRewards } from './shop/rewards.ts';
import { demoSegments } from './shop/segments.ts';
import { demoShop } from './shop/shop.ts';
import { demoStores, stockedStore } from './shop/stores.ts';

/** Where the shop's pictures lie, in the source tree as beside the rehearsal's own build. */
const ownAssets = path.resolve(import.meta.dirname, '../assets');

/** `days`: how long the rehearsal goes on after it. Fill an empty shop through the console's API: settings, stores, shelves, products with pictures, coupons, promotions, points and what they are good for, levels, cards, check-in, segments with the tags that follow them, playbooks. */
export async function loadShop(
  api: Api,
  cookie: string,
  server: string,
  { assets = ownAssets, days = 0 }: { readonly assets?: string; readonly days?: number } = {},
): Promise<void> {
  const { items } = await api('GET /api/admin/categories', { cookie });
  if (items.length > 0) return;
  await api('PUT /api/admin/settings/shop', { cookie, body: { ...demoShop, hotWords: [...demoShop.hotWords] } });
  const upload = createUpload(server, cookie, assets);
  const categories = new Map<CategoryKey, string>();
  for (const [sort, category] of demoCategories.entries()) {
    const icon = await upload(path.join('categories', category.icon));
    const made = await api('POST /api/admin/categories', { cookie, body: { name: category.name, icon, sort } });
    categories.set(category.key, made.id);
  }
  const stores = new Map<string, string>();
  for (const store of demoStores)
    stores.set(store.name, (await api('POST /api/admin/stores', { cookie, body: { ...store } })).id);
  for (const area of demoAreas) await api('POST /api/admin/delivery-areas', { cookie, body: { ...area } });
  const freight = await api('POST /api/admin/freight-templates', { cookie, body: { ...coldChain.values } });
  const firstSkus = new Map<string, string>();
  const products = new Map<string, string>();
  const { now } = await api('GET /api/sandbox/clock');
  const whenOver = (later: number | undefined) =>
    later === undefined ? null : tenOClock(Date.parse(now) + (days + later) * 86_400_000);
  for (const [sort, product] of demoProducts.entries()) {
    const body = {
      ...(await productBody(product, sort, categories, upload)),
      freightTemplateId: coldChain.of.includes(product.category) ? freight.id : null,
      saleFrom: whenOver(product.opensIn),
      saleUntil: whenOver(product.closesIn),
    };
    const { id, skus } = await api('POST /api/admin/products', { cookie, body });
    products.set(product.key, id);
    firstSkus.set(product.key, skus[0]?.id ?? '');
    await stockStore(api, cookie, stores.get(stockedStore.name) ?? '', skus);
  }
  for (const { product, madeAgo, values } of demoLots) {
    const madeOn = shanghaiDay(new Date(Date.parse(now) - madeAgo * 86_400_000));
    await api('POST /api/admin/lots', { cookie, body: { ...values, product: products.get(product) ?? '', madeOn } });
  }
  await loadArticles(api, cookie, { products, upload });
  const coupons = new Map<string, string>();
  for (const coupon of demoCoupons) {
    const made = await api('POST /api/admin/coupons', { cookie, body: couponBody(coupon, categories) });
    coupons.set(coupon.key, made.id);
  }
  const ways = await loadContactWays(api, cookie, coupons);
  await loadAccountRules(api, cookie, ways);
  const quizzes = await loadQuizzes(api, cookie, coupons);
  const groups = await loadGroupCode(api, cookie, server, ways.size > 0);
  await loadChannelCodes(api, cookie, { stores, products, ways, groups, day: shanghaiDay(new Date(now)) });
  await loadDistribution(api, cookie, shanghaiDay(new Date(now)), [...products.values()][0]);
  await loadLeaders(api, cookie);
  await api('PUT /api/admin/settings/points', { cookie, body: { ...demoPoints } });
  for (const { coupon, ...reward } of demoRewards)
    await api('POST /api/admin/rewards', {
      cookie,
      body: { ...reward, benefit: `coupon:${coupons.get(coupon) ?? ''}` },
    });
  await loadGifts(api, cookie, coupons, firstSkus, shanghaiDay(new Date(now)));
  const given = (key: string | null) => (key === null ? null : `coupon:${coupons.get(key) ?? ''}`);
  for (const { gift, ...card } of demoCards) {
    const monthlyCoupon = gift === null ? null : (coupons.get(gift) ?? null);
    await api('POST /api/admin/card-kinds', { cookie, body: { ...card, monthlyCoupon } });
  }
  for (const { gift, birthdayGift, ...level } of demoLevels)
    await api('POST /api/admin/levels', {
      cookie,
      query: {},
      body: { ...level, gift: given(gift), birthdayGift: given(birthdayGift) },
    });
  const memberDays: string[] = [];
  for (const { gift, ...day } of demoMemberDays)
    memberDays.push((await api('POST /api/admin/member-days', { cookie, body: { ...day, gift: given(gift) } })).id);
  await loadThemes(api, cookie, { products, memberDay: memberDays[0] ?? null });
  await api('PUT /api/admin/settings/reviews', { cookie, body: { ...demoReviews, words: [...demoReviews.words] } });
  for (const { finds, ...synonym } of demoSynonyms)
    await api('POST /api/admin/synonyms', { cookie, body: { ...synonym, finds: [...finds] } });
  const tiers = demoCheckIn.tiers.map((tier) => ({ ...tier, gift: null }));
  await api('PUT /api/admin/settings/check-in', { cookie, body: { ...demoCheckIn, tiers } });
  await api('PUT /api/admin/settings/growth', { cookie, query: {}, body: { ...demoGrowth } });
  const endsAt = new Date(new Date(now).getTime() + promotionDays * 86_400_000).toISOString();
  for (const { kind, values, items, gifts, name, scope } of demoPromotions) {
    const added = items?.map(({ product, price }) => ({ sku: firstSkus.get(product) ?? '', price }));
    const given = gifts?.map(({ product, ...step }) => ({ ...step, sku: firstSkus.get(product) ?? '' }));
    const rows = { ...(added ? { items: added } : {}), ...(given ? { gifts: given } : {}) };
    const asked = { ...values, ...rows, name, scope: shelves(scope, categories) };
    await api('POST /api/admin/promotions', { cookie, body: { kind, values: asked, startsAt: now, endsAt } });
  }
  for (const { name, note, tag, condition } of demoSegments) {
    const values = { name, note, refresh: 'daily', hour: 6 };
    const body = { values, condition: condition(categories, products) };
    const { id } = await api('POST /api/admin/segments', { cookie, body });
    if (tag !== null) await api('POST /api/admin/tag-rules', { cookie, body: { tag, segment: id } });
  }
  await loadPlacements(api, cookie, { coupons, products, categories, quizzes, upload });
  await loadHome(api, cookie, coupons);
  await loadActivities(api, cookie, { coupons, skus: firstSkus, now, days });
  await loadStaff(api, cookie, coupons);
  await loadTexts(api, cookie);
  await switchPlaybooksOn(api, cookie, coupons);
  await startJourneys(api, cookie);
  await loadDashboard(api, cookie, shanghaiDay(new Date(now)));
  await loadTargets(api, cookie, shanghaiDay(new Date(Date.parse(now) + days * 86_400_000)));
}

/** What the shop has switched on, each with the coupon it gives where it gives one. */
async function switchPlaybooksOn(api: Api, cookie: string, coupons: ReadonlyMap<string, string>): Promise<void> {
  for (const { key, coupon, values } of demoPlaybooks)
    await api('POST /api/admin/playbooks/:key/journey', {
      cookie,
      params: { key },
      body: { values: { ...values, ...(coupon === null ? {} : { coupon: coupons.get(coupon) ?? '' }) } },
      key: `demo-${key.replaceAll('_', '-')}`,
    });
}

/** What it has drawn itself. */
async function startJourneys(api: Api, cookie: string): Promise<void> {
  for (const { key, name, definition } of demoJourneys) {
    const { nodes, exits, ...whole } = definition;
    const body = {
      name,
      definition: {
        ...whole,
        goal: { kind: whole.goal.kind, values: { ...whole.goal.values } },
        trigger: { kind: whole.trigger.kind, values: { ...whole.trigger.values } },
        exits: exits.map(({ kind, values }) => ({ kind, values: { ...values } })),
        nodes: nodes.map((node) => ({ ...node, values: { ...node.values }, ways: { ...node.ways } })),
      },
    };
    const { id } = await api('POST /api/admin/journeys', { cookie, body, key: `demo-journey-${key}` });
    await api('PUT /api/admin/journeys/:id/state', { cookie, params: { id }, body: { state: 'live' } });
  }
}

type Placed = {
  readonly coupons: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<CategoryKey, string>;
  readonly quizzes: ReadonlyMap<string, string>;
  readonly upload: Upload;
};

/** What its pages show besides goods: the story makes it live on its first morning. */
async function loadPlacements(
  api: Api,
  cookie: string,
  { coupons, products, categories, quizzes, upload }: Placed,
): Promise<void> {
  for (const { leads, picture, rules, pages, shelves: on, ...shown } of demoPlacements) {
    const body = {
      ...shown,
      ...rules,
      pages: [...pages],
      goods: on === undefined ? { kind: 'all' } : shelves(on, categories),
      picture: picture === null ? null : await upload(path.join('products', picture)),
      target: leads.target,
      ...(leads.target === 'coupon' ? { coupon: coupons.get(leads.coupon) ?? '' } : {}),
      ...(leads.target === 'product' ? { product: products.get(leads.product) ?? '' } : {}),
      ...(leads.target === 'category' ? { category: categories.get(leads.category) ?? '' } : {}),
      ...(leads.target === 'quiz' ? { quiz: quizzes.get(leads.quiz) ?? '' } : {}),
      within: 7,
    };
    await api('POST /api/admin/placements', { cookie, body });
  }
}

type Known = {
  readonly stores: ReadonlyMap<string, string>;
  readonly products: ReadonlyMap<string, string>;
  readonly ways: ReadonlyMap<string, string>;
  /** The group code, where there is a corp. */
  readonly groups: string | null;
  /** On which it is paid for. */
  readonly day: string;
};

/** What shoppers scan in stores, on posters and on the cards in parcels. */
async function loadChannelCodes(
  api: Api,
  cookie: string,
  { stores, products, ways, groups, day }: Known,
): Promise<void> {
  for (const { name, place, channel, store, opens, caption, cost } of demoChannelCodes) {
    const body = {
      ...{ name, kind: 'mini_program', place, channel, caption, lastDay: null },
      store: store === null ? null : (stores.get(store) ?? null),
      ...opening(opens, ways, groups),
      product: 'product' in opens ? (products.get(opens.product) ?? null) : null,
      costs: cost?.each ?? 'none',
      cost: cost?.fen ?? null,
      costFrom: cost === null ? null : day,
      // It lies in every parcel from the first on.
      ...(place === 'parcel_card' ? { parcelsFrom: day } : {}),
    };
    await api('POST /api/admin/codes', { cookie, body });
  }
}

/** Without a corp of WeCom there are no contact ways and no groups: the home page instead. */
function opening(
  opens: (typeof demoChannelCodes)[number]['opens'],
  ways: ReadonlyMap<string, string>,
  groups: string | null,
) {
  if ('product' in opens) return { target: 'product' };
  if ('page' in opens) return { target: opens.page };
  if ('groups' in opens) return groups === null ? { target: 'home' } : { target: 'group', group: groups };
  const contact = ways.get(opens.way);
  return contact === undefined ? { target: 'home' } : { target: 'contact', contact };
}

type StockedSku = { readonly id: string; readonly onHand?: number | undefined };

/** Its part of a product goes to the store that keeps its own stock. */
async function stockStore(api: Api, cookie: string, to: string, skus: readonly StockedSku[]): Promise<void> {
  const lines = skus
    .map(({ id, onHand = 0 }) => ({ sku: id, quantity: Math.floor(onHand * stockedStore.share) }))
    .filter(({ quantity }) => quantity > 0);
  if (lines.length === 0) return;
  const body = { way: 'to_store', to, lines, reason: '开店铺货' };
  await api('POST /api/admin/stock-transfers', { cookie, body });
}

/** Ten in the morning, by the shop's clock, of the day that holds the instant. */
function tenOClock(at: number): string {
  const day = shanghaiDay(new Date(at));
  return new Date(`${day}T10:00:00+08:00`).toISOString();
}

function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** What is given besides: an exchange coupon with its codes, a package, and what payments bring. */
async function loadGifts(
  api: Api,
  cookie: string,
  coupons: ReadonlyMap<string, string>,
  skus: ReadonlyMap<string, string>,
  day: string,
): Promise<void> {
  const { product, values } = demoExchange;
  const body = { values: { ...values, sku: skus.get(product) ?? '' }, state: 'active' as const };
  const exchange = await api('POST /api/admin/coupons', { cookie, body });
  for (const codes of demoCodes)
    await api('POST /api/admin/coupon-codes', { cookie, body: { ...codes, coupon: exchange.id } });
  const benefit = (key: string) => `coupon:${coupons.get(key) ?? ''}`;
  const { name, coupons: inside, points, mostEach } = demoPackage;
  const benefits = [...inside.map((key) => ({ benefit: benefit(key) })), { benefit: `points:${points}` }];
  const { id } = await api('POST /api/admin/packages', { cookie, body: { name, benefits, mostEach } });
  const until = shanghaiDay(new Date(Date.parse(`${day}T00:00:00+08:00`) + 300 * 86_400_000));
  const payCoupon = await api('POST /api/admin/pay-coupons', {
    cookie,
    body: { values: { ...demoPayCoupon, from: day, until } },
  });
  await api('POST /api/admin/pay-coupons/:id/move', { cookie, params: { id: payCoupon.id }, body: { move: 'start' } });
  const given = (gives: string): string => {
    if (gives === 'pay_coupon') return `wechat_pay_coupon:${payCoupon.id}`;
    return gives === 'package' ? `package:${id}` : benefit(gives);
  };
  for (const { gives, ...rule } of demoPaymentRules)
    await api('POST /api/admin/payment-rules', {
      cookie,
      body: { ...rule, benefit: given(gives), onRefund: 'take_back' },
    });
}

type Upload = (file: string) => Promise<string>;

function createUpload(server: string, cookie: string, assets: string): Upload {
  return async (file) => {
    const video = file.endsWith('.mp4');
    const form = new FormData();
    const type = video ? 'video/mp4' : 'image/webp';
    form.set('file', new Blob([await readFile(path.join(assets, file))], { type }), path.basename(file));
    const route = video ? 'videos' : 'files';
    const answer = await fetch(`${server}/api/admin/${route}`, { method: 'POST', headers: { cookie }, body: form });
    if (!answer.ok) throw new Error(`${file}: ${answer.status} ${await answer.text()}`);
    const stored: unknown = await answer.json();
    if (typeof stored !== 'object' || stored === null || !('url' in stored)) throw new Error(`${file}: no address`);
    return String(stored.url);
  };
}

async function productBody(
  product: DemoProduct,
  sort: number,
  categories: ReadonlyMap<CategoryKey, string>,
  upload: Upload,
) {
  const images: string[] = [];
  for (const picture of productPictures(product)) images.push(await upload(path.join('products', picture)));
  return {
    name: product.name,
    subtitle: product.subtitle,
    categoryId: categories.get(product.category) ?? '',
    images,
    video: product.video === undefined ? null : await upload(path.join('videos', product.video)),
    options: product.options.map((o) => ({ name: o.name, values: [...o.values] })),
    skus: product.skus.map((sku, index) => ({
      code: skuCode(product, index),
      values: [...sku.values],
      price: sku.price,
      memberPrice: sku.memberPrice ?? null,
      listPrice: sku.listPrice ?? null,
      costPrice: costOf(product.category, sku),
      onHand: sku.stock,
    })),
    detail: [...product.detail],
    care: product.care,
    origin: product.origin,
    tags: [...product.tags],
    limitPerOrder: product.limitPerOrder ?? null,
    sort,
    status: 'on_sale' as const,
  };
}

function shelves(keys: readonly CategoryKey[], categories: ReadonlyMap<CategoryKey, string>) {
  return { kind: 'categories', ids: keys.map((key) => categories.get(key) ?? '') };
}

function couponBody(coupon: DemoCoupon, categories: ReadonlyMap<CategoryKey, string>) {
  const { discount, scope, days, name, threshold, total, perMember, channel, note } = coupon;
  const goods = scope === 'all' ? { kind: 'all' } : shelves(scope, categories);
  const values = {
    ...discount,
    name,
    threshold,
    scope: goods,
    validity: 'days',
    days,
    total,
    perMember,
    channel,
    note,
  };
  return { values, state: 'active' as const };
}
