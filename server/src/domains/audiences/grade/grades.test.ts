import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { conditionKit } from '../index.ts';
import { memberRules } from '../insight/rules.ts';
import { readStandings } from '../standings.ts';
import { announcePaid, announceRefunded } from '../testing.ts';
import { keepModel } from '../value/value-model.ts';
import { expectedSpent } from '../value/worth.ts';
import { gradeSoon, keepGrades } from './keep-grades.ts';
import { gradeOf, readLines } from './lines.ts';

const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
let cookie = '';

const order = fc.record({
  days: fc.integer({ min: 1, max: 300 }),
  amount: fc.integer({ min: 0, max: 20_000 }),
  back: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
});
type Order = typeof order extends fc.Arbitrary<infer T> ? T : never;
const lives: { readonly member: TestMember; readonly orders: readonly Order[] }[] = [];

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  for (const orders of fc.sample(fc.array(order, { maxLength: 5, size: 'max' }), {
    numRuns: 60,
    unbiased: true,
    seed: 4,
  })) {
    const member = await createMember(ctx);
    lives.push({ member, orders });
    for (const { days, amount, back } of orders) {
      const at = new Date(ctx.now().getTime() - days * DAY_MS - 3_600_000);
      const orderId = await announcePaid(ctx, member, { amount, at });
      if (back)
        await announceRefunded(ctx, member, { orderId, amount, at: new Date(at.getTime() + 1000), whole: true });
    }
  }
  await app.settle();
});

const save = async (change: object) => {
  await app.call('PUT /api/admin/settings/member-rules', { cookie, body: { ...memberRules.initial, ...change } });
  await app.settle();
};

/** The lines as sorting all buyers draws them: the last of the first so many percent is in. */
function plainGrades(worth: ReadonlyMap<number, number>, shares: readonly [number, number, number]) {
  const sorted = [...worth.values()].toSorted((a, b) => a - b);
  const line = (percent: number) => sorted[Math.floor((1 - percent / 100) * sorted.length)] ?? 0;
  const [s, a, b] = [shares[0], shares[0] + shares[1], shares[0] + shares[1] + shares[2]].map(line);
  return new Map([...worth].map(([no, of]) => [no, gradeOf(of, { s: s ?? 0, a: a ?? 0, b: b ?? 0 })]));
}

const shown = async () => {
  const rows: { personNo: number; grade: string | null }[] = [];
  for (const grade of ['S', 'A', 'B', 'C']) {
    const { body } = await app.call(`GET /api/admin/members?grade=${grade}&limit=100`, { cookie });
    rows.push(...body.items);
    expect(body.total).toBe(body.items.length);
    const { personsOf, holdsFor } = kit;
    const what = { kind: 'grade_in', values: { grades: [grade] } };
    const numbers = body.items
      .map((row: { personNo: number }) => row.personNo)
      .toSorted((a: number, b: number) => a - b);
    expect(await listPersons(ctx, await personsOf(ctx, what, ctx.now()))).toEqual(numbers);
    const held = await holdsFor(
      ctx,
      what,
      lives.map(({ member }) => member.personNo),
    );
    expect([...held].toSorted((a, b) => a - b)).toEqual(numbers);
  }
  return new Map(rows.map(({ personNo, grade }) => [personNo, grade]));
};

describe('value grades', () => {
  it('part buyers by what they spent in the days, and tell whose is another one', async () => {
    await save({ gradeBy: 'spent', gradeDays: 120, gradeS: 10, gradeA: 20, gradeB: 30 });
    const worth = new Map(
      lives.flatMap(({ member, orders }) => {
        const counting = orders.filter(({ back, amount }) => !back || amount === 0);
        // Nothing that was paid came back whole by its sum; an order over nothing that was given back whole does not count either.
        const kept = counting.filter(({ back }) => !back);
        if (kept.length === 0) return [];
        return [
          [member.personNo, kept.filter(({ days }) => days < 120).reduce((sum, { amount }) => sum + amount, 0)],
        ] as const;
      }),
    );
    const expected = plainGrades(worth, [10, 20, 30]);
    expect(await shown()).toEqual(expected);
    expect(new Set(expected.values()).size).toBe(4);
    const told = await ctx.events.query<{ personNo: number; to: string }>(
      `SELECT person_no AS personNo, JSONExtractString(props, 'to') AS to FROM events WHERE name = 'grade.entered'`,
    );
    expect(new Map(told.map(({ personNo, to }) => [personNo, to]))).toEqual(expected);
    const one = lives.find(({ member }) => expected.get(member.personNo) === 'S');
    const { body } = await app.call(`GET /api/admin/members/${one?.member.id}/grade`, { cookie });
    expect(body.grade).toMatchObject({ grade: 'S', why: { zh: expect.stringContaining('最近 120 天消费 ¥') } });
  });

  it('part them by what the models expect, once there is one', async () => {
    const fitted = { logLikelihood: -1, customers: 100, found: true };
    const buying = { kind: 'mbg', r: 0.6, alpha: 12, a: 0.7, b: 1.9, ...fitted } as const;
    const model = { day: '2026-11-01', buying, spending: { p: 2.4, q: 3.1, v: 9000, ...fitted }, calibration: null };
    await keepModel(ctx, model);
    await save({ gradeBy: 'expected', gradeDays: 200, gradeS: 5, gradeA: 15, gradeB: 30 });
    const standings = await readStandings(
      ctx,
      lives.map(({ member }) => member.personNo),
    );
    const worth = new Map(
      standings.flatMap((one) => {
        const expected = expectedSpent(model, one, shanghaiDay(ctx.now()), 200);
        return expected === null ? [] : [[one.personNo, expected] as const];
      }),
    );
    expect(await shown()).toEqual(plainGrades(worth, [5, 15, 30]));
    expect(await readLines(ctx)).toMatchObject({ by: 'expected', days: 200 });
  });

  it('are given each morning, and taken from whoever has nothing left that counts', async () => {
    const member = await createMember(ctx);
    const orderId = await announcePaid(ctx, member, { amount: 900_000, at: ctx.now() });
    await app.settle();
    await app.advance(DAY_MS, DAY_MS);
    const grade = async () => (await app.call(`GET /api/admin/members/${member.id}`, { cookie })).body.grade;
    expect(await grade()).toBe('S');
    await announceRefunded(ctx, member, { orderId, amount: 900_000, at: ctx.now(), whole: true });
    await app.settle();
    await app.advance(DAY_MS, DAY_MS);
    expect(await grade()).toBeNull();
  });

  it('are given once more when somebody asked while they were given, for what was read may be older than the question', async () => {
    // A moment that the worker does not know: only what is done here is done.
    const later = new Date(ctx.now().getTime() + 40 * DAY_MS);
    const then = { ...ctx, now: () => later };
    const due = async () =>
      (await sql<{ at: Date }>`select due_at as at from audiences.grade_pass`.execute(ctx.db)).rows[0]?.at;
    const around = { catchUp: async () => undefined };
    await gradeSoon(then);
    let asked = 0;
    const query: typeof ctx.events.query = async (...question) => {
      asked += 1;
      await gradeSoon(then);
      return ctx.events.query(...question);
    };
    expect(await keepGrades.run({ ...then, events: { ...ctx.events, query } }, around)).toBe(1);
    expect([asked > 0, await due()]).toEqual([true, later]);
    expect(await keepGrades.run(then, around)).toBe(1);
    expect((await due())?.getTime()).toBeGreaterThan(later.getTime());
  });
});
