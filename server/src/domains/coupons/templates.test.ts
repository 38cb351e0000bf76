import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { giveCoupon } from './testing.ts';

const app = await testApp();
let owner: { cookie: string };
beforeAll(async () => {
  owner = await signedIn(app.ctx);
});

const rules = {
  name: '会员日九折',
  discount: { kind: 'percent', percentOff: 10, cap: 2_000 },
  threshold: 5_000,
  scope: { kind: 'all' },
  validity: { kind: 'days', days: 3 },
  total: 100,
  perMember: 1,
  channel: 'shop',
  note: '',
};
const asOwner = async (route: string, body?: unknown) =>
  app.call(route, { cookie: owner.cookie, ...(body === undefined ? {} : { body }) });
const create = async (change: Record<string, unknown> = {}) =>
  (await asOwner('POST /api/admin/coupons', { ...rules, ...change })).body;
const put = async (id: string, change: Record<string, unknown>) =>
  asOwner(`PUT /api/admin/coupons/${id}`, { ...rules, ...change });

describe('coupon templates', () => {
  it('begin as drafts and say their rule in a sentence', async () => {
    const made = await create();
    expect(made).toMatchObject({ state: 'draft', issued: 0, used: 0, cost: 0, gmv: 0 });
    expect(made.sentence).toEqual({
      zh: '满 50 打 9 折，最多减 20，3 天内有效',
      en: '10% off from ¥50, at most ¥20, valid for 3 days',
    });
    expect((await create({ discount: { kind: 'free_shipping' }, threshold: 0 })).sentence.zh).toBe(
      '无门槛免运费，3 天内有效',
    );
    expect((await asOwner(`GET /api/admin/coupons/${made.id}`)).body).toEqual(made);
  });

  it('refuse what makes no sense', async () => {
    const at = (ms: number) => new Date(app.ctx.now().getTime() + ms).toISOString();
    const backwards = await create({ validity: { kind: 'between', from: at(1), to: at(0) } });
    expect(backwards.error.code).toBe('coupons.bad_window');
    expect((await create({ discount: { kind: 'amount', amount: 5_001 } })).error.code).toBe('coupons.bad_discount');
    expect((await create({ discount: { kind: 'percent', percentOff: 100, cap: null } })).error.code).toBe(
      'platform.bad_input',
    );
  });

  it('can change entirely until the first is issued, then only in name, note, totals and channel', async () => {
    const { id } = await create();
    expect((await put(id, { threshold: 4_000 })).body.threshold).toBe(4_000);
    await put(id, {});
    expect((await asOwner(`PUT /api/admin/coupons/${id}/state`, { state: 'active' })).body.state).toBe('active');
    const member = await createMember(app.ctx);
    await giveCoupon(app.ctx, member, id);
    await giveCoupon(app.ctx, member, id);
    expect((await put(id, { threshold: 1 })).body.error.code).toBe('coupons.terms_fixed');
    expect((await put(id, { total: 1 })).body.error).toMatchObject({
      code: 'coupons.total_below_issued',
      details: { issued: 2 },
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
    for (const name of ['鸡蛋券一', '鸡蛋券二', '鸡蛋券三']) await create({ name, state: 'active' });
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
  });

  it('show what a member holds, to those who may see it', async () => {
    const { id } = await create({ state: 'active' });
    const member = await createMember(app.ctx);
    const couponId = await giveCoupon(app.ctx, member, id);
    const route = `GET /api/admin/members/${member.id}/coupons`;
    expect((await asOwner(route)).body.items).toMatchObject([
      { id: couponId, because: '首购后复购', state: 'available' },
    ]);
    expect((await app.call(route, { token: member.token })).status).toBe(401);
  });
});
