import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { activitiesTest } from '../../src/domains/activities/testing.ts';
import { createCoupon } from '../../src/domains/coupons/testing.ts';
import { becomeOne, createMember, signedInAgain, type TestMember } from '../../src/domains/members/testing.ts';
import { friendAdded, friendLost } from '../../src/domains/scrm/events.ts';
import { MINUTE_MS } from '../../src/platform/calendar.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { newId } from '../../src/platform/ids.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper, signIn } from './shopper.ts';

// A friend who adds staff by somebody's own code counts once, whoever else's codes she opens, and is counted back when she leaves in time.

vi.setConfig({ testTimeout: 240_000 });
const HOUR_MS = 60 * MINUTE_MS;
const shop = await openShop();
const { app, sandbox } = shop;
const { ctx } = app;
const { live, result, admin } = activitiesTest(app);
await app.settle();
const call = async (route: string, body?: unknown) => Object(await sandbox(route, body));
const gift = async () => `coupon:${(await createCoupon(ctx, { channel: 'grant', perMember: 99 })).id}`;

const entryOf = async ({ token }: Pick<TestMember, 'token'>, id: string): Promise<string> =>
  (await app.call(`POST /api/shop/activities/${id}/entries`, { token, body: {} })).body.id;
const poster = async ({ token }: Pick<TestMember, 'token'>, entry: string) =>
  app.call(`POST /api/shop/activity-entries/${entry}/posters`, { token, body: {} });
const page = async ({ token }: Pick<TestMember, 'token'>, id: string) =>
  (await app.call(`GET /api/shop/activities/${id}`, { token })).body;

/** She scans the code on the poster and adds whoever it leads to. */
async function scan({ wechatId }: Shopper, picture: string) {
  const key = await shop.keyOf(picture);
  const { userid } = await call(`GET /shoppers/${wechatId}/contact-ways/${key}`);
  await call(`POST /shoppers/${wechatId}/contact-ways/${key}`, { userid });
  return String(userid);
}
const leave = async ({ wechatId }: Shopper, userid: string) =>
  sandbox(`DELETE /shoppers/${wechatId}/contacts/${userid}`);
const sumIs = async (her: Pick<TestMember, 'token'>, id: string, sum: number) =>
  expect
    .poll(async () => {
      await app.settle();
      return (await page(her, id)).mine.sum;
    })
    .toBe(sum);

