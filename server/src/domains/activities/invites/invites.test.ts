import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import { newId } from '../../../platform/ids.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { announcePaid, announceRefunded, createCoupon } from '../../coupons/testing.ts';
import { becomeOne, createMember, givePhone, signedInAgain, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { activitiesTest } from '../testing.ts';
import { kFactor } from './k-factor.ts';

const app = await testApp();
const { ctx } = app;
vi.setConfig({ testTimeout: 180_000 });

// Ten in the morning: no day ends within a case.
const tomorrow = dayStart(addDays(shanghaiDay(ctx.now()), 1)).getTime();
await app.advance(tomorrow + 10 * 3_600_000 - ctx.now().getTime());

const { admin, live, page, join, visit, accept } = activitiesTest(app);
const gift = async (name: string) =>
  `coupon:${(await createCoupon(ctx, { name, channel: 'grant', perMember: 99 })).id}`;
const wallet = async (her: { readonly id: string }, gift: string): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from coupons.coupon
    where member_id = ${her.id} and state <> 'revoked' and template_id = ${gift.replace('coupon:', '')}
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
};
const members = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(ctx)));
const days = () => ({ from: shanghaiDay(ctx.now()), to: addDays(shanghaiDay(ctx.now()), 40) });
const invite = async (values: object) =>
  live('invite', {
    ...{ deed: 'orders', least: 0, settleDays: 3, touch: 'first', welcome: null, days: days() },
    ...{ tiers: [{ at: 1, gift: await gift('邀请礼') }] },
    ...values,
  });
/** Takes part; her invitation. */
const inviting = async (her: TestMember, id: string): Promise<string> => (await join(her, id)).body.id;
const spread = async (id: string) => (await admin(`GET /api/admin/activities/${id}/spread`)).body;
const invites = async (id: string, query = '') =>
  (await admin(`GET /api/admin/activities/${id}/invites${query}`)).body.items;
const pay = async (person: TestMember, amount = 50_00) => {
  const order = { person, orderId: newId('ord'), amount };
  await announcePaid(ctx, order);
  await app.settle();
  return order;
};

describe('an invitation', () => {
  it('brings a newcomer who counts once her order can go back no more, with a gift for either side', async () => {
    const [prize, welcome] = [await gift('邀请有礼'), await gift('新人礼')];
    const id = await invite({ least: 30_00, welcome, tiers: [{ at: 1, gift: prize }] });
    const [her, known] = await members(2);
    if (!her || !known) throw new Error('nobody');
    await app.advance(3_600_000);
    const entry = await inviting(her, id);
    expect(await visit(her, entry)).toBe('her_own');
    expect(await visit(known, entry)).toBe('not_new');
    expect(await accept(known, entry)).toBe('not_new');
    await pay(known);
    const friend = await createMember(ctx);
    expect(await visit(friend, entry)).toBe('can');
    const told = await Promise.all([1, 2, 3].map(async () => accept(friend, entry)));
    expect(told).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await wallet(friend, welcome)).toBe(1);
    await pay(friend, 20_00);
    expect(await visit(friend, entry)).toBe('accepted');
    await pay(friend, 30_00);
    expect(await visit(friend, entry)).toBe('done');
    expect((await page(her, id)).mine.sum).toBe(0);
    expect((await app.call(`GET /api/shop/activities/${id}/invites`, { token: her.token })).body).toMatchObject({
      ...{ invited: null, welcome: { zh: '新人礼', en: '新人礼' }, leaders: [] },
      mine: [
        { state: 'done', dueAt: expect.stringContaining(shanghaiDay(new Date(ctx.now().getTime() + 3 * DAY_MS))) },
      ],
    });
    await app.advance(3 * DAY_MS, DAY_MS);
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 1 }, tiers: [{ state: 'given' }] });
    expect(await wallet(her, prize)).toBe(1);
    expect(await spread(id)).toMatchObject({ visitors: 2, newMembers: 1, counted: 1, inviters: 1, bringing: 1 });
  });

  it('is nobody’s who was here before, though only since an hour, and one inviter’s of two who ask at one moment', async () => {
    const id = await invite({ deed: 'registers', settleDays: 0 });
    const inviters = await members(6);
    const entries = await Promise.all(inviters.map(async (one) => inviting(one, id)));
    const early = await createMember(ctx);
    await app.advance(3_600_000);
    expect(await visit(early, entries[0] ?? '')).toBe('not_new');
    const friends = await members(5);
    for (const friend of friends) await givePhone(ctx, friend.id, `139${String(friend.personNo).padStart(8, '0')}`);
    await Promise.all(friends.flatMap((friend) => entries.map(async (entry) => accept(friend, entry))));
    await app.settle();
    const sums = await Promise.all(inviters.map(async (one) => (await page(one, id)).mine.sum));
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe(5);
    const { rows } = await sql<{ rewards: number; reached: number }>`
      select count(*)::int as rewards, count(distinct g.key)::int as reached from benefits.grant g join activities.entry e
        on g.key = 'activity:' || e.id || ':0:1;' where e.id = any(${entries}::text[])
    `.execute(ctx.db);
    const bringing = sums.filter((sum) => sum > 0).length;
    expect(rows).toEqual([{ rewards: bringing, reached: bringing }]);
    expect(await spread(id)).toMatchObject({ newMembers: 5, counted: 5, bringing });
  });

  it('is of whom she opened last, where the terms say so, until she has done it', async () => {
    const id = await invite({ touch: 'last' });
    const first = await invite({ touch: 'first' });
    const [one, two] = await members(2);
    if (!one || !two) throw new Error('nobody');
    const [a, b] = [await inviting(one, id), await inviting(two, id)];
    const friend = await createMember(ctx);
    expect(await visit(friend, a)).toBe('can');
    // Another activity takes nobody over.
    expect(await visit(friend, await inviting(two, first))).toBe('others');
    expect(await visit(friend, b)).toBe('can');
    expect(await accept(friend, a)).toBe('accepted');
    expect(await visit(friend, b)).toBe('accepted');
    await pay(friend);
    expect(await visit(friend, a)).toBe('others');
    expect(await invites(id)).toMatchObject([{ by: { memberId: two.id }, state: 'done' }]);
  });

  it('asks for a phone number where it is for who registers', async () => {
    const id = await invite({ deed: 'registers', settleDays: 1 });
    const [her] = await members(1);
    if (!her) throw new Error('nobody');
    const entry = await inviting(her, id);
    const friend = await createMember(ctx);
    expect(await visit(friend, entry)).toBe('phone');
    expect(await accept(friend, entry)).toBe('phone');
    await givePhone(ctx, friend.id, '13700137000');
    expect(await accept(friend, entry)).toBe('done');
    await app.settle();
    expect((await page(her, id)).mine.sum).toBe(0);
    await app.advance(DAY_MS);
    await app.settle();
    expect((await page(her, id)).mine.sum).toBe(1);
  });
});

