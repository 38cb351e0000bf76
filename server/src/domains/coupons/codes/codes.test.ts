import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { budgetRow, createCoupon, tally } from '../testing.ts';
import { makeCodes, plainCode, readableCode } from './code.ts';
import { MOST_TRIES } from './tries.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx));
});

const post = async (route: string, body: unknown) => app.call(`POST /api/admin/${route}`, { cookie, body });
const single = async (coupon: string, count: number, more: object = {}) =>
  (await post('coupon-codes', { name: '包裹卡', coupon, kind: 'single', count, lastDay: null, budget: null, ...more }))
    .body;
const shared = async (coupon: string, code: string, limit: number) =>
  post('coupon-codes', { name: '海报', coupon, kind: 'shared', code, limit, lastDay: null, budget: null });
const codesOf = async (id: string): Promise<string[]> => {
  const file = await app.call(`GET /api/admin/coupon-codes/${id}/codes.csv`, { cookie });
  return file.text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0] ?? '');
};
const redeem = async (member: TestMember, code: string) =>
  app.call('POST /api/shop/coupon-codes/redemption', { token: member.token, body: { code } });
const refusal = async (member: TestMember, code: string) => (await redeem(member, code)).body.error?.code;
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(app.ctx)));
const found = async (q: string) =>
  (await app.call(`GET /api/admin/coupon-codes?q=${encodeURIComponent(q)}`, { cookie })).body.items;

