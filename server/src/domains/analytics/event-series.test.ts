import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../../platform/calendar.ts';
import { countPersons } from '../../platform/event-store/person-set.ts';
import { OTHERS } from './breakdown.ts';
import type { EventRow } from './event.ts';
import {
  type Grain,
  type Measure,
  personsOfSeries,
  rangeBefore,
  runSeries,
  type SeriesQuestion,
} from './event-series.ts';
import { eventRow, reportTest } from './testing.ts';

const { ctx, at, insert, clear } = reportTest();
beforeEach(async () => {
  await clear();
  at('2026-11-21T04:00:00Z');
});

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
/** Days of 2026-11-12 to 2026-11-21, and the ten before; what came later is not known. */
const FIRST = Date.parse('2026-11-01T16:00:00Z');

type Told = { who: number; at: number; channel: string; worth: string | number | null; twice: boolean };
const told = fc.record({
  who: fc.integer({ min: 0, max: 4 }),
  // Half of them on a minute around midnight, Shanghai.
  at: fc.oneof(
    fc.integer({ min: 0, max: 21 * DAY }).map((ms) => FIRST + ms),
    fc
      .tuple(fc.integer({ min: 0, max: 21 }), fc.integer({ min: -2, max: 2 }))
      .map(([day, ms]) => FIRST + day * DAY + ms),
  ),
  channel: fc.constantFrom('', 'a', 'b', 'c', 'd'),
  worth: fc.constantFrom(null, 1, 2.5, -3, '7', 'much'),
  twice: fc.boolean(),
});

const measures: readonly Measure[] = ['count', 'persons', 'per_person', 'sum', 'avg', 'min', 'max', 'distinct'];
const question = fc.record({
  measure: fc.constantFrom(...measures),
  by: fc.constantFrom<Grain>('hour', 'day', 'week', 'month'),
  broken: fc.boolean(),
  top: fc.integer({ min: 1, max: 4 }),
  from: fc.integer({ min: 0, max: 9 }),
  asOf: fc.constantFrom(null, '2026-11-18'),
});

const dayOf = (ms: number) => new Date(ms + SHANGHAI).toISOString().slice(0, 10);
function periodOf(ms: number, by: Grain): string {
  const day = dayOf(ms);
  if (by === 'hour') return `${new Date(ms + SHANGHAI).toISOString().slice(0, 13).replace('T', ' ')}:00`;
  if (by === 'week') return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
  return by === 'month' ? `${day.slice(0, 7)}-01` : day;
}
const textOf = (worth: Told['worth']) => (worth === null ? '' : String(worth));

function measure(of: Measure, rows: readonly Told[]): number | null {
  const persons = new Set(rows.map(({ who }) => who).filter((who) => who > 0)).size;
  const numbers = rows.map(({ worth }) => Number.parseFloat(textOf(worth))).filter((n) => !Number.isNaN(n));
  const sum = numbers.reduce((a, b) => a + b, 0);
  switch (of) {
    case 'count':
      return rows.length;
    case 'persons':
      return persons;
    case 'per_person':
      return persons === 0 ? null : rows.filter(({ who }) => who > 0).length / persons;
    case 'sum':
      return sum;
    case 'avg':
      return numbers.length === 0 ? null : sum / numbers.length;
    case 'min':
      return numbers.length === 0 ? null : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? null : Math.max(...numbers);
    case 'distinct':
      return new Set(rows.map(({ worth }) => textOf(worth)).filter((text) => text !== '')).size;
  }
}

const rowsOf = (all: readonly Told[]): EventRow[] =>
  all.map((one, n) =>
    eventRow({
      person: one.who,
      name: 'thing',
      at: new Date(one.at).toISOString(),
      event_id: `e${n}`,
      props: JSON.stringify({ channel: one.channel, ...(one.worth === null ? {} : { worth: one.worth }) }),
    }),
  );

