import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { couponBook } from './coupon-book.ts';
import { couponSource } from './coupon-source.ts';
import { announcePaid, announceRefunded, createCoupon, giveCoupon } from './testing.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx));
});
const take = async (member: TestMember, id: string) =>
  (await app.call(`POST /api/shop/coupon-center/${id}`, { token: member.token })).body;
const shown = async (member: TestMember): Promise<string[]> =>
  (await app.call('GET /api/shop/coupon-center', { token: member.token })).body.items.map(
    ({ templateId }: { templateId: string }) => templateId,
  );

describe('a coupon that is for some', () => {
  it('is shown to newcomers until they have ordered, and to whoever has, as the case is; nobody else takes it', async () => {
    const newcomers = await createCoupon(app.ctx, { audience: { kind: 'newcomers' }, perMember: 2 });
    const returning = await createCoupon(app.ctx, { audience: { kind: 'returning' } });
    const her = await createMember(app.ctx);
    expect(await shown(her)).toEqual([newcomers.id]);
    expect((await take(her, newcomers.id)).state).toBe('available');
    expect((await take(her, returning.id)).error).toMatchObject({
      code: 'coupons.not_for_you',
      message: '这张优惠券仅限下过单的老客',
    });
    await announcePaid(app.ctx, { orderId: newId('ord'), person: her });
    await app.settle();
    expect(await shown(her)).toEqual([returning.id]);
    expect((await take(her, newcomers.id)).error.code).toBe('coupons.not_for_you');
    expect((await take(her, returning.id)).state).toBe('available');
    // Whoever gives one chooses whom by other means.
    expect(await giveCoupon(app.ctx, her, newcomers.id)).not.toBe('');
  });

  it('is asked for where it was made, and says so in its sentence', async () => {
    const values = {
      ...{
        name: '新客券',
        kind: 'amount',
        amount: 500,
        threshold: 0,
        scope: { kind: 'all' },
        validity: 'days',
        days: 7,
      },
      ...{ channel: 'shop', total: null, perMember: 1, who: 'newcomers' },
    };
    const { body } = await app.call('POST /api/admin/coupons', { cookie, body: { values, state: 'active' } });
    expect(body.values).toMatchObject({ who: 'newcomers', levels: null, usable: 'always', stack: 'main' });
    const preview = await app.call('POST /api/admin/forms/coupons.template/preview', {
      cookie,
      body: { values: body.values },
    });
    expect(JSON.stringify(preview.body)).toContain('仅限没下过单的新客');
    const her = await createMember(app.ctx);
    expect((await take(her, body.id)).state).toBe('available');
    const code = { name: '海报', coupon: body.id, kind: 'shared', code: 'NEWHERE1', limit: 9 };
    await app.call('POST /api/admin/coupon-codes', { cookie, body: code });
    const him = await createMember(app.ctx);
    await announcePaid(app.ctx, { orderId: newId('ord'), person: him });
    await app.settle();
    const redeemed = await app.call('POST /api/shop/coupon-codes/redemption', {
      token: him.token,
      body: { code: 'NEWHERE1' },
    });
    expect(redeemed.body.error.code).toBe('coupons.not_for_you');
  });
});

describe('what a coupon brought', () => {
  it('counts what came back of its orders, and nothing of an order that gave the coupon back', async () => {
    const template = await createCoupon(app.ctx, { perMember: 9 });
    const her = await createMember(app.ctx);
    const buy = async () => {
      const [orderId, offerId] = [newId('ord'), await giveCoupon(app.ctx, her, template.id)];
      const hold = { orderId, offerId, memberId: her.id, personNo: her.personNo, saving: 800, pieces: [] };
      await inTransaction(app.ctx, async (ctx) => couponSource.claim?.(ctx, [hold]));
      await announcePaid(app.ctx, { orderId, person: her, amount: 5_000, couponId: offerId, saving: 800 });
      await app.settle();
      return { orderId, person: her };
    };
    const [first, second] = [await buy(), await buy()];
    await announceRefunded(app.ctx, { ...first, amount: 1_200, whole: false });
    await announceRefunded(app.ctx, { ...second, amount: 2_000, whole: false });
    await app.settle();
    const read = async () => (await app.call(`GET /api/admin/coupons/${template.id}`, { cookie })).body;
    expect(await read()).toMatchObject({ used: 2, cost: 1_600, gmv: 10_000, refunded: 3_200, costEach: 800 });
    await announceRefunded(app.ctx, { ...second, amount: 3_000, whole: true });
    await app.settle();
    expect(await read()).toMatchObject({ used: 1, cost: 800, gmv: 5_000, refunded: 1_200 });
    expect(await couponBook.compare(app.ctx)).toEqual([]);
    const file = (await app.call('GET /api/admin/coupons.csv', { cookie })).text.split('\r\n');
    expect(file.find((line) => line.startsWith(template.id))).toMatch(/,50,12,8$/);
  });
});
