import { words } from '@huoshui/contracts/words';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { discountKinds } from './kinds.ts';
import { promotionSource } from './promotion-source.ts';
import { quote } from './quote.ts';
import { aLine } from './testing.ts';

const app = await testApp();
let owner: { cookie: string };
beforeAll(async () => {
  owner = await signedIn(app.ctx);
});

const inHours = (hours: number) => new Date(app.ctx.now().getTime() + hours * 3_600_000).toISOString();
const everything = { kind: 'all', ids: [], exceptProductIds: [] };
const twoTiers = [
  { threshold: 10_000, off: 1_000 },
  { threshold: 20_000, off: 2_500 },
];
const aRule = (values: Record<string, unknown> = {}, change: Record<string, unknown> = {}) => ({
  kind: 'amount_off',
  values: { name: '周末满减', scope: everything, tiers: twoTiers, ...values },
  startsAt: inHours(-1),
  endsAt: inHours(48),
  ...change,
});
const create = async (body: Record<string, unknown>) =>
  app.call('POST /api/admin/promotions', { cookie: owner.cookie, body });
const offers = async () => {
  const context = { channel: 'shop', app: null, chosen: 'best' as const };
  const question = { memberId: 'mem_x', personNo: 1, lines: [], now: app.ctx.now(), context };
  return (await promotionSource(discountKinds).find(app.ctx, question)).offers ?? [];
};

