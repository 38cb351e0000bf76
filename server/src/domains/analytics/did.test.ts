import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY_MS, dayStart } from '../../platform/calendar.ts';
import { partsOf } from './did.ts';

const NOW = Date.parse('2026-03-01T04:00:00Z');
/** Often on midnight in Shanghai, and on the first of a month. */
const instant = fc.oneof(
  fc.integer({ min: -800 * DAY_MS, max: 0 }).map((ago) => new Date(NOW + ago)),
  fc.integer({ min: 0, max: 800 }).map((days) => new Date(dayStart('2026-03-02').getTime() - days * DAY_MS)),
  fc.constantFrom('2025-11-01', '2025-12-01', '2026-01-01', '2026-02-28').map(dayStart),
);

it('parts a stretch of time into months, days and hours that cover it once and end where it ends', () => {
  fc.assert(
    fc.property(instant, instant, (one, other) => {
      const [since, until] = one < other ? [one, other] : [other, one];
      const { months, days, edges } = partsOf(since, until);
      const spans = [...edges, ...[...months, ...days].map(([from, to]) => [dayStart(from), dayStart(to)] as const)]
        .map(([from, to]) => [from.getTime(), to.getTime()] as const)
        .toSorted((a, b) => a[0] - b[0]);
      if (since.getTime() === until.getTime()) {
        expect(spans).toEqual([]);
        return;
      }
      expect(spans.every(([from, to]) => from < to)).toBe(true);
      expect([spans[0]?.[0], spans.at(-1)?.[1]]).toEqual([since.getTime(), until.getTime()]);
      for (const [n, [from]] of spans.entries()) if (n > 0) expect(from).toBe(spans[n - 1]?.[1]);
      for (const day of months.flat()) expect(day.endsWith('-01')).toBe(true);
      // Where a whole month lies inside, no more than two months are read by days.
      expect(
        days.reduce((sum, [from, to]) => sum + (dayStart(to).getTime() - dayStart(from).getTime()), 0),
      ).toBeLessThan(61 * DAY_MS);
      expect(edges.reduce((sum, [from, to]) => sum + (to.getTime() - from.getTime()), 0)).toBeLessThan(2 * DAY_MS);
    }),
    { numRuns: 2000 },
  );
});

it('reads all of the past by months, and cuts nothing off its beginning', () => {
  const { months, edges } = partsOf(new Date(0), new Date('2026-03-01T04:00:00Z'));
  expect(months).toEqual([['1970-01-01', '2026-03-01']]);
  expect(edges).toEqual([[dayStart('2026-03-01'), new Date('2026-03-01T04:00:00Z')]]);
});
