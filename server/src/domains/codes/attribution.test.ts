import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { addDays, DAY_MS, shanghaiDay } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { countPersons, listPersons } from '../../platform/event-store/person-set.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid, announceRefunded } from '../audiences/testing.ts';
import { memberJoined } from '../members/events.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { cameByChannel, cameByCode } from './conditions/came-by.ts';
import { personsOfCodes } from './figures.ts';
import { aCode, announceScan } from './testing.ts';

// What codes brought, against a plain count over the same histories: whatever order things are told in, and whoever turns out to be
// one with whom.

vi.setConfig({ testTimeout: 180_000 });

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  ({ cookie } = await signedIn(ctx, 'owner'));
});

const RECORDS = 7;
const CODES = 3;
const HOUR = 3_600_000;
/** Hours before the beginning of the test, so that several things fall on one moment. */
const hour = fc.integer({ min: 1, max: 24 * 70 });
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('scan' as const),
      who: fc.nat(RECORDS - 1),
      at: hour,
      code: fc.nat(CODES - 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('paid' as const),
      who: fc.nat(RECORDS - 1),
      at: hour,
      amount: fc.integer({ min: 0, max: 9_000 }),
      back: fc.constantFrom(0, 0, 30, 100),
      whole: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('joined' as const), who: fc.nat(RECORDS - 1), at: hour }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('merge' as const), who: fc.nat(RECORDS - 1), other: fc.nat(RECORDS - 1) }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Scan = { readonly at: number; readonly code: string };
type Order = {
  readonly at: number;
  readonly id: string;
  readonly amount: number;
  readonly spent: number;
  readonly counts: boolean;
};
type Person = { members: TestMember[]; scans: Scan[]; orders: Order[]; joined: number[] };

async function live(acts: readonly Act[], now: number, codes: readonly { readonly id: string }[]): Promise<Person[]> {
  const persons: Person[] = [];
  for (let n = 0; n < RECORDS; n += 1)
    persons.push({ members: [await createMember(ctx)], scans: [], orders: [], joined: [now] });
  const of = (n: number): Person => persons[n] ?? never();
  for (const one of acts) {
    const person = of(one.who);
    const member = person.members[0] ?? never();
    if (one.what === 'merge') {
      const other = of(one.other);
      if (other === person) continue;
      await becomeOne(ctx, member, other.members[0] ?? never());
      person.members.push(...other.members);
      person.scans.push(...other.scans);
      person.orders.push(...other.orders);
      person.joined.push(...other.joined);
      for (const [n, known] of persons.entries()) if (known === other) persons[n] = person;
      continue;
    }
    const at = new Date(now - one.at * HOUR);
    if (one.what === 'scan') {
      const { id } = codes[one.code] ?? never();
      await announceScan(ctx, member, id, at);
      person.scans.push({ at: at.getTime(), code: id });
    } else if (one.what === 'joined') {
      const payload = { memberId: member.id, source: 'direct' };
      await inTransaction(ctx, async (ctx) => ctx.emit(memberJoined, { personNo: member.personNo, at, payload }));
      person.joined.push(at.getTime());
    } else {
      const id = await announcePaid(ctx, member, { amount: one.amount, at });
      const back = Math.floor((one.amount * one.back) / 100);
      if (one.back > 0)
        await announceRefunded(ctx, member, {
          orderId: id,
          amount: back,
          at: new Date(at.getTime() + 1000),
          whole: one.whole,
        });
      const counts = one.back === 0 || (!one.whole && (one.amount === 0 || back < one.amount));
      person.orders.push({ at: at.getTime(), id, amount: one.amount, spent: one.amount - back, counts });
    }
  }
  return [...new Set(persons)];
}

const inOrder = (a: Scan, b: Scan) => a.at - b.at || (a.code < b.code ? -1 : 1);
const dayOf = (at: number) => shanghaiDay(new Date(at));

