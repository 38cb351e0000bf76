import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, DAY_MS, dayStart, shanghaiDay } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { eventRow } from '../analytics/testing.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { announcePaid, announceRefunded } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});
const get = async (address: string) => (await app.call(`GET /api/admin/${address}`, { cookie })).body;
/** Ten in the morning, so many days ago. */
const ago = (days: number, minutes = 0) =>
  new Date(dayStart(addDays(shanghaiDay(ctx.now()), -days)).getTime() + (600 + minutes) * 60_000);
const paid = async (member: TestMember, amount: number, at: Date) => announcePaid(ctx, member, { amount, at });

describe('figures of buyers', () => {
  it('where all bought equally often are high for everyone, in the order in which groups are known', async () => {
    const members = await Promise.all(Array.from({ length: 6 }, async () => createMember(ctx)));
    for (const [n, member] of members.entries()) await paid(member, 5000, ago(3 + n));
    await app.settle();
    for (const cut of ['mean', 'median']) {
      const report = await get(`rfm?cut=${cut}`);
      expect(report.groups.map((group: { group: string }) => group.group).join(' ')).toBe(
        '111 011 101 001 110 010 100 000',
      );
      const often = report.groups.filter((group: { group: string }) => group.group[1] === '1');
      expect(often.reduce((sum: number, group: { members: number }) => sum + group.members, 0)).toBe(6);
    }
    const { grid } = await get('rfm');
    expect(new Set(grid.map((cell: { f: number }) => cell.f))).toEqual(new Set([3]));
    // One who comes back: by the median half of the buyers are the lowest there is, and are not often.
    await paid(members[0] ?? (await createMember(ctx)), 5000, ago(1));
    await app.settle();
    const median = await get('rfm?cut=median');
    const frequent = median.groups.filter((group: { group: string; members: number }) => group.group[1] === '1');
    expect(frequent.reduce((sum: number, group: { members: number }) => sum + group.members, 0)).toBe(1);
    expect(median.cuts.frequency).toBe(2);
  });

  it('see one purchase in the orders of one day, which are no rhythm, wherever a rhythm is told', async () => {
    const hasty = await createMember(ctx);
    for (const minutes of [0, 10, 20, 30]) await paid(hasty, 1000, ago(30, minutes));
    await app.settle();
    expect(await get(`members/${hasty.id}`)).toMatchObject({ orders: 4, spent: 4000, stage: 'new' });
    const behind = await get('people/audiences.stage?values={"stage":"new"}&limit=200');
    expect(behind.items.map((item: { id: string }) => item.id)).toContain(hasty.id);
    const before = await get('lifecycle');
    const steady = await createMember(ctx);
    for (const days of [34, 24, 14, 4]) for (const minutes of [0, 5]) await paid(steady, 1000, ago(days, minutes));
    await app.settle();
    expect(await get(`members/${steady.id}`)).toMatchObject({ orders: 8, stage: 'mature' });
    expect((await get('lifecycle')).medianInterval).toBe(10);
    expect(before.medianInterval).not.toBeLessThan(1);
  });

  it('of two units given back one after the other, with another order kept, are what was kept', async () => {
    const member = await createMember(ctx);
    const parts = await paid(member, 5000, ago(9));
    await paid(member, 3000, ago(2));
    for (const hours of [1, 2])
      await announceRefunded(ctx, member, {
        orderId: parts,
        amount: 2500,
        at: new Date(ago(9).getTime() + hours * 3_600_000),
        whole: hours === 2,
      });
    await app.settle();
    expect(await get(`members/${member.id}`)).toMatchObject({ orders: 1, spent: 3000, stage: 'new' });
    const today = shanghaiDay(ctx.now());
    const timeline = await get(`reports/repurchase?from=${addDays(today, -2)}&to=${today}`);
    expect(timeline).toMatchObject({ buyers: 1, repeatBuyers: 0 });
  });

  it('tell of whoever gave everything back that she is a buyer no more', async () => {
    const member = await createMember(ctx);
    const orderId = await paid(member, 7000, ago(12));
    await announceRefunded(ctx, member, { orderId, amount: 7000, at: ago(3), whole: true });
    await app.settle();
    const compare = addDays(shanghaiDay(ctx.now()), -5);
    const { transitions } = await get(`lifecycle?compare=${compare}`);
    expect(transitions).toContainEqual({ from: 'new', to: 'none', members: 1 });
    const moved = await get(`people/audiences.moved?values={"from":"new","to":"none","compare":"${compare}"}`);
    expect(moved.items.map((item: { id: string }) => item.id)).toEqual([member.id]);
  });
});

