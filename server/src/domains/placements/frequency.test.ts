import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayStart, daysBetween, shanghaiDay } from '../../platform/calendar.ts';
import { type Frequency, type Met, mayShow, NOTHING_MET, shownOnce } from './frequency.ts';

const frequency: fc.Arbitrary<Frequency> = fc.record({
  pace: fc.oneof(
    fc.constant({ kind: 'always' as const }),
    fc.record({ kind: fc.constant('daily' as const), times: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constant('days' as const), every: fc.integer({ min: 1, max: 9 }) }),
  ),
  inAll: fc.option(fc.integer({ min: 1, max: 8 })),
  stopsAfterTap: fc.boolean(),
  stopsAfterClose: fc.boolean(),
  restAfterClose: fc.option(fc.integer({ min: 1, max: 5 })),
});

type Act = { readonly hours: number; readonly does: 'nothing' | 'tap' | 'close' };
const acts = fc.array(
  fc.record({
    hours: fc.integer({ min: 0, max: 60 }),
    does: fc.constantFrom<Act['does'][]>('nothing', 'nothing', 'nothing', 'tap', 'close'),
  }),
  { maxLength: 40 },
);

/** The days on which it was shown, by someone who remembers each showing and knows nothing of sums. */
function maySee(of: Frequency, shown: readonly string[], tapped: boolean, closed: readonly string[], today: string) {
  if ((of.stopsAfterTap && tapped) || (of.stopsAfterClose && closed.length > 0)) return false;
  const rest = of.restAfterClose;
  if (rest !== null && closed.some((day) => daysBetween(day, today) < rest)) return false;
  if (of.inAll !== null && shown.length >= of.inAll) return false;
  const { pace } = of;
  if (pace.kind === 'daily') return shown.filter((day) => day === today).length < pace.times;
  return pace.kind === 'always' || shown.every((day) => daysBetween(day, today) >= pace.every);
}

describe('a frequency', () => {
  it('says of what she has met in sums what every single showing says', () => {
    fc.assert(
      fc.property(frequency, acts, (of, visits) => {
        let at = dayStart('2026-11-01').getTime();
        let met: Met = NOTHING_MET;
        const shown: string[] = [];
        let tapped = false;
        const closed: string[] = [];
        for (const { hours, does } of visits) {
          at += hours * 3_600_000;
          const today = shanghaiDay(new Date(at));
          expect(mayShow(of, met, today)).toBe(maySee(of, shown, tapped, closed, today));
          if (!mayShow(of, met, today)) continue;
          shown.push(today);
          met = shownOnce(met, today);
          if (does === 'tap') {
            tapped = true;
            met = { ...met, tapped: met.tapped + 1 };
          }
          if (does === 'close') {
            closed.push(today);
            met = { ...met, closed: met.closed + 1, closedOn: today };
          }
        }
        expect([met.shown, met.day]).toEqual([shown.length, shown.at(-1) ?? null]);
      }),
      { numRuns: 300 },
    );
  });

  it('of once a day begins anew at midnight in Shanghai, not in London and not a day after the last showing', () => {
    const daily: Frequency = {
      pace: { kind: 'daily', times: 1 },
      inAll: null,
      stopsAfterTap: false,
      stopsAfterClose: false,
      restAfterClose: null,
    };
    const late = new Date('2026-11-11T15:59:59Z');
    const met = shownOnce(NOTHING_MET, shanghaiDay(late));
    expect(mayShow(daily, met, shanghaiDay(late))).toBe(false);
    expect(mayShow(daily, met, shanghaiDay(new Date(late.getTime() + 1000)))).toBe(true);
    const noon = shownOnce(NOTHING_MET, shanghaiDay(new Date('2026-11-11T00:00:00Z')));
    expect(mayShow(daily, noon, shanghaiDay(new Date('2026-11-11T08:00:00Z')))).toBe(false);
  });

  it('of once in three days counts business days', () => {
    const days: Frequency = {
      pace: { kind: 'days', every: 3 },
      inAll: null,
      stopsAfterTap: false,
      stopsAfterClose: false,
      restAfterClose: null,
    };
    const met = shownOnce(NOTHING_MET, '2026-02-27');
    const on = (more: number) => mayShow(days, met, addDays('2026-02-27', more));
    expect([on(0), on(1), on(2), on(3)]).toEqual([false, false, false, true]);
  });
});
