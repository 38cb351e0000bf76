import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { promotionSource } from './promotion-source.ts';
import { quote } from './quote.ts';
import { readShippingRule } from './shipping-rule.ts';
import { aLine } from './testing.ts';

const app = await testApp();
let owner: { cookie: string };
beforeAll(async () => {
  owner = await signedIn(app.ctx);
});

const inHours = (hours: number) => new Date(app.ctx.now().getTime() + hours * 3_600_000).toISOString();
const aRule = (change: Record<string, unknown> = {}) => ({
  name: '周末满减',
  tiers: [
    { threshold: 20_000, off: 2_500 },
    { threshold: 10_000, off: 1_000 },
  ],
  scope: { kind: 'all' },
  startsAt: inHours(-1),
  endsAt: inHours(48),
  ...change,
});
const create = async (body: Record<string, unknown>) =>
  app.call('POST /api/admin/promotions', { cookie: owner.cookie, body });
const offers = async () =>
  promotionSource.find(app.ctx, { memberId: 'mem_x', personNo: 1, lines: [], now: app.ctx.now() });

describe('满减 rules', () => {
  it('are made by operators and reach the quote with their tiers', async () => {
    const made = await create(aRule());
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ state: 'running', sentence: '全场商品满 100 减 10，满 200 减 25' });
    const found = (await offers()).filter((offer) => offer.id === made.body.id);
    const priced = quote({
      lines: [aLine({ price: 21_000 })],
      offers: found,
      member: null,
      shipping: null,
      now: app.ctx.now(),
    });
    expect(priced.totals.payable).toBe(18_500);
    expect(priced.lines[0]?.discounts[0]).toMatchObject({ label: '周末满减', badge: '满减', amount: 2_500 });
  });

  it('refuse a window that ends before it starts and tiers that do not rise', async () => {
    expect((await create(aRule({ endsAt: inHours(-2) }))).body.error.code).toBe('pricing.bad_window');
    const same = [
      { threshold: 10_000, off: 1_000 },
      { threshold: 20_000, off: 1_000 },
    ];
    expect((await create(aRule({ tiers: same }))).body.error.code).toBe('pricing.bad_tiers');
    const more = [{ threshold: 1_000, off: 1_001 }];
    expect((await create(aRule({ tiers: more }))).body.error.code).toBe('pricing.bad_tiers');
  });

  it('are offered only within their window, and no longer once ended by hand', async () => {
    const later = (await create(aRule({ startsAt: inHours(1) }))).body;
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

  it('can be changed while they run, and listed page by page', async () => {
    const made = (await create(aRule({ name: '鸡蛋满减' }))).body;
    const scope = { kind: 'categories', ids: ['cat_eggs'] };
    const changed = await app.call(`PUT /api/admin/promotions/${made.id}`, {
      cookie: owner.cookie,
      body: aRule({ name: '鸡蛋满减', scope }),
    });
    expect(changed.body.sentence).toContain('指定分类');
    const found = await app.call(`GET /api/admin/promotions?q=${encodeURIComponent('鸡蛋')}`, { cookie: owner.cookie });
    expect(found.body.items).toHaveLength(1);
    const first = await app.call('GET /api/admin/promotions?limit=2', { cookie: owner.cookie });
    const second = await app.call(`GET /api/admin/promotions?limit=2&cursor=${first.body.nextCursor}`, {
      cookie: owner.cookie,
    });
    const ids = [...first.body.items, ...second.body.items].map((item) => item.id);
    expect(new Set(ids).size).toBe(4);
  });

  it('are for those who may change prices', async () => {
    const viewer = await signedIn(app.ctx, 'viewer');
    expect((await app.call('GET /api/admin/promotions', { cookie: viewer.cookie })).status).toBe(200);
    expect((await app.call('POST /api/admin/promotions', { cookie: viewer.cookie, body: aRule() })).status).toBe(403);
    expect((await app.call('GET /api/admin/promotions')).status).toBe(401);
  });
});

describe('shipping terms', () => {
  it('are those of the shop settings', async () => {
    expect(await readShippingRule(app.ctx)).toEqual({ fee: 800, freeFrom: 9_900, base: 'current' });
  });
});