describe('the sum of the days', () => {
  it('is the sum of the range, in the summers of 1986 to 1991 too', async () => {
    const hours = Array.from(
      { length: 30 * 24 },
      (_, n) => new Date(Date.parse('1990-05-20T00:30:00+08:00') + n * 3_600_000),
    );
    await ctx.events.insert(
      'events',
      hours.flatMap((at, n) => [
        eventRow({
          person: 900_001 + (n % 5),
          name: 'order.paid',
          at: at.toISOString(),
          value: 100,
          order_id: `o1990-${n}`,
        }),
        eventRow({ person: 900_001 + (n % 5), name: 'page_view', at: at.toISOString() }),
      ]),
    );
    for (const [from, to] of [
      ['1990-06-01', '1990-06-01'],
      ['1990-05-25', '1990-06-10'],
    ]) {
      const { current, days } = await get(`reports/overview?from=${from}&to=${to}`);
      const sum = (key: string) =>
        days.reduce((total: number, day: Record<string, number>) => total + (day[key] ?? 0), 0);
      expect([current.orders, current.gmv]).toEqual([sum('orders'), sum('gmv')]);
      expect(current.orders).toBe(24 * days.length);
    }
  });
});

describe('a filter on any property', () => {
  const properties = ['page', 'session', 'source', 'product_id', 'category_id', 'order_id', 'value', 'city', 'a.b'];

  it('finds the same events in every report that selects any', async () => {
    const at = new Date(ctx.now().getTime() - 2 * DAY_MS);
    const told = { page: 'home', session_id: 's1', product_id: 'p1', category_id: 'c1', order_id: 'o1', value: 77 };
    const rows = [1, 2, 3].flatMap((person) => [
      eventRow({
        person: 910_000 + person,
        name: 'looked',
        at: at.toISOString(),
        ...told,
        props: '{"city":"sh","a":{"b":"deep"}}',
      }),
      eventRow({
        person: 910_000 + person,
        name: 'looked',
        at: new Date(at.getTime() + DAY_MS).toISOString(),
        ...told,
        props: '{"city":"sh","a":{"b":"deep"}}',
      }),
      eventRow({ person: 920_000 + person, name: 'looked', at: at.toISOString() }),
    ]);
    await ctx.events.insert('events', rows);
    const values: Readonly<Record<string, string | number>> = {
      page: 'home',
      session: 's1',
      source: 'sdk',
      product_id: 'p1',
      category_id: 'c1',
      order_id: 'o1',
      value: 77,
      city: 'sh',
      'a.b': 'deep',
    };
    const range = { from: shanghaiDay(at), to: shanghaiDay(ctx.now()) };
    const post = async (name: string, body: object) => {
      const answer = await app.call(`POST /api/admin/reports/${name}`, { cookie, body });
      expect([name, answer.status, JSON.stringify(answer.body.error ?? '')]).toEqual([name, 200, '""']);
      return answer.body;
    };
    for (const property of properties) {
      const value = values[property] ?? '';
      const where = [{ property, op: 'eq', value }];
      const selected = { event: 'looked', where };
      const many = property === 'source' ? 6 : 3;
      for (const mode of ['recurring', 'first_time', 'rolling']) {
        const asked = { ...range, period: 'day', mode, start: selected, return: selected, breakdown: property };
        const { groups } = await post('retention', asked);
        const [all, ...parts] = groups;
        expect([property, mode, all.persons, all.rows[0].size, all.rows[0].cells[1]]).toEqual([
          property,
          mode,
          many,
          many,
          3,
        ]);
        expect(parts.map((group: { value: string }) => group.value)).toEqual([String(value)]);
      }
      for (const order of ['ordered', 'strict', 'any']) {
        const { steps } = await post('funnel', { ...range, order, steps: [selected, selected] });
        expect([property, order, steps.map((step: { persons: number }) => step.persons)]).toEqual([
          property,
          order,
          [many, 3],
        ]);
        const excluded = {
          ...range,
          order,
          steps: [selected, { event: 'never' }],
          exclusions: [{ ...selected, from: 0, to: 1 }],
        };
        if (order !== 'any') expect((await post('funnel', excluded)).steps[1].persons).toBe(0);
      }
      for (const op of ['set', 'unset', 'ne', 'in', 'gte', 'lt']) {
        const filter = { property, op, value: op === 'in' ? [String(value)] : value };
        await post('retention', {
          ...range,
          period: 'day',
          mode: 'recurring',
          start: { event: 'looked', where: [filter] },
          return: { event: 'looked' },
        });
      }
    }
  });
});
