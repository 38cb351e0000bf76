import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createCoupon, giveCoupon } from '../../src/domains/coupons/testing.ts';
import { cardEnding } from '../../src/domains/loyalty/events.ts';
import { turnPointsOn } from '../../src/domains/loyalty/testing.ts';
import { createMember, signedInAgain, type TestMember } from '../../src/domains/members/testing.ts';
import { setQuiet } from '../../src/domains/messaging/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { testApp } from '../../src/platform/testing/app.ts';

// What she has and may lose is told her in time, once, and not when she has used it.

const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

beforeAll(async () => {
  await setQuiet(ctx, 'never');
  const { cookie } = await signedIn(ctx);
  for (const key of ['coupon_unused', 'coupon_expiring', 'points_expiring', 'card_renewal']) {
    const body = { values: { holdout: 0 } };
    const made = await app.call(`POST /api/admin/playbooks/${key}/journey`, { cookie, body });
    expect([key, made.status, made.body.error]).toEqual([key, 200, undefined]);
    if (made.body.state !== 'live')
      expect(
        (await app.call(`PUT /api/admin/journeys/${made.body.id}/state`, { cookie, body: { state: 'live' } })).status,
      ).toBe(200);
  }
});

const take = async (member: TestMember, id: string) =>
  (await app.call(`POST /api/shop/coupon-center/${id}`, { token: signedInAgain(ctx, member).token })).body;
const told = async ({ id }: TestMember) => {
  const { rows } = await sql<{
    name: string;
    template: string;
    coupon: string | null;
    points: string | null;
    reason: string | null;
  }>`
    select j.name, o.template_key as template, o.variables ->> 'coupon' as coupon, o.variables ->> 'points' as points, o.reason
    from messaging.outbound o join journeys.journey j on j.id = o.cause_id where o.member_id = ${id} order by o.created_at, o.id
  `.execute(ctx.db);
  return rows.map(({ name, template, coupon, points }) => [name, template, coupon ?? points]);
};
const facts = async (type: string, { id }: TestMember) => {
  const { rows } =
    await sql`select from platform.event where type = ${type} and payload ->> 'memberId' = ${id}`.execute(ctx.db);
  return rows.length;
};
const use = async (couponId: string) =>
  sql`update coupons.coupon set state = 'expired' where id = ${couponId}`.execute(ctx.db);

describe('a coupon', () => {
  it('that she took and did not use is told after two days, and again two days before it ends', async () => {
    const template = await createCoupon(ctx, { name: '水果券', validity: { kind: 'days', days: 20 } });
    const [her, quick] = [await createMember(ctx), await createMember(ctx)];
    await take(her, template.id);
    await take(quick, template.id);
    await app.call('POST /collect', { token: quick.token, body: { sentAt: ctx.now().toISOString(), events: [] } });
    await app.advance(4 * DAY, DAY);
    expect(await told(her)).toEqual([['领券未用提醒', 'couponExpiring', '水果券']]);
    await app.advance(13 * DAY, DAY);
    expect(await facts('coupon.expiring', her)).toBe(0);
    await app.advance(4 * DAY, DAY);
    expect(await facts('coupon.expiring', her)).toBe(1);
    expect(await told(her)).toEqual([
      ['领券未用提醒', 'couponExpiring', '水果券'],
      ['优惠券到期提醒', 'couponExpiring', '水果券'],
    ]);
  });

  it('that was used or taken back meanwhile is not told of, nor one that is over; each is said once', async () => {
    const template = await createCoupon(ctx, { name: '短券', channel: 'grant', validity: { kind: 'days', days: 6 } });
    const [used, kept] = [await createMember(ctx), await createMember(ctx)];
    const gone = await giveCoupon(ctx, used, template.id);
    await giveCoupon(ctx, kept, template.id);
    await use(gone);
    await app.advance(5 * DAY, DAY);
    await app.advance(5 * DAY, DAY);
    expect([await facts('coupon.expiring', used), await facts('coupon.expiring', kept)]).toEqual([0, 1]);
    expect((await told(kept)).map(([name]) => name)).toEqual(['优惠券到期提醒']);
  });
});

describe('points', () => {
  it('that end within a week are told together, once', async () => {
    await turnPointsOn(ctx, { days: 10 });
    const her = await createMember(ctx);
    const { cookie } = await signedIn(ctx);
    for (const points of [30, 50])
      await app.call(`POST /api/admin/members/${her.id}/points`, { cookie, body: { points, reason: '补偿' } });
    await app.advance(2 * DAY, DAY);
    expect(await facts('points.expiring', her)).toBe(0);
    await app.advance(3 * DAY, DAY);
    expect(await facts('points.expiring', her)).toBe(1);
    expect(await told(her)).toEqual([['积分到期提醒', 'pointsExpiring', '80']]);
  });
});

describe('a card', () => {
  it('that ends and was not renewed is told by a playbook', async () => {
    const her = await createMember(ctx);
    const until = new Date(ctx.now().getTime() + 3 * DAY).toISOString();
    const payload = { memberId: her.id, kindId: 'ckd_x', name: '免邮月卡', orderId: 'ord_x', until };
    await inTransaction(ctx, async (ctx) => ctx.emit(cardEnding, { personNo: her.personNo, payload }));
    await app.advance(2 * DAY, DAY);
    expect(await told(her)).toEqual([['会员卡续费提醒', 'cardEnding', null]]);
  });
});
