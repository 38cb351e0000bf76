import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid, announceRefunded, createCoupon } from '../coupons/testing.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { activitiesTest, activityValues } from './testing.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 300_000 });

// Ten in the morning: what counts once a day is not torn by midnight.
const tomorrow = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime();
await app.advance(tomorrow + 10 * 3_600_000 - ctx.now().getTime());

const { admin, live, page, join, help, result } = activitiesTest(app);
const gift = async (name: string) =>
  `coupon:${(await createCoupon(ctx, { name, channel: 'grant', perMember: 99 })).id}`;
/** How many she has of what these promise: other activities of this file go on beside. */
const hers = async (her: TestMember, ...gifts: readonly string[]): Promise<number> => {
  const templates = gifts.map((gift) => gift.replace('coupon:', ''));
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from coupons.coupon
    where member_id = ${her.id} and state <> 'revoked' and template_id = any(${templates}::text[])
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
};
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(ctx)));

describe('likes of friends', () => {
  it('count once a friend and day, not of herself, and bring each tier once, whoever taps at the same moment', async () => {
    const [small, large] = [await gift('小礼'), await gift('大礼')];
    const id = await live('likes', {
      aDay: 2,
      tiers: [
        { at: 3, gift: small },
        { at: 5, gift: large },
      ],
    });
    const [her, ...friends] = await members(7);
    if (her === undefined) throw new Error('nobody');
    expect((await page(her, id)).joining).toBe('can');
    const entries = await Promise.all([1, 2, 3].map(async () => join(her, id)));
    const [entry] = new Set(entries.map(({ body }) => body.id));
    expect(new Set(entries.map(({ body }) => body.id)).size).toBe(1);
    expect((await help(her, entry)).body).toEqual({ helping: 'her_own', sum: 0, counted: 0 });
    const told = await Promise.all(
      friends.slice(0, 3).flatMap((friend) => [1, 2].map(async () => (await help(friend, entry)).body.helping)),
    );
    expect(told.toSorted()).toEqual(['helped', 'helped', 'helped', 'helped_today', 'helped_today', 'helped_today']);
    await app.settle();
    expect(await page(her, id)).toMatchObject({
      joining: 'joined',
      mine: { sum: 3 },
      tiers: [
        { reached: true, state: 'given', label: { zh: '小礼' } },
        { reached: false, state: null },
      ],
    });
    expect(await hers(her, small, large)).toBe(1);
    await app.advance(DAY_MS);
    expect((await help(friends[0] as TestMember, entry)).body).toEqual({ helping: 'helped', sum: 4, counted: 1 });
    expect((await page(friends[4] as TestMember, id, entry)).friend).toMatchObject({ sum: 4, helping: 'can' });
    await help(friends[4] as TestMember, entry);
    await app.settle();
    expect(await hers(her, small, large)).toBe(2);
    expect(await result(id)).toMatchObject({
      joined: 1,
      reached: 1,
      helpers: 4,
      tiers: [
        { given: 1, due: 0 },
        { given: 1, due: 0 },
      ],
    });
  });

  it('let one person help so often a day, and where only newcomers count nobody else', async () => {
    const id = await live('likes', { aDay: 2, perFriend: 'once', tiers: [{ at: 9, gift: await gift('礼') }] });
    const [friend, ...all] = await members(4);
    if (friend === undefined) throw new Error('nobody');
    const entries = await Promise.all(all.map(async (one) => (await join(one, id)).body.id));
    const told = await Promise.all(entries.map(async (entry) => (await help(friend, entry)).body.helping));
    expect(told.toSorted()).toEqual(['enough', 'helped', 'helped']);
    const only = await live('likes', { newOnly: true, tiers: [{ at: 9, gift: await gift('拉新礼') }] });
    const entry = (await join(all[0] as TestMember, only)).body.id;
    expect((await help(friend, entry)).body).toEqual({ helping: 'newcomers_only', sum: 0, counted: 0 });
    const newcomer = await createMember(ctx);
    expect((await help(newcomer, entry)).body).toEqual({ helping: 'helped', sum: 1, counted: 1 });
    expect(await result(only)).toMatchObject({ helpers: 1, newHelpers: 1 });
  });

  it('hold as many as there are places, however many press at once, and end when they are stopped, with what was reached given', async () => {
    const prize = await gift('礼');
    const id = await live('likes', {
      places: 3,
      pays: 'settled',
      payDays: 2,
      tiers: [{ at: 1, gift: prize }],
    });
    const all = await members(8);
    const told = await Promise.all(all.map(async (one) => (await join(one, id)).body));
    expect(told.filter(({ id: entry }) => entry !== undefined)).toHaveLength(3);
    expect(told.filter(({ error }) => error?.code === 'activities.full')).toHaveLength(5);
    const at = told.findIndex(({ id: entry }) => entry !== undefined);
    const [her, friend] = [all[at] as TestMember, all[(at + 1) % 8] as TestMember];
    await help(friend, told[at].id);
    await app.settle();
    expect((await page(her, id)).tiers).toMatchObject([{ reached: true, state: 'due' }]);
    const stopped = await admin(`POST /api/admin/activities/${id}/stop`, { because: '供货中断' });
    expect(stopped.body).toMatchObject({ state: 'stopped', stoppedBecause: '供货中断' });
    expect((await help(all[(at + 2) % 8] as TestMember, told[at].id)).body.helping).toBe('over');
    await app.advance(2 * DAY_MS + 1000, DAY_MS);
    expect(await hers(her, prize)).toBe(1);
    expect(await page(her, id)).toMatchObject({ stoppedBecause: '供货中断', tiers: [{ state: 'given' }] });
    expect((await admin(`PUT /api/admin/activities/${id}`, { name: '再来' })).body.error.code).toBe(
      'activities.stopped',
    );
  });
});

