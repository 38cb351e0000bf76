import type { Condition } from '@huoshui/contracts/condition';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, DAY_MS, daysBetween, shanghaiDay } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { conditionKit } from '../index.ts';
import { announcePaid, announceRefunded } from '../testing.ts';
import { type Cycle, findCycles, readCycles } from './cycles.ts';
import { runOutOf } from './predict.ts';

const app = await testApp();
const { ctx } = app;
const kit = conditionKit();
let cookie = '';

type Order = { readonly ago: number; readonly category: string; readonly units: number; readonly back: boolean };
const lives: { readonly member: TestMember; readonly orders: readonly (Order & { readonly day: string })[] }[] = [];

const order = fc.record({
  ago: fc.integer({ min: 1, max: 150 }),
  category: fc.constantFrom('cat_rice', 'cat_milk', 'cat_once'),
  units: fc.integer({ min: 1, max: 4 }),
  back: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

async function live(orders: readonly Order[]): Promise<void> {
  const member = await createMember(ctx);
  const told = [];
  for (const one of orders) {
    const at = new Date(ctx.now().getTime() - one.ago * DAY_MS);
    const line = { categoryId: one.category, productId: `prd_${one.category}`, quantity: one.units };
    const orderId = await announcePaid(ctx, member, { amount: 1000, at, line });
    if (one.back)
      await announceRefunded(ctx, member, { orderId, amount: 1000, at: new Date(at.getTime() + 1000), whole: true });
    told.push({ ...one, day: shanghaiDay(at) });
  }
  lives.push({ member, orders: told });
}

/** What is left of the orders of one category, by day, the oldest first. */
function boughtOf({ orders }: (typeof lives)[number], category: string) {
  const days = new Map<string, number>();
  for (const one of orders)
    if (one.category === category && !one.back) days.set(one.day, (days.get(one.day) ?? 0) + one.units);
  return [...days].map(([day, units]) => ({ day, units })).toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

function plainCycle(category: string): Cycle | null {
  const each = lives.map((life) => {
    const bought = boughtOf(life, category);
    return bought.slice(1).map(({ day }, n) => {
      const before = bought[n];
      return before ? daysBetween(before.day, day) / before.units : 0;
    });
  });
  const gaps = each.flat().toSorted((a, b) => a - b);
  const members = each.filter((hers) => hers.length > 0).length;
  if (gaps.length < 20 || members < 10) return null;
  return { categoryId: category, daysPerUnit: gaps[Math.floor(gaps.length / 2)] ?? 0, gaps: gaps.length, members };
}

function plainRunOuts(life: (typeof lives)[number], cycles: readonly Cycle[], categories: readonly string[] | null) {
  return cycles.flatMap(({ categoryId, daysPerUnit }) => {
    if (categories !== null && !categories.includes(categoryId)) return [];
    const runOut = runOutOf(boughtOf(life, categoryId), daysPerUnit);
    return runOut ? [{ categoryId, runsOutOn: runOut.day }] : [];
  });
}

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  // One of them is bought by few.
  for (const orders of fc.sample(fc.array(order, { minLength: 1, maxLength: 9, size: 'max' }), {
    numRuns: 40,
    seed: 11,
    unbiased: true,
  }))
    await live(orders.filter(({ category }, n) => category !== 'cat_once' || (n === 0 && lives.length % 8 === 0)));
  await app.settle();
  // To the next morning at eight.
  await app.advance(DAY_MS, DAY_MS);
});

describe('when something runs out', () => {
  it.each([
    ['what all do, of whom bought once', [{ day: '2026-11-01', units: 2 }], 10, '2026-11-21'],
    [
      'her own rhythm beside it, the more the longer it is',
      [
        { day: '2026-10-01', units: 1 },
        { day: '2026-10-21', units: 1 },
        { day: '2026-11-10', units: 1 },
      ],
      10,
      // (2 · 20 + 2 · 10) ⁄ 4
      '2026-11-25',
    ],
    ['no day later than a year', [{ day: '2026-11-01', units: 90 }], 30, '2027-11-01'],
    ['no sooner than tomorrow', [{ day: '2026-11-01', units: 1 }], 0.1, '2026-11-02'],
  ])('is foretold by %s', (_why, bought, daysPerUnit, day) => {
    expect(runOutOf(bought, daysPerUnit)?.day).toBe(day);
  });

  it('knows the cycle of each category that enough come back for, as a plain reading of all orders does', async () => {
    const expected = ['cat_milk', 'cat_once', 'cat_rice'].flatMap((category) => plainCycle(category) ?? []);
    expect(expected.map(({ categoryId }) => categoryId)).toEqual(['cat_milk', 'cat_rice']);
    expect(await findCycles(ctx, ctx.now())).toEqual(expected);
    expect(await readCycles(ctx)).toEqual(expected);
  });

  it('is a condition that finds whom a plain reading finds', async () => {
    const cycles = await readCycles(ctx);
    const today = shanghaiDay(ctx.now());
    const asked = fc.record({
      categories: fc.constantFrom(null, ['cat_rice'], ['cat_milk', 'cat_once']),
      side: fc.constantFrom('soon', 'past'),
      days: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ categories, side, days }) => {
        const [from, to] = side === 'soon' ? [0, days - 1] : [-days, -1];
        const what: Condition = { kind: 'runs_out', values: { categories, side, days } };
        const expected = lives.flatMap((life) => {
          const hers = plainRunOuts(life, cycles, categories);
          const is = hers.some(({ runsOutOn }) => runsOutOn >= addDays(today, from) && runsOutOn <= addDays(today, to));
          return is ? [life.member.personNo] : [];
        });
        expect(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now()))).toEqual(expected);
        const all = lives.map(({ member }) => member.personNo);
        expect([...(await kit.holdsFor(ctx, what, all))].toSorted((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('stands on her page, what ends first before the others', async () => {
    const cycles = await readCycles(ctx);
    for (const life of lives.slice(0, 12)) {
      const { body } = await app.call(`GET /api/admin/members/${life.member.id}/run-outs`, { cookie });
      const hers = body.items.map(({ categoryId, runsOutOn }: Record<string, string>) => ({ categoryId, runsOutOn }));
      expect(hers).toEqual(expect.arrayContaining(plainRunOuts(life, cycles, null)));
      expect(hers).toHaveLength(plainRunOuts(life, cycles, null).length);
      const days = hers.map(({ runsOutOn }: { runsOutOn: string }) => runsOutOn);
      expect(days).toEqual(days.toSorted());
    }
  });

  it('is told at eight, three days before, once after each purchase', async () => {
    const told = async () =>
      ctx.events.query<{ personNo: number; category: string; day: string }>(
        `SELECT person_no AS personNo, category_id AS category, JSONExtractString(props, 'runsOutOn') AS day FROM events
         WHERE name = 'member.runs_out' ORDER BY personNo, category, day`,
      );
    // What was foretold at the moment that it was told: eight o'clock of today.
    const cycles = await readCycles(ctx);
    const today = shanghaiDay(ctx.now());
    const expected = lives.flatMap((life) =>
      plainRunOuts(life, cycles, null)
        .filter(({ runsOutOn }) => runsOutOn <= addDays(today, 3) && runsOutOn >= addDays(today, -7))
        .map(({ categoryId, runsOutOn }) => ({ personNo: life.member.personNo, category: categoryId, day: runsOutOn })),
    );
    expect(expected.length).toBeGreaterThan(0);
    const first = await told();
    expect(first).toEqual(expected.toSorted((a, b) => a.personNo - b.personNo || (a.category < b.category ? -1 : 1)));
    await app.advance(DAY_MS, DAY_MS);
    const second = await told();
    const keys = second.map(({ personNo, category }) => `${personNo} ${category}`);
    expect(new Set(keys).size).toBe(keys.length);
    // She bought again: her next one is told in its time.
    const again = lives.find(({ member }) => member.personNo === first[0]?.personNo);
    if (!again) throw new Error('somebody was told');
    const category = first[0]?.category ?? '';
    const line = { categoryId: category, productId: 'prd_again', quantity: 1 };
    await announcePaid(ctx, again.member, { amount: 1000, at: ctx.now(), line });
    await app.settle();
    const now = shanghaiDay(ctx.now());
    const cycle = (await readCycles(ctx)).find(({ categoryId }) => categoryId === category);
    const next = runOutOf([...boughtOf(again, category), { day: now, units: 1 }], cycle?.daysPerUnit ?? 0)?.day ?? now;
    await app.advance((daysBetween(now, next) - 2) * DAY_MS, 400 * DAY_MS);
    const hers = (await told()).filter(
      ({ personNo, category }) => personNo === again.member.personNo && category === line.categoryId,
    );
    expect(hers).toHaveLength(2);
  }, 120_000);
});
