import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventRow, reportTest } from '../../domains/analytics/testing.ts';
import { addDays, DAY_MS, dayStart, daysBetween, shanghaiDay } from '../calendar.ts';
import { periodSql } from './period.ts';
import {
  countPersons,
  except,
  intersect,
  listPersons,
  nobody,
  type PersonSet,
  personsAmong,
  personsIn,
  personsOfQuery,
  union,
} from './person-set.ts';
import { allOf, anyOf, bound, piece } from './piece.ts';
import { runQuery } from './query.ts';
import { daysOf, readAsOf, readRange } from './range.ts';
import { propertyText, selects } from './selector.ts';
import { dayEndSql, daySql } from './zone.ts';

const { ctx, insert, clear, at } = reportTest();

describe('a day', () => {
  const from = Date.UTC(1985, 11, 30);
  const hours = Math.round((Date.UTC(1992, 0, 3) - from) / 3_600_000);

  it('is the same here and in the store, in the summers of 1986 to 1991 too', async () => {
    const rows = await runQuery<{ ms: number; day: string; end: number; week: string }>(
      ctx,
      piece`SELECT ms, toString(${daySql('instant')}) AS day, toInt64(${dayEndSql('ms')}) AS end, toString(${periodSql('instant', 'week')}) AS week
        FROM (SELECT ${from} + number * 3600000 - 1 AS ms, fromUnixTimestamp64Milli(toInt64(ms)) AS instant FROM numbers(${hours}))`,
    );
    expect(rows).toHaveLength(hours);
    const wrong = rows.filter(({ ms, day, end }) => {
      const ours = shanghaiDay(new Date(ms));
      return day !== ours || end !== dayStart(addDays(ours, 1)).getTime() - 1;
    });
    expect(wrong).toEqual([]);
  });

  it('begins where the one before ends, and knows itself', () => {
    for (let day = '1985-12-30'; day < '1992-01-03'; day = addDays(day, 1)) {
      expect(shanghaiDay(dayStart(day))).toBe(day);
      expect(shanghaiDay(new Date(dayStart(day).getTime() - 1))).toBe(addDays(day, -1));
    }
    // The spring night of 1986 has 23 hours, the autumn night 25.
    const length = (day: string) => dayStart(addDays(day, 1)).getTime() - dayStart(day).getTime();
    expect([length('1986-05-04'), length('1986-09-14'), length('1995-05-04')]).toEqual([
      DAY_MS - 3_600_000,
      DAY_MS + 3_600_000,
      DAY_MS,
    ]);
  });

  it('summed over a range is the range, when the clocks change within it', async () => {
    await clear();
    const range = readRange(ctx, { from: '1986-05-01', to: '1986-09-20', asOf: '1990-01-01' });
    const instants = Array.from({ length: 24 * (daysBetween(range.from, range.to) + 3) }, (_, hour) =>
      new Date(range.start.getTime() - DAY_MS + hour * 3_600_000 + 1).toISOString(),
    );
    await insert(...instants.map((at, n) => eventRow({ person: n + 1, name: 'view', at })));
    const inRange = piece`ts >= ${bound("DateTime64(3, 'UTC')", range.start)} AND ts < ${bound("DateTime64(3, 'UTC')", range.until)}`;
    const byDay = await runQuery<{ day: string; n: number }>(
      ctx,
      piece`SELECT toString(${daySql('ts')}) AS day, count() AS n FROM events WHERE ${inRange} GROUP BY day ORDER BY day`,
    );
    expect(byDay.map((row) => row.day)).toEqual(daysOf(range));
    const [whole] = await runQuery<{ n: number }>(ctx, piece`SELECT count() AS n FROM events WHERE ${inRange}`);
    expect(byDay.reduce((sum, row) => sum + row.n, 0)).toBe(whole?.n);
  });

  it('that lasts is judged as of now, one that is over as of its end', () => {
    at('2026-11-21T04:00:00Z');
    expect(readAsOf(ctx, null)).toEqual({
      asOf: '2026-11-21',
      known: new Date('2026-11-21T16:00:00Z'),
      moment: new Date('2026-11-21T04:00:00Z'),
      over: '2026-11-20',
    });
    expect(readAsOf(ctx, '2026-11-20').moment).toEqual(new Date('2026-11-20T16:00:00Z'));
    for (const day of ['2026-02-30', '2026-11-21T00', '']) expect(() => readAsOf(ctx, day)).toThrow('bad_range');
  });
});

