import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planDays } from './plan.ts';

it('gives everybody a day, in turns, and nobody more a day than is safe, whatever other lists ask of her', () => {
  const days = ['2026-12-01', '2026-12-02', '2026-12-03'];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(
        fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom(...days), fc.integer({ min: 0, max: 30 })),
      ),
      (count, staff, perDay, others) => {
        const taken = new Map(others.map(([who, day, n]) => [`${who} ${day}`, n]));
        const planned = planDays(count, { staff, perDay, startsOn: '2026-12-01', taken });
        expect(planned).toHaveLength(count);
        const asks = new Map<string, number>();
        for (const { userid, day } of planned) {
          expect(staff).toContain(userid);
          asks.set(`${userid} ${day}`, (asks.get(`${userid} ${day}`) ?? 0) + 1);
        }
        for (const [key, n] of asks) expect(n + (taken.get(key) ?? 0)).toBeLessThanOrEqual(Math.max(perDay, 0));
        // Earlier days are full before later ones begin.
        const inTurn = planned.map(({ day }) => day);
        expect(inTurn).toEqual(inTurn.toSorted());
      },
    ),
  );
});
