import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../platform/calendar.ts';
import { daysOf } from '../../../platform/event-store/range.ts';
import { dueByDays, forecastEnd } from './forecast.ts';
import { additive } from './progress.ts';

const START = '2026-03-02';
const dayAt = (n: number) => addDays(START, n);

/** A stream of chance that is the same every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

describe('the forecast of a target', () => {
  it('holds what comes about four times of five, on random shops with weekdays of their own', () => {
    const next = chance(5);
    let [held, all] = [0, 0];
    for (let shop = 0; shop < 400; shop += 1) {
      const factors = Array.from({ length: 7 }, () => 0.6 + 0.8 * next());
      const length = 56 + 20;
      const series = Array.from({ length }, (_, n) => ({
        day: dayAt(n),
        value: Math.max(0, 1000 * (factors[n % 7] ?? 1) * (1 + 0.25 * normal(next))),
      }));
      const coming = series.slice(56);
      const found = forecastEnd(series.slice(0, 56), { soFar: 0, today: 0, coming: coming.map(({ day }) => day) });
      const came = coming.reduce((sum, { value }) => sum + value, 0);
      all += 1;
      if (found && found.low <= came && came <= found.high) held += 1;
    }
    expect(held / all).toBeGreaterThan(0.73);
    expect(held / all).toBeLessThan(0.9);
  });

  it('is none in a shop with less than four weeks, and never below what there is', () => {
    const days = Array.from({ length: 27 }, (_, n) => ({ day: dayAt(n), value: 10 }));
    expect(forecastEnd(days, { soFar: 5, today: 0, coming: [dayAt(27)] })).toBeNull();
    const longer = [...days, { day: dayAt(27), value: 10 }];
    const found = forecastEnd(longer, { soFar: 5, today: 400, coming: [dayAt(28)] });
    expect(found).toMatchObject({ value: 405, low: 405 });
  });

  it('has a curve that rises day by day and ends with the target, to the fen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 92 }),
        fc.option(fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 7, maxLength: 7 })),
        (aim, length, factors) => {
          const due = dueByDays(aim, daysOf({ from: START, to: dayAt(length - 1) }), factors);
          expect(due).toHaveLength(length);
          expect(due.at(-1)).toBe(aim);
          for (const [n, value] of due.entries()) expect(value).toBeGreaterThanOrEqual(due[n - 1] ?? 0);
        },
      ),
    );
  });
});

describe('a target whose days add up', () => {
  it('has so far what its days have, one by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 90, maxLength: 90 }),
        fc.integer({ min: 60, max: 89 }),
        fc.constantFrom('even' as const, 'weekday' as const),
        (values, today, curve) => {
          const series = values.slice(0, today + 1).map((value, n) => ({ day: dayAt(n), value }));
          const [from, to] = [dayAt(60), dayAt(89)];
          const found = additive({ from, to, aim: 9000, curve }, series, dayAt(today), dayAt(today - 1));
          const sum = (until: number) => values.slice(60, until + 1).reduce((all, value) => all + value, 0);
          expect(found.actual).toBe(sum(today));
          expect(found.byThen).toBe(today === 60 ? null : sum(today - 1));
          for (const [n, { actual }] of found.days.entries()) expect(actual).toBe(60 + n < today ? sum(60 + n) : null);
          if (found.forecast) expect(found.forecast.low).toBeGreaterThanOrEqual(found.actual);
        },
      ),
    );
  });
});