describe('goals', () => {
  it('count paid orders once, take back what refunds leave too little of, and give again what is reached again', async () => {
    const prize = await gift('满单礼');
    const id = await live('orders', { least: 50_00, tiers: [{ at: 2, gift: prize }] });
    const her = await createMember(ctx);
    const orders = [60_00, 80_00, 10_00].map((amount) => ({ person: her, orderId: newId('ord'), amount }));
    for (const order of orders) await announcePaid(ctx, order);
    await app.settle();
    expect(await page(her, id)).toMatchObject({ joining: 'joined', mine: { sum: 2 }, tiers: [{ state: 'given' }] });
    expect(await hers(her, prize)).toBe(1);
    // Five yuan back leave enough of it to count, fifty do not.
    const [, second] = orders;
    if (second === undefined) throw new Error('no order');
    await announceRefunded(ctx, { ...second, amount: 5_00, whole: false });
    await app.settle();
    expect((await page(her, id)).mine.sum).toBe(2);
    await announceRefunded(ctx, { ...second, amount: 50_00, whole: false });
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 1 }, tiers: [{ reached: false, state: 'taken_back' }] });
    expect(await hers(her, prize)).toBe(0);
    await announcePaid(ctx, { person: her, orderId: newId('ord'), amount: 99_00 });
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 2 }, tiers: [{ state: 'given' }] });
    expect(await hers(her, prize)).toBe(1);
  });

  it('come out as a plain walk over every order says, whatever order and size refunds come in', async () => {
    const prize = await gift('累计礼');
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            amount: fc.integer({ min: 1, max: 200_00 }),
            back: fc.array(fc.integer({ min: 1, max: 120_00 }), { maxLength: 3 }),
            whole: fc.boolean(),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.integer({ min: 0, max: 100_00 }),
        async (orders, least) => {
          const money = await live('spending', { tiers: [{ at: 150_00, gift: prize }] });
          const count = await live('orders', { least, tiers: [{ at: 2, gift: prize }] });
          const her = await createMember(ctx);
          const kept: number[] = [];
          for (const { amount, back, whole } of orders) {
            const order = { person: her, orderId: newId('ord'), amount };
            await announcePaid(ctx, order);
            let left = amount;
            for (const fen of back) {
              const given = Math.min(fen, left);
              if (given === 0) break;
              left -= given;
              await announceRefunded(ctx, { ...order, amount: given, whole: left === 0 });
            }
            if (whole && left > 0) {
              await announceRefunded(ctx, { ...order, amount: left, whole: true });
              left = 0;
            }
            kept.push(left);
          }
          await app.settle();
          const spent = kept.reduce((sum, fen) => sum + fen, 0);
          const counted = kept.filter((fen) => fen > 0 && fen >= least).length;
          expect((await page(her, money)).mine.sum).toBe(spent);
          expect((await page(her, count)).mine.sum).toBe(counted);
          const states = [(await page(her, money)).tiers[0].state, (await page(her, count)).tiers[0].state];
          expect(states.map((state) => state ?? 'none')).toEqual([
            spent >= 150_00 ? 'given' : expect.not.stringMatching(/given|due/),
            counted >= 2 ? 'given' : expect.not.stringMatching(/given|due/),
          ]);
          expect(await hers(her, prize)).toBe(states.filter((state) => state === 'given').length);
          for (const id of [money, count]) await admin(`POST /api/admin/activities/${id}/stop`, { because: '测完' });
        },
      ),
      { numRuns: 8 },
    );
  });

  it('keep the terms that she joined under, and whoever was drawn not to see one gets nothing of it', async () => {
    const id = await live('spending', { tiers: [{ at: 100_00, gift: await gift('老条款') }] });
    const early = await createMember(ctx);
    await announcePaid(ctx, { person: early, orderId: newId('ord'), amount: 60_00 });
    await app.settle();
    const { values } = (await admin(`GET /api/admin/activities/${id}`)).body;
    const changed = { ...values, tiers: [{ at: 200_00, gift: await gift('新条款') }] };
    expect((await admin(`PUT /api/admin/activities/${id}`, changed)).status).toBe(200);
    const late = await createMember(ctx);
    for (const person of [early, late]) await announcePaid(ctx, { person, orderId: newId('ord'), amount: 50_00 });
    await app.settle();
    expect((await page(early, id)).tiers).toMatchObject([{ at: 100_00, state: 'given', label: { zh: '老条款' } }]);
    expect((await page(late, id)).tiers).toMatchObject([{ at: 200_00, state: null, label: { zh: '新条款' } }]);
    const earlier = { ...changed, days: { from: values.days.from, to: addDays(values.days.to, -1) } };
    expect((await admin(`PUT /api/admin/activities/${id}`, earlier)).body.error.details.problems[0].at).toBe('days');

    const half = await live('spending', { holdout: 50, tiers: [{ at: 1, gift: await gift('一半') }] });
    const all = await members(24);
    const seen = await Promise.all(
      all.map(async ({ token }) => (await app.call('GET /api/shop/activities', { token })).body.items),
    );
    for (const person of all) await announcePaid(ctx, { person, orderId: newId('ord'), amount: 10_00 });
    await app.settle();
    const { met, heldOut, joined, reached } = await result(half);
    expect([met + heldOut, joined, reached]).toEqual([24, met, met]);
    expect(heldOut).toBeGreaterThan(0);
    expect(seen.filter((items) => items.some((one: { id: string }) => one.id === half))).toHaveLength(met);
  });

  it('are one person’s after a merge, and go back as they were', async () => {
    const id = await live('orders', { tiers: [{ at: 3, gift: await gift('合并礼') }] });
    const [one, two, three] = await members(3);
    if (!one || !two || !three) throw new Error('nobody');
    for (const person of [one, two, two]) await announcePaid(ctx, { person, orderId: newId('ord'), amount: 10_00 });
    await app.settle();
    await becomeOne(ctx, one, two);
    await becomeOne(ctx, three, one);
    await app.settle();
    expect((await page(three, id)).mine.sum).toBe(1);
    const { rows } = await sql<{ ahead: number; behind: number }>`
      select count(*) filter (where e.behind is null)::int as ahead, count(*) filter (where e.behind is not null)::int as behind
      from activities.entry e join activities.activity a on a.no = e.activity_no where a.id = ${id}
    `.execute(ctx.db);
    expect(rows).toEqual([{ ahead: 1, behind: 1 }]);
    expect(await result(id)).toMatchObject({ joined: 1 });
  });
});