describe('promotions', () => {
  it('are made by operators and reach the quote with their values', async () => {
    const made = await create(aRule());
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      state: 'running',
      kindWords: { zh: '满减' },
      sentence: { zh: '全场商品，满 100 减 10，满 200 减 25', en: expect.stringContaining('¥25 off from ¥200') },
    });
    const found = (await offers()).filter((offer) => offer.id === made.body.id);
    const priced = quote({
      lines: [aLine({ price: 21_000 })],
      offers: found,
      prices: [],
      shipping: null,
      now: app.ctx.now(),
    });
    expect(priced.totals.payable).toBe(18_500);
    expect(priced.lines[0]?.discounts[0]).toMatchObject({ label: '周末满减', badge: { zh: '满减' }, amount: 2_500 });
  });

  it('are of any kind that the palette shows, each drawn and read by its fields', async () => {
    const { body } = await app.call('GET /api/admin/promotions/kit', { cookie: owner.cookie });
    const kinds: { kind: string; fields: { key: string }[]; initial: Record<string, unknown> }[] = body.kinds;
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'amount_off',
      'each_amount_off',
      'percent_off',
      'nth_piece',
      'pieces_percent',
      'pieces_for',
      'bundle',
      'fixed_price',
      'add_on',
      'gift_amount',
      'gift_pieces',
      'free_shipping',
    ]);
    const second = kinds.find(({ kind }) => kind === 'nth_piece');
    const stacking = ['stackMode', 'stackGroup', 'stackPriority', 'stackCoupons', 'stackCap', 'stackFloor', 'funder'];
    expect(second?.fields.map(({ key }) => key)).toEqual([
      ...['name', 'scope', 'nth', 'percentOff', 'counts', 'most'],
      ...stacking,
    ]);
    expect(kinds.find(({ kind }) => kind === 'fixed_price')?.fields.map(({ key }) => key)).not.toContain('stackMode');
    const values = { ...second?.initial, name: '买一送半' };
    const made = await create(aRule({}, { kind: 'nth_piece', values }));
    expect(made.body).toMatchObject({
      kindWords: { zh: '第 N 件优惠' },
      sentence: { zh: '全场商品，第二件半价，同款' },
    });
    const [found] = (await offers()).filter((offer) => offer.id === made.body.id);
    expect(found?.hint.badge).toEqual(words('第二件半价', '2nd piece half price'));
  });

  it('of a kind that says itself what it is for are asked for no goods, and are for these alone', async () => {
    const [bread, milk, tea] = await Promise.all(
      ['面包', '牛奶', '茶'].map(async (name) => createProduct(app.ctx, { name })),
    );
    const groups = [
      { products: [bread?.id], pieces: 1 },
      { products: [milk?.id, tea?.id], pieces: 2 },
    ];
    const made = await create(aRule({}, { kind: 'bundle', values: { name: '早餐', groups, price: 2_500 } }));
    expect(made.body.sentence.zh).toBe('面包 1 件 + 牛奶/茶任选 2 件，组合价 25 元');
    expect(made.body.values).not.toHaveProperty('scope');
    const [found] = (await offers()).filter((offer) => offer.id === made.body.id);
    expect(found?.scope).toEqual({ kind: 'products', ids: [bread?.id, milk?.id, tea?.id], exceptProductIds: [] });
    const twice = { name: '早餐', groups: [groups[0], groups[0]], price: 2_500 };
    expect((await create(aRule({}, { kind: 'bundle', values: twice }))).body.error.details.problems).toMatchObject([
      { at: 'groups.1.products' },
    ]);
  });

  it('tell what a draft means while somebody still types, or what is wrong where', async () => {
    const preview = async (kind: string, values: Record<string, unknown>) =>
      (await app.call(`POST /api/admin/forms/pricing.${kind}/preview`, { cookie: owner.cookie, body: { values } }))
        .body;
    const draft = { name: '三件八折', scope: everything, tiers: [{ pieces: 3, percentOff: 20 }] };
    expect(await preview('pieces_percent', draft)).toEqual({
      problems: [],
      sentence: words('全场商品，3件8折', 'All products: 20% off 3 pieces'),
    });
    const falling = { ...draft, tiers: [...draft.tiers, { pieces: 2, percentOff: 30 }] };
    expect((await preview('pieces_percent', falling)).problems).toMatchObject([{ at: 'tiers.1.pieces' }]);
  });

  it('refuse a window that ends before it starts, a kind nobody knows, and tiers that do not rise, at their place', async () => {
    expect((await create(aRule({}, { endsAt: inHours(-2) }))).body.error.code).toBe('pricing.bad_window');
    expect((await create(aRule({}, { kind: 'magic' }))).body.error.code).toBe('pricing.no_such_kind');
    const problemsOf = async (tiers: object[]) => (await create(aRule({ tiers }))).body.error.details.problems;
    expect(await problemsOf([twoTiers[0] ?? {}, { threshold: 20_000, off: 1_000 }])).toMatchObject([
      { at: 'tiers.1.threshold' },
    ]);
    expect(await problemsOf([{ threshold: 1_000, off: 1_001 }])).toMatchObject([{ at: 'tiers.0.off' }]);
    expect(await problemsOf([{ threshold: 1_000, off: 0 }])).toMatchObject([{ at: 'tiers.0.off' }]);
  });

  it('are offered only within their window, and no longer once ended by hand', async () => {
    const later = (await create(aRule({}, { startsAt: inHours(1) }))).body;
    expect(later.state).toBe('scheduled');
    expect((await offers()).map((offer) => offer.id)).not.toContain(later.id);
    const now = (await create(aRule())).body;
    expect((await offers()).map((offer) => offer.id)).toContain(now.id);
    const end = async () =>
      app.call(`PUT /api/admin/promotions/${now.id}/state`, { cookie: owner.cookie, body: { state: 'ended' } });
    expect((await end()).body.state).toBe('ended');
    expect((await end()).status).toBe(200);
    expect((await offers()).map((offer) => offer.id)).not.toContain(now.id);
    const change = await app.call(`PUT /api/admin/promotions/${now.id}`, { cookie: owner.cookie, body: aRule() });
    expect(change.body.error).toMatchObject({ code: 'pricing.promotion_ended', message: '活动已结束，不能再修改' });
  });

  it('can be changed while they run, kind and goods too, and are listed page by page', async () => {
    const made = (await create(aRule({ name: '鸡蛋满减' }))).body;
    const { id: productId } = await createProduct(app.ctx, { name: '土鸡蛋' });
    const scope = { kind: 'products', ids: [productId], exceptProductIds: [] };
    const values = { name: '鸡蛋第二件半价', scope, nth: 2, percentOff: 50, counts: 'same', most: null };
    const changed = await app.call(`PUT /api/admin/promotions/${made.id}`, {
      cookie: owner.cookie,
      body: aRule({}, { kind: 'nth_piece', values }),
    });
    expect(changed.body).toMatchObject({ kind: 'nth_piece', values, sentence: { zh: '土鸡蛋，第二件半价，同款' } });
    const found = await app.call(`GET /api/admin/promotions?q=${encodeURIComponent('鸡蛋')}`, { cookie: owner.cookie });
    expect(found.body.items).toMatchObject([{ id: made.id, sentence: { zh: '土鸡蛋，第二件半价，同款' } }]);
    const first = await app.call('GET /api/admin/promotions?limit=3', { cookie: owner.cookie });
    const second = await app.call(`GET /api/admin/promotions?limit=3&cursor=${first.body.nextCursor}`, {
      cookie: owner.cookie,
    });
    const ids = [...first.body.items, ...second.body.items].map((item) => item.id);
    expect(new Set(ids).size).toBe(6);
  });

  it('are for those who may change prices', async () => {
    const viewer = await signedIn(app.ctx, 'viewer');
    expect((await app.call('GET /api/admin/promotions', { cookie: viewer.cookie })).status).toBe(200);
    expect((await app.call('POST /api/admin/promotions', { cookie: viewer.cookie, body: aRule() })).status).toBe(403);
    expect((await app.call('GET /api/admin/promotions')).status).toBe(401);
  });
});