describe('codes', () => {
  it('are all different, of letters nobody mistakes, and drawn evenly', () => {
    const codes = makeCodes(20_000);
    expect(new Set(codes).size).toBe(20_000);
    const counts = new Map<string, number>();
    for (const letter of codes.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect([...counts.keys()].sort().join('')).toBe('34679ACDEFGHJKMNPQRTUVWXY');
    const even = 280_000 / 25;
    // Six deviations of a fair draw.
    for (const count of counts.values()) expect(Math.abs(count - even)).toBeLessThan(6 * Math.sqrt(even));
  });

  it('are read as they are typed: small, wide, with spaces and dashes', () => {
    expect(plainCode(' abcd-efgh jkmn–pq ')).toBe('ABCDEFGHJKMNPQ');
    expect(plainCode('ＡＢＣ１２３')).toBe('ABC123');
    expect(readableCode('ABCDEFGHJKMNPQ')).toBe('ABCD-EFGH-JKMN-PQ');
    expect(readableCode('FRUIT2026')).toBe('FRUIT2026');
  });
});

describe('a batch of single codes', () => {
  it('of a hundred thousand is made at once, each once, and every one is in the file', async () => {
    const { id: templateId } = await createCoupon(app.ctx, { channel: 'grant' });
    const batch = await single(templateId, 100_000);
    expect(batch).toMatchObject({ total: 100_000, redeemed: 0, state: 'open', code: null });
    const codes = await codesOf(batch.id);
    expect(new Set(codes).size).toBe(100_000);
  });

  it('gives its coupon once a code, however many ask for it at one moment, and says how she came by it', async () => {
    const template = await createCoupon(app.ctx, { channel: 'grant' });
    const batch = await single(template.id, 2);
    const [code = '', other = ''] = await codesOf(batch.id);
    const answers = await Promise.all((await members(12)).map(async (member) => redeem(member, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
    expect(new Set(refused)).toEqual(new Set(['coupons.code_used']));
    expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({
      name: '满39减10',
      said: words('兑换码兑换', 'By an exchange code'),
    });
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 1, rows: 1 });
    expect((await found(code))[0]).toMatchObject({ id: batch.id, redeemed: 1 });
    const [her] = await members(1);
    if (!her) throw new Error('no member');
    expect((await redeem(her, other.toLowerCase())).status).toBe(200);
    expect((await found(other))[0]).toMatchObject({ state: 'used_up' });
  });

  it('keeps a code whose owner may have no more of the coupon, for somebody who may', async () => {
    const template = await createCoupon(app.ctx, { perMember: 1 });
    const [code = '', second = ''] = await codesOf((await single(template.id, 2)).id);
    const [her, him] = await members(2);
    if (!her || !him) throw new Error('no member');
    expect((await redeem(her, code)).status).toBe(200);
    expect(await refusal(her, second)).toBe('coupons.limit_reached');
    expect((await redeem(him, second)).status).toBe(200);
  });

  it('is over after its last day, and gives nothing beyond its budget', async () => {
    const template = await createCoupon(app.ctx, { perMember: 5 });
    const budget = (await post('budgets', { name: '卡片', limit: 1_500 })).body.id;
    const batch = await single(template.id, 3, { budget, lastDay: shanghaiDay(app.ctx.now()) });
    const [a = '', b = ''] = await codesOf(batch.id);
    const [her] = await members(1);
    if (!her) throw new Error('no member');
    expect((await redeem(her, a)).status).toBe(200);
    expect(await refusal(her, b)).toBe('coupons.code_used_up');
    expect(await budgetRow(app.ctx, budget)).toMatchObject({ committed: 1_000, grants: 1 });
    await app.advance(DAY_MS);
    expect(await refusal(her, b)).toBe('coupons.code_over');
    expect((await found(b))[0]).toMatchObject({ state: 'ended', redeemed: 1 });
  });

  it('that is voided gives nothing any more, and takes back what is unused only when told to', async () => {
    const template = await createCoupon(app.ctx, { channel: 'grant' });
    const batch = await single(template.id, 3);
    const [a = '', b = ''] = await codesOf(batch.id);
    const [her, him] = await members(2);
    if (!her || !him) throw new Error('no member');
    await redeem(her, a);
    const wallet = async () =>
      (await app.call('GET /api/shop/coupons?state=available', { token: her.token })).body.items;
    expect((await post(`coupon-codes/${batch.id}/voiding`, { reason: '卡片被盗' })).body).toMatchObject({
      state: 'voided',
      voidReason: '卡片被盗',
    });
    expect(await refusal(him, b)).toBe('coupons.code_voided');
    expect(await wallet()).toHaveLength(1);
    await post(`coupon-codes/${batch.id}/voiding`, { reason: '又一次', takeBack: true });
    expect(await wallet()).toHaveLength(0);
    expect((await found(b))[0]).toMatchObject({ voidReason: '卡片被盗' });
  });

  it('is in the hands of those only who may change coupons', async () => {
    const viewer = await signedIn(app.ctx, 'viewer');
    const batch = await single((await createCoupon(app.ctx)).id, 1);
    const file = await app.call(`GET /api/admin/coupon-codes/${batch.id}/codes.csv`, { cookie: viewer.cookie });
    expect(file.status).toBe(403);
  });
});

describe('one code for all', () => {
  it('is used by so many persons as it may be, each once, at whatever moment they come', async () => {
    const template = await createCoupon(app.ctx, { channel: 'grant', perMember: 9 });
    expect((await shared(template.id, 'fruit-2026', 5)).body).toMatchObject({ code: 'FRUIT2026', total: 5 });
    const crowd = await members(8);
    const answers = await Promise.all([...crowd, ...crowd].map(async (member) => redeem(member, 'Fruit 2026')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 5, rows: 5 });
    const { rows } = await sql<{ most: number }>`
      select max(n)::int as most from (select count(*) as n from coupons.coupon where template_id = ${template.id} group by member_id) one
    `.execute(app.ctx.db);
    expect(rows[0]?.most).toBe(1);
    expect((await found('FRUIT2026'))[0]).toMatchObject({ redeemed: 5, state: 'used_up' });
  });

  it('is refused at its field where it stands already, or is none', async () => {
    const template = await createCoupon(app.ctx);
    await shared(template.id, 'TWICE88', 1);
    expect((await shared(template.id, 'twice-88', 1)).body.error).toMatchObject({
      code: 'coupons.code_not_free',
      details: { problems: [{ at: 'code' }] },
    });
    expect((await shared(template.id, '水果水果水果', 1)).body.error.details.problems[0].at).toBe('code');
  });
});

describe('guessing', () => {
  it('ends after ten wrong codes within an hour, however fast they come; what is right does not count', async () => {
    const template = await createCoupon(app.ctx, { perMember: 50, channel: 'grant' });
    const codes = await codesOf((await single(template.id, 4)).id);
    const [her] = await members(1);
    if (!her) throw new Error('no member');
    expect((await redeem(her, codes[0] ?? '')).status).toBe(200);
    const wrong = await Promise.all(Array.from({ length: 18 }, async (_, n) => refusal(her, `WRONG${n}CODE`)));
    expect(wrong.filter((code) => code === 'coupons.code_unknown')).toHaveLength(MOST_TRIES);
    expect(wrong.filter((code) => code === 'coupons.too_many_tries')).toHaveLength(8);
    expect(await refusal(her, codes[1] ?? '')).toBe('coupons.too_many_tries');
    await app.advance(61 * MINUTE_MS);
    expect((await redeem(her, codes[1] ?? '')).status).toBe(200);
  });
});