it('says what could not be given, and gives it once more when somebody has seen to it', async () => {
  const template = await createCoupon(ctx, { name: '停过的券', channel: 'grant' });
  const set = async (state: string) =>
    sql`update coupons.template set state = ${state} where id = ${template.id}`.execute(ctx.db);
  const id = await live('spending', { tiers: [{ at: 1, gift: `coupon:${template.id}` }] });
  const her = await createMember(ctx);
  await set('ended');
  await announcePaid(ctx, { person: her, orderId: newId('ord'), amount: 10_00 });
  await app.settle();
  const entries = async () => (await admin(`GET /api/admin/activities/${id}/entries`)).body.items;
  expect(await entries()).toMatchObject([
    { sum: 10_00, rewards: [{ tier: 0, state: 'refused', trouble: { zh: '奖品已发完或已停用' } }] },
  ]);
  expect((await admin(`GET /api/admin/activities/${id}`)).body.trouble.zh).toContain('第 1 档');
  await set('active');
  expect((await admin(`POST /api/admin/activities/${id}/giving`, {})).body.rewards).toBe(1);
  await app.settle();
  expect(await entries()).toMatchObject([{ rewards: [{ state: 'given', trouble: null }] }]);
  expect(await hers(her, template.id)).toBe(1);
  expect((await admin(`POST /api/admin/activities/${id}/giving`, {})).body.rewards).toBe(0);
});

