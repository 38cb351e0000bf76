import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { pointsMismatches } from '../../src/domains/loyalty/testing.ts';
import { becomeOne, createMember, signedInAgain, type TestMember } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { testApp } from '../../src/platform/testing/app.ts';

const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 120_000 });
const gift = await createCoupon(ctx, { channel: 'grant', perMember: 1000 });

const rule = {
  on: true,
  points: 2,
  growth: 0,
  tiers: [
    { days: 3, points: 10, gift: null },
    { days: 5, points: 20, gift: `coupon:${gift.id}` },
  ],
  makeUps: 2,
  makeUpPoints: 5,
};
async function setRule(change: object = {}): Promise<void> {
  const { cookie } = await signedIn(ctx);
  const saved = await app.call('PUT /api/admin/settings/check-in', { cookie, body: { ...rule, ...change } });
  expect([saved.status, saved.body.error]).toEqual([200, undefined]);
}
await setRule();

/** To ten in the morning of the first of a month, so that no day of a test falls into another month. */
async function beginMonth(): Promise<void> {
  const now = ctx.now();
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 2);
  await app.advance(next - now.getTime(), 10 * DAY);
}
const token = (member: TestMember) => signedInAgain(ctx, member).token;
const tap = async (member: TestMember) => app.call('POST /api/shop/check-in', { token: token(member) });
const look = async (member: TestMember) => (await app.call('GET /api/shop/check-in', { token: token(member) })).body;
const makeUp = async (member: TestMember, day: string) =>
  app.call('POST /api/shop/check-in/make-ups', { token: token(member), body: { day } });
const usable = async (member: TestMember): Promise<number> =>
  (await app.call('GET /api/shop/points', { token: token(member) })).body.usable;
