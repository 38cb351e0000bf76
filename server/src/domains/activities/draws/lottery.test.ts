import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { announcePaid, announceRefunded, createCoupon } from '../../coupons/testing.ts';
import { createMember, signedInAgain, type TestMember } from '../../members/testing.ts';
import { activitiesTest } from '../testing.ts';
import { prizeAt, rollOf } from './chance.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

// Ten in the morning: what a day brings is not torn by midnight.
const tomorrow = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime();
await app.advance(tomorrow + 10 * 3_600_000 - ctx.now().getTime());

const { admin, live, page, help, result } = activitiesTest(app);
const gift = async (name: string) =>
  `coupon:${(await createCoupon(ctx, { name, channel: 'grant', perMember: 99 })).id}`;
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(ctx)));
let nonces = 0;
const word = () => {
  nonces += 1;
  return `word-${String(nonces).padStart(8, '0')}`;
};
const draw = async ({ token }: TestMember, id: string, nonce = word()) =>
  app.call(`POST /api/shop/activities/${id}/draws`, { token, body: { nonce } });
const couponsOf = async (her: TestMember, of: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from coupons.coupon
    where member_id = ${her.id} and state <> 'revoked' and template_id = ${of.replace('coupon:', '')}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
};

describe('a lottery', () => {
  it('sells a chance for points: once a word, so many a day, all or nothing, whatever is pressed at the same moment', async () => {
    const id = await live('lottery', {
      ...{ prizes: [{ gift: await gift('积分抽到的'), odds: 10_000, stock: null }], free: 0 },
      ...{ points: 30, pointsADay: 2 },
    });
    const [her, poor] = await members(2);
    if (!her || !poor) throw new Error('nobody');
    const give = async (to: TestMember, points: number) =>
      admin(`POST /api/admin/members/${to.id}/points`, { points, reason: '测试' });
    expect((await give(her, 100)).status).toBe(200);
    expect((await give(poor, 29)).status).toBe(200);
    const buy = async ({ token }: TestMember, nonce = word()) =>
      app.call(`POST /api/shop/activities/${id}/chances`, { token, body: { nonce } });
    const points = async (whose: TestMember) => {
      const { rows } = await sql<{ sum: number; lines: number }>`
        select coalesce(sum(points), 0)::int as sum, count(*) filter (where kind = 'exchanged')::int as lines
        from loyalty.entry where member_id = ${whose.id}
      `.execute(ctx.db);
      return rows[0];
    };
    expect((await page(her, id)).lottery).toMatchObject({ chances: 0, forPoints: { points: 30, left: 2 } });
    expect((await buy(poor)).body.error).toMatchObject({ code: 'loyalty.too_few_points' });
    expect(await points(poor)).toEqual({ sum: 29, lines: 0 });
    expect((await page(poor, id)).lottery.chances).toBe(0);
    const once = word();
    const same = await Promise.all([1, 2, 3].map(async () => buy(her, once)));
    expect(same.map(({ status, body }) => [status, body.chances])).toEqual([1, 2, 3].map(() => [200, 1]));
    const more = await Promise.all([1, 2, 3].map(async () => buy(her)));
    expect(more.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await points(her)).toEqual({ sum: 40, lines: 2 });
    expect((await buy(her)).body.error.code).toBe('activities.enough_for_points');
    expect((await buy(her, once)).body).toMatchObject({ chances: 2, left: 0 });
    expect((await draw(her, id)).status).toBe(200);
    await app.advance(DAY_MS);
    const again = signedInAgain(ctx, her);
    expect((await page(again, id)).lottery).toMatchObject({ chances: 1, forPoints: { left: 2 } });
    expect((await buy(again)).body).toEqual({ chances: 2, left: 1 });
    expect((await buy(again)).body.error.code).toBe('loyalty.too_few_points');
    const free = await live('lottery', { prizes: [{ gift: await gift('免费的'), odds: 1, stock: null }], free: 1 });
    expect((await page(again, free)).lottery.forPoints).toBeNull();
    const refused = await app.call(`POST /api/shop/activities/${free}/chances`, {
      token: again.token,
      body: { nonce: word() },
    });
    expect(refused.body.error.code).toBe('activities.no_points');
  });

  it('gives no prize twice, however many draw at one moment, and a chance is used once, however many phones press', async () => {
    const prize = await gift('大奖');
    const id = await live('lottery', { prizes: [{ gift: prize, odds: 10_000, stock: 3 }], free: 1 });
    const crowd = await members(20);
    const answers = await Promise.all(crowd.flatMap((her) => [1, 2, 3].map(async () => draw(her, id))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code))).toEqual(
      new Set(['activities.no_chance']),
    );
    expect(answers.filter(({ body }) => body.prize === 0)).toHaveLength(3);
    await app.settle();
    const got = await Promise.all(crowd.map(async (her) => couponsOf(her, prize)));
    expect(got.toSorted().reverse().slice(0, 4)).toEqual([1, 1, 1, 0]);
    expect(await result(id)).toMatchObject({
      joined: 20,
      draws: 20,
      reached: 3,
      tiers: [],
      prizes: [{ rolled: 20, won: 3, stock: 3, given: 3, due: 0 }],
    });
    const [first] = crowd;
    if (first === undefined) throw new Error('nobody');
    expect((await page(first, id)).lottery).toMatchObject({
      prizes: [{ label: { zh: '大奖' }, odds: 10_000, left: 0 }],
      chances: 0,
    });
    await app.advance(DAY_MS);
    expect((await page(first, id)).lottery).toMatchObject({ drawing: 'can', chances: 1 });
  });

  it('answers a draw that is asked for again as before, and takes nothing for it', async () => {
    const id = await live('lottery', { prizes: [{ gift: await gift('小奖'), odds: 5000, stock: null }], free: 3 });
    const her = await createMember(ctx);
    const nonce = word();
    const answers = await Promise.all([1, 2, 3, 4].map(async () => draw(her, id, nonce)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await page(her, id)).lottery).toMatchObject({ chances: 2, draws: [{ n: 1, nonce }] });
  });

  it('can be verified by anybody after the end: seed, commitment and every draw', async () => {
    const prizes = [
      { gift: await gift('一等'), odds: 300, stock: null },
      { gift: await gift('二等'), odds: 4000, stock: null },
    ];
    const id = await live('lottery', { prizes, free: 10 });
    const her = await createMember(ctx);
    for (let n = 0; n < 10; n += 1) expect((await draw(her, id)).status).toBe(200);
    const running = await page(her, id);
    expect(running.lottery).toMatchObject({ seed: null, drawing: 'no_chance' });
    await app.advance(8 * DAY_MS);
    const { lottery, mine } = await page(her, id);
    expect(lottery.commitment).toBe(running.lottery.commitment);
    expect(createHash('sha256').update(Buffer.from(lottery.seed, 'hex')).digest('hex')).toBe(lottery.commitment);
    for (const { n, nonce, roll, rolled, prize } of lottery.draws) {
      const digest = createHmac('sha256', Buffer.from(lottery.seed, 'hex'))
        .update(`${id}:${mine.id}:${n}:${nonce}`)
        .digest('hex');
      expect(roll).toBe(Math.floor((Number.parseInt(digest.slice(0, 12), 16) / 2 ** 48) * 10_000));
      expect([rolled, prize]).toEqual(roll < 300 ? [0, 0] : roll < 4300 ? [1, 1] : [null, null]);
    }
  });

  it('surely wins after so many in vain, of the last prize that is left', async () => {
    const [large, small] = [await gift('头奖'), await gift('安慰奖')];
    const prizes = [
      { gift: large, odds: 1, stock: 1 },
      { gift: small, odds: 1, stock: 1 },
    ];
    const id = await live('lottery', { prizes, free: 9, sureAfter: 2 });
    const her = await createMember(ctx);
    const won = [];
    for (let n = 0; n < 9; n += 1) won.push((await draw(her, id)).body.prize);
    // One of ten thousand falls sooner: then the others come as much earlier.
    expect(won.filter((prize) => prize !== null).toSorted()).toEqual([0, 1]);
    expect(won.slice(0, 3)).toContain(1);
  });

  it('counts chances by orders and friends; what went back with an order takes its draw and what it won with it', async () => {
    const prize = await gift('订单奖');
    const id = await live('lottery', {
      prizes: [{ gift: prize, odds: 10_000, stock: null }],
      free: 0,
      perOrder: 2,
      least: 1000,
      perFriend: true,
    });
    const [her, friend] = await members(2);
    if (her === undefined || friend === undefined) throw new Error('nobody');
    expect((await draw(her, id)).body.error.code).toBe('activities.no_chance');
    const orderId = newId('ord');
    await announcePaid(ctx, { person: her, orderId, amount: 1500 });
    await app.settle();
    const { mine, lottery, friends } = await page(her, id);
    expect([lottery.chances, friends]).toEqual([2, true]);
    expect((await help(friend, mine.id)).body.helping).toBe('helped');
    for (let n = 0; n < 3; n += 1) expect((await draw(her, id)).body.prize).toBe(0);
    await app.settle();
    expect(await couponsOf(her, prize)).toBe(3);
    await announceRefunded(ctx, { person: her, orderId, amount: 600, whole: false });
    await app.settle();
    // One chance is left, the friend's: the two draws after it are undone, and what comes next is owed.
    expect(await couponsOf(her, prize)).toBe(1);
    expect((await page(her, id)).lottery).toMatchObject({
      chances: 0,
      draws: [
        { n: 3, state: 'taken_back' },
        { n: 2, state: 'taken_back' },
        { n: 1, state: 'given' },
      ],
    });
    await announcePaid(ctx, { person: her, orderId: newId('ord'), amount: 1500 });
    await app.settle();
    expect(await couponsOf(her, prize)).toBe(3);
    expect((await draw(her, id)).body.error.code).toBe('activities.no_chance');
  });

  it('ends where she has won as often as one may, or drawn as often a day', async () => {
    const of = await gift('限量');
    const wins = await live('lottery', { prizes: [{ gift: of, odds: 10_000, stock: null }], free: 5, wins: 2 });
    const day = await live('lottery', { prizes: [{ gift: of, odds: 1, stock: null }], free: 5, aDay: 2 });
    const her = await createMember(ctx);
    for (const id of [wins, wins, day, day]) expect((await draw(her, id)).status).toBe(200);
    expect((await draw(her, wins)).body.error.code).toBe('activities.won_enough');
    expect((await draw(her, day)).body.error.code).toBe('activities.enough_today');
  });

  it('keeps its prizes once it is live, and refuses odds above one and chances from nowhere', async () => {
    const prizes = [{ gift: await gift('公示'), odds: 100, stock: 10 }];
    const id = await live('lottery', { prizes });
    const { values } = (await admin(`GET /api/admin/activities/${id}`)).body;
    const at = async (changed: object) =>
      (await admin(`PUT /api/admin/activities/${id}`, { ...values, ...changed })).body.error?.details?.problems?.[0]
        ?.at;
    expect(await at({ prizes: [{ ...prizes[0], odds: 99 }] })).toBe('prizes');
    expect(await at({ sureAfter: 5 })).toBe('sureAfter');
    expect(await at({ free: 0 })).toBe('free');
    expect(await at({ prizes: [...prizes, { ...prizes[0], odds: 9901 }] })).toBe('prizes.1.odds');
    expect(await at({ free: 2 })).toBeUndefined();
  });
});

