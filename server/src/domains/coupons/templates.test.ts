import { plainWords } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createProduct } from '../catalog/testing.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { createCoupon, giveCoupon } from './testing.ts';

const app = await testApp();
let owner: { cookie: string };
beforeAll(async () => {
  owner = await signedIn(app.ctx);
});

const rules = {
  name: '会员日九折',
  kind: 'percent',
  percentOff: 10,
  cap: 2_000,
  threshold: 5_000,
  scope: { kind: 'all' },
  validity: 'days',
  days: 3,
  usable: 'always',
  stack: 'main',
  who: 'all',
  total: 100,
  perMember: 1,
  channel: 'shop',
  note: '',
};
const asOwner = async (route: string, body?: unknown) =>
  app.call(route, { cookie: owner.cookie, ...(body === undefined ? {} : { body }) });
const create = async (change: Record<string, unknown> = {}, state = 'draft') =>
  (await asOwner('POST /api/admin/coupons', { values: { ...rules, ...change }, state })).body;
const put = async (id: string, change: Record<string, unknown>) =>
  asOwner(`PUT /api/admin/coupons/${id}`, { values: { ...rules, ...change } });
const preview = async (change: Record<string, unknown>) =>
  (await asOwner('POST /api/admin/forms/coupons.template/preview', { values: { ...rules, ...change } })).body.sentence;

