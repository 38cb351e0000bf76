import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { levelAtRisk, levelReached } from '../loyalty/events.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { setQuiet } from '../messaging/testing.ts';
import { signedIn } from '../operators/testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
let coupon = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  await setQuiet(ctx, 'never');
  coupon = (await createCoupon(ctx, { name: '等级券', channel: 'grant', perMember: 9 })).id;
});

const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
const switchOn = async (key: string): Promise<string> =>
  (await call(`POST /api/admin/playbooks/${key}/journey`, { values: { coupon, holdout: 0 } })).body.id;
const given = async (journeyId: string): Promise<string[]> =>
  (await call(`GET /api/admin/grants?causeId=${journeyId}`)).body.items.map(
    (row: { memberId: string }) => row.memberId,
  );

async function rises({ id: memberId, personNo }: TestMember, reason: string) {
  const payload = { memberId, name: '金卡', growth: 500, reason, from: null, to: 'lvl_gold' };
  await inTransaction(ctx, async (ctx) => ctx.emit(levelReached, { personNo, payload }));
  await app.settle();
}
async function isAtRisk({ id: memberId, personNo }: TestMember) {
  const until = new Date(ctx.now().getTime() + 10 * DAY_MS).toISOString();
  const payload = { memberId, levelId: 'lvl_gold', name: '金卡', missing: 80, until };
  await inTransaction(ctx, async (ctx) => ctx.emit(levelAtRisk, { personNo, payload }));
  await app.settle();
}

describe('playbooks of levels', () => {
  it('congratulate who rose by what she did, at a good hour, once', async () => {
    const journeyId = await switchOn('level_up');
    const [rose, moved] = [await createMember(ctx), await createMember(ctx)];
    await rises(rose, 'growth');
    // The ladder was changed under her: nothing to congratulate her for.
    await rises(moved, 'rules');
    expect(await given(journeyId)).toEqual([]);
    await app.advance(DAY_MS);
    expect(await given(journeyId)).toEqual([rose.id]);
    const { body } = await call(`GET /api/admin/outbound?memberId=${rose.id}`);
    expect(body.items.map((one: { templateName: { zh: string } }) => one.templateName.zh)).toEqual(['优惠券到账']);
  });

  it('come before a level is lost, and not again while she rests', async () => {
    const journeyId = await switchOn('level_at_risk');
    const member = await createMember(ctx);
    await isAtRisk(member);
    await app.advance(DAY_MS);
    expect(await given(journeyId)).toEqual([member.id]);
    await isAtRisk(member);
    await app.advance(DAY_MS);
    expect(await given(journeyId)).toEqual([member.id]);
  });

  it('say beforehand how many would have come in', async () => {
    const dryRun = async (key: string) =>
      (await call(`POST /api/admin/playbooks/${key}/dry-run`, { values: { coupon, holdout: 0 } })).body;
    await app.advance(DAY_MS);
    expect(await dryRun('level_up')).toMatchObject({ entered: 1 });
    const { perDay } = await dryRun('level_at_risk');
    const entered = perDay.reduce((sum: number, one: { entered: number }) => sum + one.entered, 0);
    expect([entered, perDay.at(-1).day <= shanghaiDay(ctx.now())]).toEqual([1, true]);
  });
});
