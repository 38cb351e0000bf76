import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chance } from '../play.ts';
import { after, chancesOf, fall, type Left, mayDraw, type Standing } from './decide.ts';

const chance: fc.Arbitrary<Chance> = fc.record({
  forPoints: fc.constant(null),
  prizes: fc.array(
    fc.record({
      gift: fc.constant('g'),
      odds: fc.integer({ min: 1, max: 3000 }),
      stock: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  free: fc.integer({ min: 0, max: 3 }),
  aDay: fc.option(fc.integer({ min: 1, max: 6 })),
  wins: fc.option(fc.integer({ min: 1, max: 3 })),
  sureAfter: fc.option(fc.integer({ min: 1, max: 3 })),
});
const begun = (sum: number): Standing => ({ sum, drawn: 0, today: 0, won: 0, freeUsed: 0, vain: 0 });

describe('draws one after the other', () => {
  it('use each chance once, win no prize beyond its stock, and surely win after so many in vain while some are left', () => {
    fc.assert(
      fc.property(
        chance,
        fc.integer({ min: 0, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 9999 }), { maxLength: 30 }),
        (terms, earned, rolls) => {
          const left: Left = new Map(terms.prizes.map(({ stock }, place) => [place, stock]));
          let standing = begun(earned);
          const won: number[] = [];
          for (const roll of rolls) {
            if (mayDraw(terms, standing) !== 'can') break;
            const some = [...left.values()].some((n) => n !== 0);
            const free = chancesOf(terms, standing).earned === 0;
            const fell = fall(terms, left, roll, standing.vain);
            expect(fell.sure).toBe(terms.sureAfter !== null && standing.vain >= terms.sureAfter);
            if (fell.sure && some) expect(fell.prize).not.toBeNull();
            if (fell.prize !== null && !fell.sure) expect(fell.prize).toBe(fell.rolled);
            if (fell.prize !== null) won.push(fell.prize);
            standing = after(standing, { free, won: fell.prize !== null });
            expect(standing.sum).toBeGreaterThanOrEqual(standing.drawn);
          }
          for (const [place, { stock }] of terms.prizes.entries()) {
            const n = won.filter((one) => one === place).length;
            if (stock !== null) expect([n <= stock, left.get(place)]).toEqual([true, stock - n]);
          }
          expect(standing.drawn).toBeLessThanOrEqual(earned + terms.free);
          expect(standing.drawn).toBeLessThanOrEqual(terms.aDay ?? rolls.length);
          expect(won.length).toBeLessThanOrEqual(terms.wins ?? rolls.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('owe what went back: the next chances pay it before anything is drawn, and none of the day are used meanwhile', () => {
    const terms: Chance = {
      prizes: [{ gift: 'g', odds: 1, stock: null }],
      free: 2,
      forPoints: null,
      aDay: null,
      wins: null,
      sureAfter: null,
    };
    const owing = { ...begun(1), drawn: 3 };
    expect([chancesOf(terms, owing), mayDraw(terms, owing)]).toEqual([{ earned: 0, free: 0 }, 'no_chance']);
    expect(mayDraw(terms, { ...owing, sum: 3 })).toBe('can');
  });
});