it('refuses what cannot hold, each at its field, and takes no name twice', async () => {
  const prize = await gift('校验');
  const problem = async (values: object) => {
    const draft = { ...activityValues(ctx.now(), 'likes', { tiers: [{ at: 3, gift: prize }] }), ...values };
    return (await admin('POST /api/admin/activities', { play: 'likes', values: draft })).body.error;
  };
  const at = async (values: object) => (await problem(values)).details.problems[0].at;
  const today = shanghaiDay(ctx.now());
  expect(
    await at({
      tiers: [
        { at: 3, gift: prize },
        { at: 3, gift: prize },
      ],
    }),
  ).toBe('tiers.1.at');
  expect(await at({ days: { from: today, to: addDays(today, 100) } })).toBe('days');
  expect(await at({ tiers: [{ at: 3, gift: 'coupon:cpt_00000000000000000000000000' }] })).toBe('tiers.0.gift');
  expect(await at({ tiers: [{ at: 3, gift: prize, others: [await gift('另一样'), prize] }] })).toBe('tiers.0.others');
  expect(await at({ name: '' })).toBe('name');
  const values = activityValues(ctx.now(), 'likes', { name: '同名', tiers: [{ at: 1, gift: prize }] });
  const first = await admin('POST /api/admin/activities', { play: 'likes', values });
  expect(first.body.state).toBe('draft');
  expect((await admin('POST /api/admin/activities', { play: 'likes', values })).body.error.code).toBe(
    'activities.name_taken',
  );
  const her = await createMember(ctx);
  expect((await app.call(`GET /api/shop/activities/${first.body.id}`, { token: her.token })).status).toBe(404);
  expect((await join(her, first.body.id)).body.error.code).toBe('activities.not_open');
});