it('a poster has a code of staff that is hers alone; friends count by it, once, not herself, and the gift waits until nobody can be counted back', async () => {
  const id = await live('fission', {
    ...{ staff: ['guide01', 'guide02'], newOnly: true, settleHours: 24 },
    tiers: [{ at: 2, gift: await gift() }],
  });
  const [her, other, ...friends] = [
    await newShopper(shop),
    await newShopper(shop),
    await newShopper(shop),
    await newShopper(shop),
  ];
  const [one, two] = friends;
  if (!her || !other || !one || !two) throw new Error('nobody');
  const [entry, others] = [await entryOf(her, id), await entryOf(other, id)];
  // Two phones of hers at one moment: one code.
  const made = await Promise.all([poster(her, entry), poster(her, entry)]);
  expect(made.map(({ status }) => status)).toEqual([200, 200]);
  const { rows: ways } = await sql<{ subject: string; userid: string; picture: string }>`
    select subject, userid, picture from scrm.personal_way
  `.execute(ctx.db);
  expect(ways).toMatchObject([{ subject: `entry:${entry}` }]);
  expect((await poster(other, others)).status).toBe(200);
  const { rows: all } = await sql<{ subject: string; userid: string; picture: string }>`
    select subject, userid, picture from scrm.personal_way order by made_at
  `.execute(ctx.db);
  expect(new Set(all.map(({ userid }) => userid)).size).toBe(2);
  const codeOf = (whose: string) => all.find(({ subject }) => subject === `entry:${whose}`)?.picture ?? '';

  const friend = (await app.call(`GET /api/shop/activities/${id}?entry=${entry}`, { token: one.token })).body.friend;
  expect(friend.helping).toBe('by_adding');
  const staff = await scan(one, codeOf(entry));
  await sumIs(her, id, 1);
  // By another's code as well: she is the first one's. And who takes part does not count for herself.
  await scan(one, codeOf(others));
  await scan(her, codeOf(entry));
  await sumIs(her, id, 1);
  await sumIs(other, id, 0);
  await scan(two, codeOf(entry));
  await sumIs(her, id, 2);
  expect((await page(her, id)).tiers).toMatchObject([{ reached: true, state: 'due' }]);
  expect((await result(id)).added).toEqual({ all: 3, counted: 2, open: 2, left: 0, known: 0, same: 1 });
  await app.advance(HOUR_MS);
  await leave(one, staff);
  await sumIs(her, id, 1);
  expect((await page(her, id)).tiers).toMatchObject([{ reached: false, state: 'cancelled' }]);
  // She comes again by the other's code: whose it was she left in time.
  await leave(one, all.find(({ subject }) => subject === `entry:${others}`)?.userid ?? '');
  await scan(one, codeOf(entry));
  await sumIs(her, id, 2);
  await app.advance(25 * HOUR_MS);
  await app.settle();
  const again = await signIn(shop, her.wechatId);
  expect((await page(again, id)).tiers).toMatchObject([{ state: 'given' }]);
  // What stands stands: whoever leaves later changes nothing.
  await leave(two, staff);
  await app.advance(MINUTE_MS);
  await sumIs(again, id, 2);
  expect((await result(id)).added).toMatchObject({ counted: 2, open: 0, left: 0 });
  const { body } = await admin(`GET /api/admin/scorecards/activity?id=${id}`);
  expect(body).toMatchObject({ joined: 2, newMembers: 4, noUplift: 'no_holdout' });
  // Once all is over her code goes back to the corp's quota.
  await app.advance(10 * 24 * HOUR_MS, 5 * 24 * HOUR_MS);
  await app.settle();
  const { rows } = await sql`select from scrm.personal_way where config_id is not null`.execute(ctx.db);
  expect(rows).toEqual([]);
});

type Deed =
  | { readonly kind: 'add'; readonly friend: number; readonly inviter: number }
  | { readonly kind: 'leave'; readonly friend: number }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'merge'; readonly friend: number; readonly into: number }
  | { readonly kind: 'herself'; readonly friend: number; readonly inviter: number };
const FRIENDS = 4;
const who = fc.integer({ min: 0, max: FRIENDS - 1 });
const inviter = fc.integer({ min: 0, max: 1 });
const deeds: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('add' as const), friend: who, inviter }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('leave' as const), friend: who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(5, 20, 45, 90) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), friend: who, into: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('herself' as const), friend: who, inviter }) },
);
const WINDOW_MS = HOUR_MS;
type Stood = { readonly inviter: number; readonly first: number; readonly at: number; readonly lost: number | null };