describe('coupon templates', () => {
  it('begin as drafts and say their rule in a sentence', async () => {
    const made = await create();
    expect(made).toMatchObject({ state: 'draft', issued: 0, used: 0, cost: 0, gmv: 0 });
    expect(made.sentence).toEqual({
      zh: '满 50 打 9 折，最多减 20，3 天内有效',
      en: '10% off from ¥50, at most ¥20, valid for 3 days',
    });
    expect((await create({ kind: 'free_shipping', threshold: 0 })).sentence.zh).toBe('无门槛免运费，3 天内有效');
    expect((await asOwner(`GET /api/admin/coupons/${made.id}`)).body).toEqual(made);
  });

  it('say while they are typed what they are worth, on what, how long, how many and at what cost', async () => {
    expect(await preview({ kind: 'amount', amount: 1_000, threshold: 3_900 })).toEqual({
      zh: '全场商品：满 39 减 10，3 天内有效，每人可领 1 张，共 100 张，最多优惠 1000',
      en: 'All products: ¥10 off from ¥39, valid for 3 days, up to 1 per member, 100 in all, costs at most ¥1000',
    });
    const unbounded = await preview({ percentOff: 15, cap: null, threshold: 0, channel: 'grant' });
    expect(unbounded.zh).toBe('全场商品：无门槛打 8.5 折，3 天内有效，每人最多发 1 张，共 100 张');
    const fixed = { validity: 'between', between: { from: '2026-11-01', to: '2026-11-11' }, total: null };
    expect((await preview(fixed)).zh).toContain('2026-11-01 00:00 至 2026-11-11 24:00，每人可领 1 张');
  });

  it('refuse what makes no sense, at its field', async () => {
    const at = async (change: Record<string, unknown>) =>
      (await create(change)).error.details.problems.map((problem: { at: string }) => problem.at);
    expect(await at({ validity: 'between', between: { from: '2026-11-02', to: '2026-11-01' } })).toEqual(['between']);
    expect(await at({ kind: 'amount', amount: 5_001 })).toEqual(['amount']);
    expect(await at({ percentOff: 100 })).toEqual(['percentOff']);
    expect(await at({ scope: { kind: 'categories', ids: ['cat_nothing'] } })).toEqual(['scope']);
    expect(await at({ name: ' ', perMember: 0, total: 0.5 })).toEqual(['name', 'total', 'perMember']);
  });

  it('give back the values that they were made of', async () => {
    const { id: product } = await createProduct(app.ctx, {});
    const scope = { kind: 'all', ids: [], exceptProductIds: [product] };
    const between = { from: '2026-11-01', to: '2026-11-11' };
    const made = await create({ scope, validity: 'between', between });
    expect(made).toMatchObject({
      scope: { kind: 'except', ids: [product] },
      validity: { from: '2026-10-31T16:00:00.000Z', to: '2026-11-11T16:00:00.000Z' },
      values: { scope, between, days: null, kind: 'percent', amount: null },
    });
    const again = (await asOwner(`PUT /api/admin/coupons/${made.id}`, { values: made.values })).body;
    expect(again).toEqual({ ...made, revision: made.revision + 1 });
    const some = { kind: 'products', ids: [product], exceptProductIds: [] };
    expect((await put(made.id, { scope: some })).body).toMatchObject({
      scope: { ids: [product] },
      values: { scope: some },
    });
  });

  it('keep the moments of a window whose days nobody changed', async () => {
    const { id } = await createCoupon(app.ctx, {
      validity: { kind: 'between', from: '2026-11-01T02:00:00.000Z', to: '2026-11-11T10:00:00.000Z' },
    });
    await giveCoupon(app.ctx, await createMember(app.ctx), id);
    const { values, validity } = (await asOwner(`GET /api/admin/coupons/${id}`)).body;
    const renamed = (await asOwner(`PUT /api/admin/coupons/${id}`, { values: { ...values, name: '改名' } })).body;
    expect(renamed).toMatchObject({ name: '改名', validity });
  });

  it('can change entirely until the first is issued, then only in name, note, totals and channel', async () => {
    const { id } = await create();
    expect((await put(id, { threshold: 4_000 })).body.threshold).toBe(4_000);
    await put(id, {});
    expect((await asOwner(`PUT /api/admin/coupons/${id}/state`, { state: 'active' })).body.state).toBe('active');
    const member = await createMember(app.ctx);
    await giveCoupon(app.ctx, member, id);
    await giveCoupon(app.ctx, await createMember(app.ctx), id);
    expect((await put(id, { threshold: 1 })).body.error.code).toBe('coupons.terms_fixed');
    expect((await put(id, { total: 1 })).body.error).toMatchObject({
      code: 'coupons.total_below_issued',
      details: { issued: 2, problems: [{ at: 'total' }] },
    });
    expect((await put(id, { name: '新名字', total: 2, perMember: 3 })).body).toMatchObject({
      name: '新名字',
      total: 2,
      issued: 2,
    });
  });

  it('go from draft to active to ended and never back', async () => {
    const { id } = await create();
    const to = async (state: string) => asOwner(`PUT /api/admin/coupons/${id}/state`, { state });
    expect((await to('active')).body.state).toBe('active');
    expect((await to('active')).status).toBe(200);
    expect((await to('ended')).body.state).toBe('ended');
    expect((await to('active')).body.error.code).toBe('coupons.state_conflict');
    expect((await put(id, { name: 'x' })).body.error.code).toBe('coupons.state_conflict');
    expect((await asOwner('PUT /api/admin/coupons/cpt_nothing/state', { state: 'ended' })).status).toBe(404);
  });

  it('are found by name and state, page by page', async () => {
    for (const name of ['鸡蛋券一', '鸡蛋券二', '鸡蛋券三']) await create({ name }, 'active');
    const query = `q=${encodeURIComponent('鸡蛋')}&state=active&limit=2`;
    const first = (await asOwner(`GET /api/admin/coupons?${query}`)).body;
    const second = (await asOwner(`GET /api/admin/coupons?${query}&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map((item) => item.name)).toEqual(['鸡蛋券三', '鸡蛋券二', '鸡蛋券一']);
    expect(second.nextCursor).toBeNull();
  });

  it('are exported with their figures, and a name that is a formula stays a text', async () => {
    await create({ name: '=1+1' });
    const file = await asOwner('GET /api/admin/coupons.csv');
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.text).toContain("'=1+1");
    expect(file.text).not.toMatch(/,=1\+1/);
    expect(file.text).toContain('编号,名称,规则');
    const english = await asOwner('GET /api/admin/coupons.csv?language=en');
    expect(english.text).toContain('Cost (CNY),Sales with it (CNY)');
    expect(english.text).toMatch(/'=1\+1,.*,Draft,Taken in the shop,/);
  });

  it('say one number in the list, on their page, in the file and by what members hold', async () => {
    const held = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 }), async (counts) => {
        for (const count of counts) {
          const { id } = await create({ name: `一个数 ${held.size}`, total: null, perMember: 1 }, 'active');
          for (let n = 0; n < count; n += 1) await giveCoupon(app.ctx, await createMember(app.ctx), id);
          held.set(id, count);
        }
        const { items } = (await asOwner('GET /api/admin/coupons?limit=200')).body;
        const lines = (await asOwner('GET /api/admin/coupons.csv')).text.trim().split('\r\n');
        const [header = [], ...rows] = lines.map((line) => line.split(','));
        const cell = (id: string, word: string) => rows.find((row) => row[0] === id)?.[header.indexOf(word)];
        for (const [id, count] of held) {
          const inList = items.find((item: { id: string }) => item.id === id);
          const page = (await asOwner(`GET /api/admin/coupons/${id}`)).body;
          expect([inList.issued, page.issued, Number(cell(id, '已发放'))]).toEqual([count, count, count]);
          expect([cell(id, '已使用'), cell(id, '优惠成本(元)'), cell(id, '带动成交(元)')]).toEqual(['0', '0', '0']);
          expect(cell(id, '使用率')).toBe(count === 0 ? '' : '0');
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  it('of which she holds more than a page has are told as many as there are', async () => {
    const { id } = await create({ total: null, perMember: 100 }, 'active');
    const member = await createMember(app.ctx);
    for (let n = 0; n < 35; n += 1) await giveCoupon(app.ctx, member, id);
    const { body } = await app.call('GET /api/shop/coupons?state=available&limit=30', { token: member.token });
    expect([body.items.length, body.total, body.nextCursor === null]).toEqual([30, 35, false]);
  });

  it('show what a member holds, to those who may see it', async () => {
    const { id } = await create({}, 'active');
    const member = await createMember(app.ctx);
    const couponId = await giveCoupon(app.ctx, member, id);
    const route = `GET /api/admin/members/${member.id}/coupons`;
    expect((await asOwner(route)).body.items).toMatchObject([
      { id: couponId, because: plainWords('首购后复购'), state: 'available' },
    ]);
    expect((await app.call(route, { token: member.token })).status).toBe(401);
  });
});