it('counts, day by day, exactly whom a plain walk over her orders says, whatever comes back and when', async () => {
  const SETTLE = 2;
  const act = fc.oneof(
    fc.record({ kind: fc.constant('pay' as const), amount: fc.integer({ min: 1, max: 90_00 }) }),
    fc.record({
      kind: fc.constant('back' as const),
      which: fc.nat(3),
      amount: fc.integer({ min: 1, max: 90_00 }),
      whole: fc.boolean(),
    }),
    fc.constant({ kind: 'nothing' as const }),
  );
  const prize = await gift('性质礼');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.array(act, { maxLength: 2 }), { minLength: 6, maxLength: 6 }), {
        minLength: 4,
        maxLength: 6,
      }),
      fc.integer({ min: 0, max: 60_00 }),
      async (histories, least) => {
        const id = await invite({ least, settleDays: SETTLE, tiers: [{ at: 2, gift: prize }] });
        const her = await createMember(ctx);
        const entry = await inviting(her, id);
        const before = await wallet(her, prize);
        const friends = await members(histories.length);
        for (const friend of friends) await visit(friend, entry);
        type Order = { readonly orderId: string; readonly paidAt: number; kept: number };
        const books = friends.map((): Order[] => []);
        for (let day = 0; day < 6; day += 1) {
          for (const [n, friend] of friends.entries())
            for (const one of histories[n]?.[day] ?? []) {
              const book = books[n];
              if (one.kind === 'nothing' || book === undefined) continue;
              if (one.kind === 'pay') {
                const order = { person: friend, orderId: newId('ord'), amount: one.amount };
                await announcePaid(ctx, order);
                book.push({ orderId: order.orderId, paidAt: ctx.now().getTime(), kept: one.amount });
                continue;
              }
              const order = book[one.which % Math.max(1, book.length)];
              if (order === undefined || order.kept === 0) continue;
              const amount = one.whole ? order.kept : Math.min(one.amount, order.kept);
              order.kept -= amount;
              await announceRefunded(ctx, { person: friend, orderId: order.orderId, amount, whole: order.kept === 0 });
            }
          await app.settle();
          await app.advance(DAY_MS);
          await app.settle();
          const now = ctx.now().getTime();
          const counted = books.filter((book) =>
            book.some(({ kept, paidAt }) => kept >= Math.max(1, least) && paidAt + SETTLE * DAY_MS <= now),
          ).length;
          const shown = await page(signedInAgain(ctx, her), id);
          expect(shown.mine.sum).toBe(counted);
          const state = shown.tiers[0].state ?? 'none';
          if (counted >= 2) expect(state).toBe('given');
          else expect(['none', 'cancelled', 'taken_back']).toContain(state);
          expect((await wallet(her, prize)) - before).toBe(counted >= 2 ? 1 : 0);
        }
        await admin(`POST /api/admin/activities/${id}/stop`, { because: '测完' });
      },
    ),
    { numRuns: 2 },
  );
});