describe('chance', () => {
  it('falls by its odds: no prize is further from them than chance allows', () => {
    const prizes = [
      { gift: 'a', odds: 100, stock: null },
      { gift: 'b', odds: 2500, stock: null },
      { gift: 'c', odds: 5000, stock: null },
    ];
    const seed = 'ab'.repeat(32);
    const fell = [0, 0, 0, 0];
    const draws = 40_000;
    for (let n = 1; n <= draws; n += 1) {
      const roll = rollOf(seed, { activityId: 'act', entryId: 'ent', n, nonce: 'word' });
      fell[prizeAt({ prizes }, roll) ?? 3] = (fell[prizeAt({ prizes }, roll) ?? 3] ?? 0) + 1;
    }
    const expected = [100, 2500, 5000, 2400].map((odds) => (odds / 10_000) * draws);
    const chi = expected.reduce((sum, want, at) => sum + ((fell[at] ?? 0) - want) ** 2 / want, 0);
    // Three degrees of freedom: one of a thousand fair seeds is further off.
    expect(chi).toBeLessThan(16.27);
  });

  it('gives every roll to one prize or to none, as wide as its odds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1400 }), { minLength: 1, maxLength: 7 }), (odds) => {
        const prizes = odds.map((of) => ({ gift: 'g', odds: of, stock: null }));
        const wide = Array.from({ length: 10_000 }, (_, roll) => prizeAt({ prizes }, roll));
        for (const [at, of] of odds.entries()) expect(wide.filter((prize) => prize === at)).toHaveLength(of);
      }),
      { numRuns: 20 },
    );
  });
});
