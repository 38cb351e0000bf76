import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { endOf } from '../points.ts';
import { type GrowthRow, growthIn } from './growth.ts';
import type { Level } from './level.ts';
import { dueOf, type Held, place } from './place.ts';

// Orders that grow, refunds that take back, and time: whatever comes in whatever order.

const level = (id: string, growth: number): Level => ({
  id,
  name: id,
  growth,
  paysPercent: null,
  pointTenths: 10,
  freeShipping: null,
  gift: null,
  birthdayGift: null,
  service: null,
});
const ladder = [level('silver', 100), level('gold', 300), level('top', 1000)];
const rank = (held: Held | null) => ladder.findIndex(({ id }) => id === held?.levelId);
const begin = Date.parse('2026-01-01T02:00:00Z');

const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('buy' as const), value: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const), nth: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 120 }) }) },
);
const keeping = fc.record({
  keepDays: fc.option(fc.integer({ min: 1, max: 200 })),
  graceDays: fc.integer({ min: 0, max: 40 }),
});

/** Lives through the acts, looked at after each and at every moment that is due; `without`: nothing that comes back is bought. */
function live(
  acts: readonly { do: string; value?: number; nth?: number; days?: number }[],
  rule: Rule,
  without: boolean,
) {
  const returned = new Set<number>();
  let bought = 0;
  for (const one of acts) {
    if (one.do === 'buy') bought += 1;
    if (one.do === 'return' && bought > 0) returned.add((one.nth ?? 0) % bought);
  }
  let now = new Date(begin);
  let rows: GrowthRow[] = [];
  let held: Held | null = null;
  let n = 0;
  const look = () => {
    held = place(ladder, rule, held, growthIn(rows), now);
  };
  for (const one of acts) {
    if (one.do === 'wait') {
      const until = now.getTime() + (one.days ?? 0) * DAY_MS;
      for (;;) {
        const ends = rows.flatMap(({ endsAt }) => (endsAt && endsAt > now ? [endsAt.getTime()] : []));
        const due = Math.min(...ends, dueOf(held, now)?.getTime() ?? Number.POSITIVE_INFINITY);
        if (due > until) break;
        now = new Date(due);
        look();
      }
      now = new Date(until);
    }
    if (one.do === 'buy') {
      const value = without && returned.has(n) ? 0 : (one.value ?? 0);
      rows = [...rows, { value, at: now, endsAt: endOf(now, 90) }];
      n += 1;
      now = new Date(now.getTime() + 1000);
    }
    if (one.do === 'return' && n > 0) {
      const gone = (one.nth ?? 0) % n;
      rows = rows.map((row, at) => (at === gone ? { ...row, value: 0 } : row));
    }
    look();
  }
  return { held, growth: growthIn(rows)(now) };
}
type Rule = { readonly keepDays: number | null; readonly graceDays: number };

it('without keeping, the level is what the growth is enough for', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
      const { held, growth } = live(acts, { keepDays: null, graceDays: 0 }, false);
      expect(rank(held)).toBe(ladder.findLastIndex((one) => one.growth <= growth));
    }),
    { numRuns: 500 },
  );
});

it('is never below what the growth is enough for, nor above what she would ever have reached without what came back', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14 }), keeping, (acts, rule) => {
      const { held, growth } = live(acts, rule, false);
      expect(rank(held)).toBeGreaterThanOrEqual(ladder.findLastIndex((one) => one.growth <= growth));
      // Orders that came back are as if never paid: whoever never bought them reached at least as high, once.
      expect(rank(held)).toBeLessThanOrEqual(highestWithout(acts, rule));
    }),
    { numRuns: 500 },
  );
});

function highestWithout(
  acts: readonly { do: string; value?: number; nth?: number; days?: number }[],
  rule: Rule,
): number {
  return Math.max(...acts.map((_, at) => rank(live(cut(acts, at), rule, true).held)), -1);
}
/** The first acts, with every return that the whole of them has: so what is returned later is not bought either. */
function cut(acts: readonly { do: string; value?: number; nth?: number; days?: number }[], at: number) {
  const returned = new Set<number>();
  let bought = 0;
  for (const one of acts) {
    if (one.do === 'buy') bought += 1;
    if (one.do === 'return' && bought > 0) returned.add((one.nth ?? 0) % bought);
  }
  let n = -1;
  return acts.slice(0, at + 1).map((one) => {
    if (one.do === 'buy') n += 1;
    return one.do === 'buy' && returned.has(n) ? { ...one, value: 0 } : one;
  });
}