it('counts equal a plain recount after random adds, deletes, re-adds and merges', async () => {
  const prize = await gift();
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { minLength: 6, maxLength: 16 }), async (plan) => {
      const id = await live('fission', {
        ...{ staff: ['guide01'], newOnly: true, settleHours: 1 },
        tiers: [{ at: 2, gift: prize }],
      });
      const inviters = [await createMember(ctx), await createMember(ctx)];
      const entries = [
        await entryOf(signedInAgain(ctx, inviters[0] ?? nobody()), id),
        await entryOf(signedInAgain(ctx, inviters[1] ?? nobody()), id),
      ];
      const members: TestMember[] = [];
      const externals: string[] = [];
      for (let n = 0; n < FRIENDS; n += 1) {
        const member = await createMember(ctx);
        const external = newId('wmx');
        members.push(member);
        externals.push(external);
        await sql`
          insert into scrm.customer (external_userid, name, member_id, person_no, seen_at)
          values (${external}, '朋友', ${member.id}, ${member.personNo}, ${ctx.now()})
        `.execute(ctx.db);
      }
      // The plain recount beside it: who is whose friend since when, and who is one person.
      const stood = new Map<number, Stood>();
      const friendNow = new Map<number, string>();
      const same: number[] = members.map((_, at) => at);
      const isInviter: (number | null)[] = members.map(() => null);
      let clock = 0;
      // What was told is heard later, all at once: merges come before or after it.
      let at = ctx.now().getTime() - 9 * HOUR_MS;
      for (const deed of plan) {
        clock += 1;
        at += MINUTE_MS;
        if (deed.kind === 'wait') at += deed.minutes * MINUTE_MS;
        else if (deed.kind === 'add' && !friendNow.has(deed.friend)) {
          const friendId = newId('frd');
          friendNow.set(deed.friend, friendId);
          await told(at, friendId, {
            subject: `entry:${entries[deed.inviter]}`,
            externalUserid: externals[deed.friend] ?? '',
            known: false,
          });
          const before = stood.get(deed.friend);
          if (before === undefined) stood.set(deed.friend, { inviter: deed.inviter, first: clock, at, lost: null });
          else if (before.lost !== null && before.lost < before.at + WINDOW_MS)
            stood.set(deed.friend, { ...before, inviter: deed.inviter, at, lost: null });
        } else if (deed.kind === 'leave' && friendNow.has(deed.friend)) {
          await told(at, friendNow.get(deed.friend) ?? '', null);
          friendNow.delete(deed.friend);
          const before = stood.get(deed.friend);
          if (before !== undefined && before.lost === null) stood.set(deed.friend, { ...before, lost: at });
        } else if (
          deed.kind === 'merge' &&
          same[deed.friend] === deed.friend &&
          same[deed.into] === deed.into &&
          deed.friend !== deed.into &&
          isInviter[deed.into] === null &&
          isInviter[deed.friend] === null
        ) {
          await becomeOne(ctx, members[deed.into] ?? nobody(), members[deed.friend] ?? nobody());
          for (const [n, root] of same.entries()) if (root === deed.friend) same[n] = deed.into;
        } else if (deed.kind === 'herself' && same[deed.friend] === deed.friend && isInviter[deed.friend] === null) {
          await becomeOne(ctx, inviters[deed.inviter] ?? nobody(), members[deed.friend] ?? nobody());
          isInviter[deed.friend] = deed.inviter;
        }
      }
      await app.settle();
      await app.advance(2 * MINUTE_MS);
      await app.settle();
      const sums = [0, 0];
      const counted = new Set<number>();
      const inOrder = [...stood].toSorted(([, a], [, b]) => a.first - b.first);
      for (const [friend, { inviter: whose, at, lost }] of inOrder) {
        const root = same[friend] ?? friend;
        if (isInviter[root] === whose || (lost !== null && lost < at + WINDOW_MS)) continue;
        const person = isInviter[root] === null ? root : -1 - Number(isInviter[root]);
        if (counted.has(person)) continue;
        counted.add(person);
        sums[whose] = (sums[whose] ?? 0) + 1;
      }
      const { rows } = await sql<{ id: string; sum: number; tier: string | null }>`
        select e.id, coalesce((select sum(p.amount) from activities.progress p where p.entry_no = e.no), 0)::int as sum,
          (select r.state from activities.reward r where r.entry_no = e.no) as tier
        from activities.entry e where e.id = any(${entries}::text[])
      `.execute(ctx.db);
      const of = (entry: string | undefined) => rows.find((row) => row.id === entry);
      expect(entries.map((entry) => of(entry)?.sum)).toEqual(sums);
      for (const [at, sum] of sums.entries()) {
        const state = of(entries[at])?.tier ?? null;
        if (sum < 2) expect([null, 'cancelled', 'taken_back']).toContain(state);
        else expect(['due', 'given', 'held']).toContain(state);
      }
    }),
    { numRuns: 12 },
  );
});

type Shared = { readonly subject: string; readonly externalUserid: string; readonly known: boolean };

/** As WeCom's callbacks are told once they are settled; `shared` null: she left. */
async function told(ms: number, friendId: string, shared: Shared | null) {
  const at = new Date(ms);
  const about = { memberId: '', friendId, userid: 'guide01', staff: '', contactWayId: '', way: '' };
  await inTransaction(ctx, async (ctx) => {
    if (shared === null) ctx.emit(friendLost, { personNo: null, payload: { ...about, by: 'customer' }, at });
    else ctx.emit(friendAdded, { personNo: null, payload: { ...about, shared, again: false }, at });
  });
}

function nobody(): never {
  throw new Error('nobody');
}
