import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { couponBook } from './coupon-book.ts';
import { couponSource } from './coupon-source.ts';
import { announceCancelled, budgetRow, couponRow, createCoupon, giveCoupon, tally } from './testing.ts';

const app = await testApp();
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(app.ctx));
});
const post = async (route: string, body: unknown) => app.call(`POST /api/admin/${route}`, { cookie, body });
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(app.ctx)));

describe('a coupon that is voided', () => {
  it('is good for nobody from that moment on, gives its budget back, and leaves an order what it holds', async () => {
    const template = await createCoupon(app.ctx, { perMember: 2, channel: 'shop' });
    const budget = (await post('budgets', { name: '新人', limit: 100_000 })).body.id;
    const crowd = await members(30);
    const [her] = crowd;
    if (!her) throw new Error('no member');
    const ids = await Promise.all(crowd.map(async (member) => giveCoupon(app.ctx, member, template.id, budget)));
    await app.call(`POST /api/shop/coupon-center/${template.id}`, { token: her.token });
    const order = { orderId: newId('ord'), person: her };
    const hold = {
      ...{ orderId: order.orderId, offerId: ids[0] ?? '', memberId: her.id, personNo: her.personNo },
      ...{ saving: 1_000, pieces: [] },
    };
    await inTransaction(app.ctx, async (ctx) => couponSource.claim?.(ctx, [hold]));
    const answer = await post(`coupons/${template.id}/voiding`, { reason: '门槛填错了' });
    expect(answer.body).toMatchObject({ state: 'ended', voidReason: '门槛填错了' });
    // Before the sweep has come: what lies in the wallets takes nothing off already.
    const question = { memberId: her.id, personNo: her.personNo, lines: [], now: app.ctx.now() };
    const context = { channel: 'shop', app: null, chosen: 'best' as const };
    expect((await couponSource.find(app.ctx, { ...question, context })).offers).toEqual([]);
    await app.settle();
    expect(await couponRow(app.ctx, ids[1] ?? '')).toMatchObject({ state: 'revoked' });
    expect(await couponRow(app.ctx, ids[0] ?? '')).toMatchObject({ state: 'locked' });
    expect(await budgetRow(app.ctx, budget)).toMatchObject({ committed: 1_000, bound: 1_000 });
    expect(await giveCoupon(app.ctx, her, template.id)).toBe('');
    await announceCancelled(app.ctx, order);
    await app.settle();
    const wallet = (await app.call('GET /api/shop/coupons', { token: her.token })).body.items;
    expect(new Set(wallet.map(({ state }: { state: string }) => state))).toEqual(new Set(['revoked']));
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 31, rows: 31 });
    expect(await couponBook.compare(app.ctx)).toEqual([]);
  });

  it('one of them alone is taken back with a reason, as long as it is not used', async () => {
    const template = await createCoupon(app.ctx);
    const [her] = await members(1);
    if (!her) throw new Error('no member');
    const { body } = await app.call(`POST /api/shop/coupon-center/${template.id}`, { token: her.token });
    expect((await post(`issued-coupons/${body.id}/voiding`, { reason: '误领' })).body.state).toBe('revoked');
    expect((await post(`issued-coupons/${body.id}/voiding`, { reason: '误领' })).body.error.code).toBe(
      'coupons.not_voidable',
    );
    expect((await post('issued-coupons/cpn_none/voiding', { reason: '误领' })).body.error.code).toBe(
      'coupons.not_found',
    );
    await app.settle();
    const timeline = await app.call(`GET /api/admin/members/${her.id}/timeline`, { cookie });
    expect(JSON.stringify(timeline.body)).toContain('收回优惠券');
  });
});

describe('two accounts that turn out to be one person', () => {
  const wallet = async (token: string) =>
    (await app.call('GET /api/shop/coupons?state=available', { token })).body.items.length;
  const merge = async (keep: string, join: string) =>
    (await post(`members/${keep}/merges`, { otherId: join, reason: '同一个人' })).body;

  it('keep what one person may have: of “one each” one is left, and both again when they part', async () => {
    const [keep, join] = await members(2);
    if (!keep || !join) throw new Error('no member');
    const template = await createCoupon(app.ctx, { perMember: 1 });
    const twice = await createCoupon(app.ctx, { perMember: 2 });
    for (const { token } of [keep, join])
      for (const { id } of [template, twice]) await app.call(`POST /api/shop/coupon-center/${id}`, { token });
    const mergeId = (await merge(keep.id, join.id)).items[0].id;
    await app.settle();
    expect(await wallet(keep.token)).toBe(3);
    expect(await tally(app.ctx, template.id)).toMatchObject({ issued: 2, rows: 2 });
    await app.call(`POST /api/admin/member-merges/${mergeId}/reversal`, { cookie, body: { reason: '认错人了' } });
    await app.settle();
    expect(await wallet(keep.token)).toBe(2);
    const { rows } = await held(join.id);
    expect(rows).toBe(2);
  });

  it('who has used one already has none left, and what a budget bound for the other is free', async () => {
    const [keep, join] = await members(2);
    if (!keep || !join) throw new Error('no member');
    const budget = (await post('budgets', { name: '新人', limit: 5_000 })).body.id;
    const template = await createCoupon(app.ctx, { perMember: 1 });
    await giveCoupon(app.ctx, keep, template.id, budget);
    await giveCoupon(app.ctx, join, template.id, budget);
    await merge(keep.id, join.id);
    await app.settle();
    expect(await wallet(keep.token)).toBe(1);
    expect(await budgetRow(app.ctx, budget)).toMatchObject({ committed: 1_000, bound: 1_000 });
    expect((await app.call(`POST /api/shop/coupon-center/${template.id}`, { token: keep.token })).body.error.code).toBe(
      'coupons.limit_reached',
    );
  });

  async function held(memberId: string): Promise<{ rows: number }> {
    const page = await app.call(`GET /api/admin/members/${memberId}/coupons`, { cookie });
    const open = page.body.items.filter(({ state }: { state: string }) => state === 'available');
    return { rows: open.length };
  }
});