describe('one of several gifts', () => {
  const choose = async ({ token }: Pick<TestMember, 'token'>, entry: string, gift: number, tier = 0) => {
    const { status, body } = await app.call(`POST /api/shop/activity-entries/${entry}/choices`, {
      token,
      body: { tier, gift },
    });
    return status === 200 ? 'chosen' : body.error.code;
  };
  const paid = async (person: TestMember, amount = 100_00) => {
    const order = { person, orderId: newId('ord'), amount };
    await announcePaid(ctx, order);
    await app.settle();
    return order;
  };
  const entryOf = async (her: TestMember, id: string) => (await page(her, id)).mine.id;

  it('is the one she chose last before it was given, one and no other, whatever is pressed at the same moment', async () => {
    const gifts = [await gift('草莓'), await gift('牛奶'), await gift('面包')] as const;
    const tiers = [{ at: 100_00, gift: gifts[0], others: gifts.slice(1) }];
    const id = await live('spending', { tiers });
    expect((await admin(`GET /api/admin/activities/${id}`)).body.sentence.zh).toContain(
      '送「草莓」或「牛奶」或「面包」',
    );
    const [her, other] = await members(2);
    if (her === undefined || other === undefined) throw new Error('two people');
    await paid(her, 40_00);
    const entry = await entryOf(her, id);
    expect(await choose(her, entry, 1)).toBe('activities.gift_settled');
    const order = await paid(her, 60_00);
    expect((await page(her, id)).tiers).toMatchObject([
      {
        state: 'due',
        canChoose: true,
        chosen: null,
        gifts: ['草莓', '牛奶', '面包'].map((zh) => ({ zh })),
        label: { zh: '草莓 / 牛奶 / 面包' },
      },
    ]);
    expect(await hers(her, ...gifts)).toBe(0);
    expect(await choose(other, entry, 1)).toBe('activities.no_such_entry');
    expect(await choose(her, entry, 3)).toBe('activities.nothing_to_choose');
    expect(await choose(her, entry, 1, 1)).toBe('activities.nothing_to_choose');
    const said = await Promise.all([1, 2, 1, 2].map(async (n) => choose(her, entry, n)));
    expect(said).toContain('chosen');
    await app.settle();
    const [tier] = (await page(her, id)).tiers;
    expect(tier).toMatchObject({ state: 'given', canChoose: false, chosen: expect.any(Number) });
    expect(tier.label).toEqual(tier.gifts[tier.chosen]);
    const told = (await result(id)).tiers[0].choices.map(({ people }: { people: number }) => people);
    expect(told).toEqual(gifts.map((_, n) => (n === tier.chosen ? 1 : 0)));
    expect(await Promise.all(gifts.map(async (one) => hers(her, one)))).toEqual(
      gifts.map((_, n) => (n === tier.chosen ? 1 : 0)),
    );
    expect(await choose(her, entry, 0)).toBe('activities.gift_settled');
    // Taken back with the order that reached it; reached anew she chooses anew.
    await announceRefunded(ctx, { ...order, whole: true });
    await app.settle();
    expect(await hers(her, ...gifts)).toBe(0);
    await paid(her);
    expect((await page(her, id)).tiers).toMatchObject([{ state: 'due', canChoose: true, chosen: null }]);
    expect(await choose(her, entry, 0)).toBe('chosen');
    await app.settle();
    expect(await hers(her, gifts[0])).toBe(1);
  });

  it('may be another where what she chose is gone, waits for her when it is stopped, and is the first in the end', async () => {
    const gone = await createCoupon(ctx, { name: '发完的', channel: 'grant' });
    const gifts = [await gift('头一样'), `coupon:${gone.id}`] as const;
    const id = await live('spending', { tiers: [{ at: 100_00, gift: gifts[0], others: [gifts[1]] }] });
    const [ann, ben, cai] = await members(3);
    if (ann === undefined || ben === undefined || cai === undefined) throw new Error('three people');
    for (const one of [ann, ben, cai]) await paid(one);
    await sql`update coupons.template set state = 'ended' where id = ${gone.id}`.execute(ctx.db);
    expect(await choose(ann, await entryOf(ann, id), 1)).toBe('chosen');
    await app.settle();
    expect((await page(ann, id)).tiers).toMatchObject([{ state: 'refused', canChoose: true, chosen: 1 }]);
    expect(await choose(ann, await entryOf(ann, id), 0)).toBe('chosen');
    await app.settle();
    expect(await hers(ann, gifts[0])).toBe(1);
    expect((await admin(`POST /api/admin/activities/${id}/stop`, { because: '提前结束' })).status).toBe(200);
    await app.settle();
    expect((await page(ben, id)).tiers).toMatchObject([{ state: 'due', canChoose: true }]);
    expect(await choose(ben, await entryOf(ben, id), 0)).toBe('chosen');
    await app.settle();
    expect([await hers(ben, ...gifts), await hers(cai, ...gifts)]).toEqual([1, 0]);
    await app.advance(7 * DAY_MS + 60_000);
    await app.settle();
    expect((await page(cai, id)).tiers).toMatchObject([{ state: 'given', chosen: 0, label: { zh: '头一样' } }]);
    expect(await hers(cai, gifts[0])).toBe(1);
  });
});
