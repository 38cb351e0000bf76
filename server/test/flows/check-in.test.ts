import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { stillToCheckIn } from '../../src/domains/loyalty/domain.ts';
import { pointsMismatches } from '../../src/domains/loyalty/testing.ts';
import { becomeOne, createMember, signedInAgain, type TestMember } from '../../src/domains/members/testing.ts';
import { signedIn } from '../../src/domains/operators/testing.ts';
import { addDays, shanghaiDay } from '../../src/platform/calendar.ts';
import { testApp } from '../../src/platform/testing/app.ts';

const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });
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

describe('a reminder at her hour', () => {
  const HOUR = 3_600_000;
  const setHour = async (member: TestMember, minute: number | null) =>
    (await app.call('PUT /api/shop/check-in/reminder', { token: token(member), body: { minute } })).body;
  const reminded = async ({ id }: TestMember) => {
    const { rows } = await sql<{ sourceKey: string }>`
      select source_key from messaging.outbound where member_id = ${id} and template_key = 'checkInReminder' order by created_at
    `.execute(ctx.db);
    return rows.map(({ sourceKey }) => sourceKey.split(':')[2]);
  };

  it('comes once a day at most, not after she was here, and no more when she wants none', async () => {
    await beginMonth();
    const [her, other] = [await createMember(ctx), await createMember(ctx)];
    const first = shanghaiDay(ctx.now());
    expect((await look(her)).remindAt).toBeNull();
    expect((await setHour(her, 20 * 60)).remindAt).toBe(1200);
    await app.advance(9 * HOUR, HOUR);
    expect(await reminded(her)).toEqual([]);
    await app.advance(2 * HOUR, HOUR);
    expect(await reminded(her)).toEqual([first]);
    // Another hour of the same day brings no second one.
    await setHour(her, 22 * 60);
    await app.advance(2 * HOUR, HOUR);
    expect(await reminded(her)).toEqual([first]);
    await app.advance(12 * HOUR, HOUR);
    await tap(her);
    await app.advance(12 * HOUR, HOUR);
    expect(await reminded(her)).toEqual([first]);
    await app.advance(24 * HOUR, HOUR);
    expect(await reminded(her)).toEqual([first, addDays(first, 2)]);
    expect((await setHour(her, null)).remindAt).toBeNull();
    await app.advance(48 * HOUR, HOUR);
    expect(await reminded(her)).toHaveLength(2);
    expect(await reminded(other)).toEqual([]);
    expect(
      (await app.call('PUT /api/shop/check-in/reminder', { token: token(her), body: { minute: 1440 } })).status,
    ).toBe(400);
  });

  it('that waits is asked once more when it leaves; a day on which nothing ran is not made up for; one person has one hour', async () => {
    await beginMonth();
    const [her, twin] = [await createMember(ctx), await createMember(ctx)];
    await setHour(her, 20 * 60);
    const day = shanghaiDay(ctx.now());
    const still = async (of: string) => (await stillToCheckIn(ctx, [{ memberId: her.id, day: of }])).has(her.id);
    expect([await still(day), await still(addDays(day, -1))]).toEqual([true, false]);
    await tap(her);
    expect(await still(day)).toBe(false);
    // Three days in one step: only the hour of the day that is now is told.
    await app.advance(3 * DAY + 11 * HOUR, 4 * DAY);
    expect(await reminded(her)).toEqual([addDays(day, 3)]);
    await becomeOne(ctx, twin, her);
    await app.settle();
    expect((await look(twin)).remindAt).toBe(1200);
  });

  it('is of a thousand at once, each once, whoever asks for it meanwhile', async () => {
    await beginMonth();
    const members = await Promise.all(Array.from({ length: 30 }, async () => createMember(ctx)));
    for (const member of members) await setHour(member, 20 * 60);
    for (const member of members.slice(0, 10)) await tap(member);
    await app.advance(11 * HOUR, HOUR);
    const told = await Promise.all(members.map(async (member) => (await reminded(member)).length));
    expect(told).toEqual([...Array(10).fill(0), ...Array(20).fill(1)]);
  });
});