function naive(
  persons: readonly Person[],
  code: string,
  { from, to }: { from: string; to: string },
  touch: 'first' | 'last',
) {
  const within = (at: number) => dayOf(at) >= from && dayOf(at) <= to;
  const sum = {
    scans: 0,
    scanners: 0,
    joined: 0,
    buyers: 0,
    repeat: 0,
    orders: 0,
    payers: 0,
    firstOrders: 0,
    gmv: 0,
    spent: 0,
  };
  for (const { scans, orders, joined } of persons) {
    const own = scans.filter((one) => one.code === code && within(one.at));
    sum.scans += own.length;
    sum.scanners += own.length > 0 ? 1 : 0;
    const [first] = scans.toSorted(inOrder);
    if (first === undefined) continue;
    const known = Math.min(...joined, ...orders.map(({ at }) => at));
    if (first.code === code && within(first.at) && known >= first.at - HOUR / 2) {
      const days = new Set(orders.filter(({ counts }) => counts).map(({ at }) => dayOf(at))).size;
      sum.joined += 1;
      sum.buyers += days >= 1 ? 1 : 0;
      sum.repeat += days >= 2 ? 1 : 0;
    }
    const counted = orders.filter(({ counts }) => counts).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    const hers = orders.filter((order) => {
      const before = scans.filter((one) => one.at <= order.at).toSorted(inOrder);
      const one = touch === 'first' ? before[0] : before.at(-1);
      const late = touch === 'last' && one !== undefined && one.at <= order.at - 30 * DAY_MS;
      return one?.code === code && !late && within(order.at);
    });
    sum.orders += hers.filter(({ counts }) => counts).length;
    sum.payers += hers.some(({ counts }) => counts) ? 1 : 0;
    sum.firstOrders += hers.filter(({ id }) => id === counted[0]?.id).length;
    for (const { amount, spent } of hers) {
      sum.gmv += amount;
      sum.spent += spent;
    }
  }
  return sum;
}

it('what codes brought is what a plain count over the histories says, whatever was merged and in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 10, maxLength: 40 }),
      fc.integer({ min: 0, max: 50 }),
      async (acts, back) => {
        const codes = [];
        for (let n = 0; n < CODES; n += 1) codes.push(await aCode(ctx, { channel: `渠道${n}` }));
        const now = Math.floor(ctx.now().getTime() / 1000) * 1000;
        const persons = await live(acts, now, codes);
        await app.settle();
        const range = { from: addDays(dayOf(now), -back), to: dayOf(now) };
        for (const touch of ['first', 'last'] as const) {
          const { body } = await app.call('POST /api/admin/reports/codes.codes', {
            cookie,
            body: { values: { range, touch, by: 'code' } },
          });
          const [groups] = body.tables;
          for (const { id } of codes) {
            const row = groups.rows.find(([key]: [string]) => key === id);
            const keys: string[] = groups.columns.map(({ key }: { key: string }) => key);
            const plain = naive(persons, id, range, touch);
            const told = Object.fromEntries(Object.keys(plain).map((key) => [key, row?.[keys.indexOf(key)] ?? 0]));
            expect([touch, told]).toEqual([touch, plain]);
            const asked = { range, touch, code: id, place: null, channel: null, store: null };
            const count = async (who: Parameters<typeof personsOfCodes>[2]) =>
              countPersons(ctx, await personsOfCodes(ctx, asked, who));
            expect([
              await count('scanners'),
              await count('joined'),
              await count('repeat'),
              await count('payers'),
              await count('first'),
            ]).toEqual([plain.scanners, plain.joined, plain.repeat, plain.payers, plain.firstOrders]);
          }
        }
        // The conditions say the same as a set and asked one by one, and what the histories say.
        const numbers = persons.map(({ members: [member] }) => member?.personNo ?? 0);
        for (const which of ['first', 'last', 'ever'] as const)
          for (const [n, { id }] of codes.entries()) {
            const right = persons
              .filter(({ scans }) => {
                const all = scans.toSorted(inOrder);
                if (which === 'ever') return all.some(({ code }) => code === id);
                return (which === 'first' ? all[0] : all.at(-1))?.code === id;
              })
              .map(({ members: [member] }) => member?.personNo ?? 0)
              .sort((a, b) => a - b);
            const asOf = ctx.now();
            const set = await listPersons(ctx, await cameByCode.persons(ctx, { which, codes: [id] }, asOf));
            expect([which, set]).toEqual([which, right]);
            const held = await cameByChannel.holds(ctx, { which, channels: [`渠道${n}`] }, numbers, asOf);
            expect([...held].sort((a, b) => a - b)).toEqual(right);
          }
      },
    ),
    { numRuns: 4 },
  );
});

function never(): never {
  throw new Error('it is there');
}