describe('merges', () => {
  it('make no newcomer of who is her own inviter, take back what counted, and give it back with the merge', async () => {
    const welcome = await gift('合并新人礼');
    const prize = await gift('合并邀请礼');
    const id = await invite({ settleDays: 0, welcome, tiers: [{ at: 1, gift: prize }] });
    const [her] = await members(1);
    if (!her) throw new Error('nobody');
    const entry = await inviting(her, id);
    const friend = await createMember(ctx);
    expect(await accept(friend, entry)).toBe('accepted');
    await pay(friend);
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 1 }, tiers: [{ state: 'given' }] });
    await becomeOne(ctx, her, friend);
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 0 }, tiers: [{ state: 'taken_back' }] });
    expect([await wallet(her, prize), await wallet(friend, welcome), await wallet(her, welcome)]).toEqual([0, 0, 0]);
    expect(await invites(id)).toMatchObject([{ state: 'void', why: { zh: '邀请人和新朋友是同一个人' } }]);
    const { cookie } = await signedIn(ctx);
    const { rows } = await sql<{ id: string }>`select id from members.merge order by at desc limit 1`.execute(ctx.db);
    const undone = await app.call(`POST /api/admin/member-merges/${rows[0]?.id}/reversal`, {
      cookie,
      body: { reason: '两个人' },
    });
    expect([undone.status, undone.body.error]).toEqual([200, undefined]);
    await app.settle();
    expect(await page(her, id)).toMatchObject({ mine: { sum: 1 }, tiers: [{ state: 'given' }] });
    expect(await invites(id)).toMatchObject([{ state: 'counted', why: null }]);
  });

  it('leave out who turns out to have been here before, and keep who is still new', async () => {
    const id = await invite({ settleDays: 1 });
    const [old, her] = await members(2);
    if (!old || !her) throw new Error('nobody');
    await app.advance(3_600_000);
    const entry = await inviting(her, id);
    const [known, fresh, same] = await members(3);
    if (!known || !fresh || !same) throw new Error('nobody');
    for (const friend of [known, fresh, same]) expect(await visit(friend, entry)).toBe('can');
    for (const friend of [known, fresh]) await pay(friend);
    await becomeOne(ctx, old, known);
    await becomeOne(ctx, fresh, same);
    await app.settle();
    await app.advance(DAY_MS);
    await app.settle();
    expect((await page(her, id)).mine.sum).toBe(1);
    expect((await invites(id)).map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'counted',
      'void',
      'void',
    ]);
  });
});

it('tells generations, what each brings with its interval, and one cost of a new member', async () => {
  const prize = await gift('裂变礼');
  const id = await invite({ settleDays: 0, tiers: [{ at: 1, gift: prize }] });
  const roots = await members(20);
  const entries = await Promise.all(roots.map(async (one) => inviting(one, id)));
  const chain: TestMember[] = [];
  let entry = entries[0] ?? '';
  for (let n = 0; n < 3; n += 1) {
    const friend = await createMember(ctx);
    await visit(friend, entry);
    chain.push(friend);
    entry = await inviting(friend, id);
  }
  await visit(await createMember(ctx), entries[1] ?? '');
  if (chain[0]) await pay(chain[0]);
  await app.settle();
  const told = await spread(id);
  expect(told.generations).toEqual([
    { generation: 1, newcomers: 2, counted: 1 },
    { generation: 2, newcomers: 1, counted: 0 },
    { generation: 3, newcomers: 1, counted: 0 },
  ]);
  expect(told).toMatchObject({ inviters: 23, bringing: 4, newMembers: 4, counted: 1 });
  expect(told.k.value).toBeCloseTo(4 / 23, 2);
  expect(told.k.low).toBeLessThan(told.k.value);
  expect(told.cac).toBe(Math.round(told.cost / 4));
  const [last, , , first] = await invites(id);
  expect([last.generation, first.generation, first.brought]).toEqual([1, 1, 1]);
  expect(await invites(id, `?by=${entries[0]}`)).toHaveLength(1);
  const result = (await admin(`GET /api/admin/activities/${id}/result`)).body;
  expect([result.newHelpers, result.cost]).toEqual([4, told.cost]);
  const asked = encodeURIComponent(JSON.stringify({ activity: id, who: 'newHelpers' }));
  expect((await admin(`GET /api/admin/people/activities.people?values=${asked}`)).body.persons).toBe(4);
});

it('says how many each brings only where enough take part, within bounds that hold it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(12), { maxLength: 200 }), (brought) => {
      const sum = brought.reduce((all, one) => all + one, 0);
      const squares = brought.reduce((all, one) => all + one * one, 0);
      const k = kFactor({ inviters: brought.length, brought: sum, squares });
      if (brought.length < 20) {
        expect(k).toBeNull();
        return;
      }
      expect(k?.value).toBeCloseTo(sum / brought.length, 1);
      expect(k?.low).toBeGreaterThanOrEqual(0);
      expect(k?.low).toBeLessThanOrEqual(k?.value ?? 0);
      expect(k?.high).toBeGreaterThanOrEqual(k?.value ?? 1);
    }),
  );
});
