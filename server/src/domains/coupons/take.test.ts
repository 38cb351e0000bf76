import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { setTemplateState } from './change-template.ts';
import { createCoupon, tally } from './testing.ts';

const app = await testApp();

const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(app.ctx)));
const take = async (member: TestMember, id: string, key?: string) =>
  app.call(`POST /api/shop/coupon-center/${id}`, {
    token: member.token,
    headers: key ? { 'idempotency-key': key } : {},
  });
const refusal = async (member: TestMember, id: string) => (await take(member, id)).body.error?.code;
const wallet = async (member: TestMember, query = '') =>
  (await app.call(`GET /api/shop/coupons${query}`, { token: member.token })).body.items;

describe('taking a coupon', () => {
  it('puts it into the wallet with its window and its reason', async () => {
    const [shopper] = await members(1);
    if (!shopper) throw new Error('no member');
    const template = await createCoupon(app.ctx);
    const taken = await take(shopper, template.id);
    expect(taken.body).toMatchObject({
      state: 'available',
      said: { zh: '自己领取', en: 'Taken by yourself' },
      name: '满39减10',
      orderId: null,
    });
    expect(taken.body.sentence.zh).toContain('满 39 减 10');
    const days = (Date.parse(taken.body.validTo) - app.ctx.now().getTime()) / DAY_MS;
    expect(days).toBeGreaterThan(7);
    expect(days).toBeLessThanOrEqual(8);
    expect(await wallet(shopper)).toHaveLength(1);
  });

  it('gives the last 5 to exactly 5 of 50 who tap at once', async () => {
    const template = await createCoupon(app.ctx, { total: 5 });
    const answers = await Promise.all((await members(50)).map(async (member) => take(member, template.id)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(5);
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(new Set(refused.map((answer) => answer.body.error.code))).toEqual(new Set(['coupons.sold_out']));
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 5, rows: 5 });
  });

  it('holds the limit of one person against 20 taps at once', async () => {
    const [shopper] = await members(1);
    if (!shopper) throw new Error('no member');
    const template = await createCoupon(app.ctx, { perMember: 3 });
    const answers = await Promise.all(Array.from({ length: 20 }, async () => take(shopper, template.id)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(3);
    expect(answers.find((answer) => answer.status !== 200)?.body.error).toMatchObject({
      code: 'coupons.limit_reached',
      message: '已领到上限，每人最多 3 张',
    });
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 3, rows: 3 });
  });

  it('counts a repeated tap with the same key once', async () => {
    const [shopper] = await members(1);
    if (!shopper) throw new Error('no member');
    const template = await createCoupon(app.ctx, { perMember: 5 });
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => take(shopper, template.id, 'tap-12345678')),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 1, rows: 1 });
  });

  it('is refused for what is not there to take', async () => {
    const [shopper] = await members(1);
    if (!shopper) throw new Error('no member');
    const at = (days: number) => new Date(app.ctx.now().getTime() + days * DAY_MS).toISOString();
    const granted = await createCoupon(app.ctx, { channel: 'grant' });
    expect(await refusal(shopper, granted.id)).toBe('coupons.not_takeable');
    const soon = await createCoupon(app.ctx, { validity: { kind: 'between', from: at(1), to: at(2) } });
    expect(await refusal(shopper, soon.id)).toBe('coupons.not_started');
    const over = await createCoupon(app.ctx, { validity: { kind: 'between', from: at(-2), to: at(-1) } });
    expect(await refusal(shopper, over.id)).toBe('coupons.not_takeable');
    const ended = await createCoupon(app.ctx);
    await setTemplateState(app.ctx, ended.id, 'ended');
    expect(await refusal(shopper, ended.id)).toBe('coupons.not_takeable');
    expect(await refusal(shopper, 'cpt_nothing')).toBe('coupons.not_found');
    expect((await app.call(`POST /api/shop/coupon-center/${ended.id}`)).status).toBe(401);
    expect(await wallet(shopper)).toEqual([]);
  });

  it('shows nobody the wallet of another', async () => {
    const [mine, other] = await members(2);
    if (!mine || !other) throw new Error('no member');
    const template = await createCoupon(app.ctx);
    await take(mine, template.id);
    expect(await wallet(other)).toEqual([]);
    expect(await wallet(mine, '?state=available')).toHaveLength(1);
    expect(await wallet(mine, '?state=used')).toEqual([]);
  });
});
