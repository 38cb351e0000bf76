import { describe, expect, it } from 'vitest';
import { toldOf, visitsOf } from '../../rehearsal/src/crowd.ts';
import { judge } from '../src/domains/analytics/anomalies/judge.ts';

const hours = [11, 15, 20];

describe('the last day of a story', () => {
  it('stands out of the days before it, however small the crowd', () => {
    for (const lookers of [60, 150, 460, 4738])
      for (let seed = 1; seed <= 10; seed += 1) {
        const days = 56;
        const visits = visitsOf({ seed, days, lookers, shoppers: Math.round(lookers / 11.5), hours });
        const counts = Array.from(
          { length: days },
          (_, day) => new Set(hours.flatMap((hour) => visits.get(day * 24 + hour) ?? [])).size,
        );
        expect([lookers, seed, judge(counts.slice(0, -1), counts.at(-1) ?? 0)?.isAnomaly]).toEqual([
          lookers,
          seed,
          true,
        ]);
      }
  });

  it('brings one in twenty of a crowd that is large enough', () => {
    expect(toldOf({ days: 56, lookers: 4738, shoppers: 412 })).toBe(0.05);
    expect(toldOf({ days: 56, lookers: 60, shoppers: 5 })).toBeLessThan(1);
  });
});