describe('a selector', () => {
  beforeAll(async () => {
    await clear();
    await insert(
      eventRow({ person: 1, name: 'view', at: '2026-11-10T04:00:00Z', value: 5, props: '{"name":"x","value":"9"}' }),
      eventRow({ person: 2, name: 'view', at: '2026-11-10T04:00:00Z', value: 7, page: 'pages/home' }),
    );
  });

  it('means the columns of the event, whatever its statement calls its own', async () => {
    const where = [{ property: 'value', op: 'eq' as const, value: '5' }];
    const rows = await runQuery<{ value: string }>(
      ctx,
      piece`SELECT 'other' AS name, '7' AS value, 1 AS props, person_no AS page, toString(person_no) AS source
        FROM events WHERE ${selects({ event: 'view', where })}`,
    );
    expect(rows).toHaveLength(1);
    const kept = await runQuery<{ page: number }>(
      ctx,
      piece`SELECT person_no AS page, ${propertyText('value')} AS value FROM events WHERE ${selects({ event: '*', where: [{ property: 'page', op: 'set' }] })}`,
    );
    expect(kept).toEqual([{ page: 2, value: '7' }]);
  });

  it('takes property names that are also words of JavaScript for what they are', async () => {
    const where = [{ property: 'constructor', op: 'unset' as const }];
    expect(
      await runQuery(ctx, piece`SELECT 1 AS n FROM events WHERE ${selects({ event: 'view', where })}`),
    ).toHaveLength(2);
  });

  it('joined with others keeps its values, and asked twice is the same text', async () => {
    const one = selects({ event: 'view', where: [{ property: 'value', op: 'gte', value: 6 }] });
    const two = selects({ event: 'view', where: [{ property: 'value', op: 'lt', value: 6 }] });
    const count = async (what: typeof one) =>
      (await runQuery(ctx, piece`SELECT 1 AS n FROM events WHERE ${what}`)).length;
    expect([await count(allOf([one, two])), await count(anyOf([one, two])), await count(two)]).toEqual([0, 2, 1]);
    expect(selects({ event: 'view', where: [{ property: 'value', op: 'lt', value: 6 }] })).toEqual(two);
    expect([await count(allOf([])), await count(anyOf([]))]).toEqual([2, 0]);
  });
});

/** A set as the store has it, with the same set here. */
type Pair = { readonly set: PersonSet; readonly here: ReadonlySet<number> };
const someNumbers = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 25 });
const leaf = fc.oneof(
  someNumbers.map((numbers): Pair => ({ set: personsAmong(numbers), here: new Set(numbers) })),
  someNumbers.map(
    (numbers): Pair => ({
      set: personsOfQuery(piece`SELECT arrayJoin(${bound('Array(UInt32)', [...numbers, 0])}) AS person_no`),
      here: new Set(numbers),
    }),
  ),
);
const { tree } = fc.letrec<{ tree: Pair }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => ({
      set: union([a.set, b.set]),
      here: new Set([...a.here, ...b.here]),
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => ({
      set: intersect([a.set, b.set]),
      here: new Set([...a.here].filter((no) => b.here.has(no))),
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => ({
      set: except(a.set, b.set),
      here: new Set([...a.here].filter((no) => !b.here.has(no))),
    })),
  ),
}));

describe('a set of persons', () => {
  it('is joined, cut and taken away like any set, whether known here or found there', async () => {
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.integer({ min: 0, max: 41 }),
        fc.integer({ min: 1, max: 9 }),
        async (pair, after, limit) => {
          const sorted = [...pair.here].sort((a, b) => a - b);
          expect(await listPersons(ctx, pair.set)).toEqual(sorted);
          expect(await countPersons(ctx, pair.set)).toBe(sorted.length);
          expect(await listPersons(ctx, pair.set, { after, limit })).toEqual(
            sorted.filter((no) => no > after).slice(0, limit),
          );
          expect(await personsIn(ctx, pair.set, [1, 2, 3, 99])).toEqual(
            new Set([1, 2, 3].filter((no) => pair.here.has(no))),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('may be nobody, and may be very many', async () => {
    expect(await countPersons(ctx, nobody)).toBe(0);
    expect(await countPersons(ctx, union([]))).toBe(0);
    const many = personsAmong(Array.from({ length: 300_000 }, (_, n) => n * 3 + 1));
    expect(await countPersons(ctx, except(many, personsAmong([1, 4, 5])))).toBe(299_998);
  });
});