const give = async ({ id }: TestMember, points: number) => {
  const { cookie } = await signedIn(ctx);
  return app.call(`POST /api/admin/members/${id}/points`, { cookie, body: { points, reason: '补偿' } });
};
const gifts = async ({ id }: TestMember): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from benefits.grant where member_id = ${id} and because_kind = 'check_in'
  `.execute(ctx.db);
  return rows[0]?.n ?? 0;
};
const nextDay = async () => app.advance(DAY, DAY);

describe('a day', () => {
  it('counts once, under forty taps at once too', async () => {
    const member = await createMember(ctx);
    const answers = await Promise.all(Array.from({ length: 40 }, async () => tap(member)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200));
    expect(await look(member)).toMatchObject({ done: true, streak: 1 });
    expect(await usable(member)).toBe(2);
    expect(await pointsMismatches(ctx)).toEqual([]);
  });

  it('ends at midnight in Shanghai, and days in a row bring what their steps say, from the first step again after the last', async () => {
    await beginMonth();
    const member = await createMember(ctx);
    await app.advance(13 * 3_600_000 + 59 * 60_000);
    await tap(member);
    await app.advance(2 * 60_000);
    await tap(member);
    expect(await look(member)).toMatchObject({ done: true, streak: 2, tiers: [{ away: 1 }, { away: 3 }] });
    for (let n = 0; n < 6; n += 1) {
      await nextDay();
      await tap(member);
    }
    expect((await look(member)).streak).toBe(8);
    expect(await usable(member)).toBe(8 * 2 + 10 + 20 + 10);
    expect(await gifts(member)).toBe(1);
    await app.advance(2 * DAY, DAY);
    expect(await look(member)).toMatchObject({ done: false, streak: 0 });
  });
});

describe('a missed day', () => {
  it('is made up for with points, closes the gap and brings the steps that are reached now, once', async () => {
    await beginMonth();
    const member = await createMember(ctx);
    await give(member, 100);
    for (const skipped of [false, false, true, false, false]) {
      if (!skipped) await tap(member);
      await nextDay();
    }
    const before = await look(member);
    expect(before).toMatchObject({ streak: 2, makeUp: { left: 2, points: 5 } });
    const [missed] = before.makeUp.days;
    expect(await usable(member)).toBe(108);
    const answers = await Promise.all(Array.from({ length: 10 }, async () => makeUp(member, missed)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await look(member)).toMatchObject({ streak: 5, makeUp: { left: 1, days: [] } });
    expect(await usable(member)).toBe(108 - 5 + 10 + 20);
    expect(await gifts(member)).toBe(1);
    expect(await pointsMismatches(ctx)).toEqual([]);
  });

  it('is refused beyond the month, for today, beyond the quota and without points, and nothing is taken then', async () => {
    await beginMonth();
    const member = await createMember(ctx);
    await app.advance(6 * DAY, DAY);
    const { today, makeUp: open } = await look(member);
    expect((await makeUp(member, today)).body.error.code).toBe('loyalty.not_to_make_up');
    expect((await makeUp(member, '2020-01-01')).body.error.code).toBe('loyalty.not_to_make_up');
    expect((await makeUp(member, open.days[0])).body.error.code).toBe('loyalty.too_few_points');
    await give(member, 30);
    const tried = await Promise.all(open.days.map(async (day: string) => makeUp(member, day)));
    const codes = tried.flatMap(({ body }) => body.error?.code ?? []);
    expect([codes.length, new Set(codes)]).toEqual([open.days.length - 2, new Set(['loyalty.made_up_enough'])]);
    expect((await look(member)).days).toHaveLength(2);
    expect(await usable(member)).toBeGreaterThanOrEqual(20);
    expect(await pointsMismatches(ctx)).toEqual([]);
  });
});

it('whatever days come in whatever order, the days in a row are what they are, and no step is given twice', async () => {
  await setRule({ makeUps: 31, makeUpPoints: 0 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 6, maxLength: 9 }), fc.nat(), async (came, seed) => {
      await beginMonth();
      const member = await createMember(ctx);
      for (const there of came) {
        if (there) await tap(member);
        await nextDay();
      }
      const missed: string[] = (await look(member)).makeUp.days;
      const order = missed.toSorted(
        (a, b) => ((Number(a.slice(8)) * 31 + seed) % 7) - ((Number(b.slice(8)) * 31 + seed) % 7),
      );
      for (const day of order) expect((await makeUp(member, day)).status).toBe(200);
      const { rows } = await sql<{ streak: number }>`
        select streak from loyalty.check_in where member_id = ${member.id} order by day
      `.execute(ctx.db);
      expect(rows.map(({ streak }) => streak)).toEqual(came.map((_, at) => at + 1));
      const { rows: twice } = await sql`
        select key from loyalty.entry where member_id = ${member.id} group by key having count(*) > 1
      `.execute(ctx.db);
      expect(twice).toEqual([]);
    }),
    { numRuns: 4 },
  );
  await setRule();
});

it('two records that become one have the days of both; parted, each has hers', async () => {
  await beginMonth();
  const [one, two] = [await createMember(ctx), await createMember(ctx)];
  await tap(one);
  await nextDay();
  await tap(two);
  await nextDay();
  await becomeOne(ctx, one, two);
  await app.settle();
  await tap(one);
  expect((await look(one)).streak).toBe(3);
  const operator = await signedIn(ctx);
  const { items } = (await app.call(`GET /api/admin/members/${one.id}/merges`, { cookie: operator.cookie })).body;
  await app.call(`POST /api/admin/member-merges/${items[0].id}/reversal`, {
    cookie: operator.cookie,
    body: { reason: '弄错了' },
  });
  await app.settle();
  expect((await look(one)).days).toHaveLength(2);
  expect((await look(two)).days).toHaveLength(1);
});

it('a day is a number of people that opens them; a rule that names one step twice is refused', async () => {
  const member = await createMember(ctx);
  await tap(member);
  const operator = await signedIn(ctx);
  const [today] = (await app.call('GET /api/admin/check-ins?days=3', { cookie: operator.cookie })).body.items;
  expect(today.members).toBeGreaterThan(0);
  const values = encodeURIComponent(JSON.stringify({ day: today.day }));
  const people = await app.call(`GET /api/admin/people/loyalty.checked_in?values=${values}`, {
    cookie: operator.cookie,
  });
  expect(people.body.persons).toBe(today.members);
  const tiers = [3, 3].map((days) => ({ days, points: 1, gift: null }));
  const twice = await app.call('PUT /api/admin/settings/check-in', {
    cookie: operator.cookie,
    body: { ...rule, tiers },
  });
  expect(twice.body.error.details.problems[0].at).toBe('tiers.1.days');
});