describe('an event over time', () => {
  it('is what going through the events one by one says, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(told, { maxLength: 40 }), question, async (all, { from, broken, asOf, ...asked }) => {
        await clear();
        const rows = rowsOf(all);
        await insert(...rows);
        await insert(...rows.filter((_, n) => all[n]?.twice));
        const days = { from: addDays('2026-11-12', from), to: '2026-11-21' };
        const ask: SeriesQuestion = {
          ...days,
          asOf,
          ...asked,
          selector: { event: 'thing' },
          property: 'worth',
          breakdown: broken ? { kind: 'property', property: 'channel' } : null,
          compare: true,
        };
        const series = await runSeries(ctx, ask);
        const known = (asOf === null ? Date.parse('2026-11-21T16:00:00Z') : Date.parse('2026-11-18T16:00:00Z')) - 1;
        const within = (a: string, b: string) =>
          all.filter((one) => dayOf(one.at) >= a && dayOf(one.at) <= b && one.at <= known);
        const mine = within(days.from, days.to);
        const told = (value: string | null, rows: readonly Told[]) =>
          value === null
            ? rows
            : rows.filter(({ channel }) =>
                value === OTHERS ? !series.shares.top.includes(channel) : channel === value,
              );
        for (const { value, whole, values, before } of series.groups) {
          expect(whole.value).toEqual(closeTo(measure(asked.measure, told(value, mine))));
          expect(whole.times).toBe(told(value, mine).length);
          series.periods.forEach((period, n) => {
            const inIt = told(value, mine).filter((one) => periodOf(one.at, asked.by) === period);
            if (values[n] !== null) expect(values[n]?.value).toEqual(closeTo(measure(asked.measure, inIt)));
            else expect(inIt.filter(({ at }) => at <= Date.parse('2026-11-21T04:00:00Z'))).toEqual([]);
          });
          const earlier = within(series.before?.from ?? '', series.before?.to ?? '');
          series.before?.periods.forEach((period, n) => {
            const inIt = told(value, earlier).filter((one) => periodOf(one.at, asked.by) === period);
            expect(before?.values[n]?.value).toEqual(closeTo(measure(asked.measure, inIt)));
          });
          const group = value === null ? null : { value, top: series.shares.top };
          expect(await countPersons(ctx, personsOfSeries(ctx, ask, group))).toBe(whole.persons);
        }
        // Nothing is left out in silence: the groups are all there is.
        if (broken) {
          const parts = series.groups.slice(1).reduce((sum, group) => sum + group.whole.times, 0);
          expect(parts).toBe(mine.length);
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('is compared with as much of the time before, and what has begun is said to be unfinished', async () => {
    const thing = (when: string) => eventRow({ person: 1, name: 'thing', at: when });
    await insert(
      thing('2026-11-21T09:00:00+08:00'),
      thing('2026-11-20T09:00:00+08:00'),
      thing('2026-11-20T20:00:00+08:00'),
    );
    const base = {
      selector: { event: 'thing' },
      measure: 'count',
      property: null,
      breakdown: null,
      top: 5,
      compare: true,
    } as const;
    const today = await runSeries(ctx, { ...base, from: '2026-11-21', to: '2026-11-21', by: 'day' });
    expect(today.groups[0]?.whole.value).toBe(1);
    expect(today.groups[0]?.before?.whole.value).toBe(1);
    expect(today.groups[0]?.before?.values.map((one) => one.value)).toEqual([2]);
    expect(today.unfinished).toBe(0);
    const hours = await runSeries(ctx, { ...base, from: '2026-11-21', to: '2026-11-21', by: 'hour' });
    // Noon: the hour of twelve has begun, later ones have not.
    expect(hours.periods[hours.unfinished]).toBe('2026-11-21 12:00');
    expect(hours.groups[0]?.values.map((one) => one?.value ?? null).slice(8, 14)).toEqual([0, 1, 0, 0, null, null]);
    await expect(runSeries(ctx, { ...base, from: '2026-01-01', to: '2026-11-21', by: 'hour' })).rejects.toMatchObject({
      code: 'platform.bad_range',
    });
  });

  it('sets months beside whole months, however long they are', () => {
    const of = (from: string, to: string, by: Grain) => {
      const zone = { name: 'x', dayOf: () => '', dayStart: (day: string) => new Date(`${day}T00:00:00Z`) };
      const start = new Date(0);
      const before = rangeBefore({ from, to, asOf: to, start, until: start, known: start, over: to, zone }, by);
      return [before.from, before.to];
    };
    expect(of('2026-03-01', '2026-03-31', 'month')).toEqual(['2026-02-01', '2026-02-28']);
    expect(of('2026-02-01', '2026-03-31', 'month')).toEqual(['2025-12-01', '2026-01-31']);
    expect(of('2026-03-10', '2026-03-30', 'month')).toEqual(['2026-02-10', '2026-02-28']);
    expect(of('2026-11-16', '2026-11-20', 'week')).toEqual(['2026-11-09', '2026-11-13']);
    expect(of('2026-11-16', '2026-11-20', 'day')).toEqual(['2026-11-11', '2026-11-15']);
  });
});

/** Sums of decimals come in the order of the store. */
function closeTo(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 9);
}
