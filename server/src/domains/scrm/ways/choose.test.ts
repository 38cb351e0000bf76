import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Candidate, choose } from './choose.ts';
import { isOpen } from './way-form.ts';

const weights = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });

/** So many choices among these, one after the other, each from where the last one left the turns. */
function play(given: readonly number[], times: number): string[] {
  let candidates: readonly Candidate[] = given.map((weight, at) => ({ userid: `u${at}`, weight, turn: 0 }));
  return Array.from({ length: times }, () => {
    const chosen = choose(candidates);
    if (chosen === null) throw new Error('nobody was chosen');
    candidates = candidates.map((one) => ({ ...one, turn: chosen.turns.get(one.userid) ?? 0 }));
    return chosen.userid;
  });
}

it('holds the weights exactly in any window as long as their sum, wherever it begins', () => {
  fc.assert(
    fc.property(weights, fc.nat({ max: 40 }), (given, start) => {
      const sum = given.reduce((all, weight) => all + weight, 0);
      const window = play(given, start + sum).slice(start);
      expect(given.map((_, at) => window.filter((userid) => userid === `u${at}`).length)).toEqual(given);
    }),
  );
});

it('never lets anybody wait longer than the others’ weights together, and chooses nobody of nobody', () => {
  fc.assert(
    fc.property(weights, (given) => {
      const sum = given.reduce((all, weight) => all + weight, 0);
      const played = play(given, sum * 3);
      for (const [at, weight] of given.entries()) {
        const places = played.flatMap((userid, place) => (userid === `u${at}` ? [place] : []));
        const gaps = places.slice(1).map((place, n) => place - (places[n] ?? 0));
        expect(Math.max(...gaps, 0)).toBeLessThanOrEqual(Math.ceil((2 * sum) / weight));
      }
    }),
  );
  expect(choose([])).toBeNull();
});

it('is open on its days and in its hours of Shanghai; a night belongs to the day on which it began', () => {
  const at = (local: string) => new Date(`${local}:00+08:00`);
  const always = { days: null, from: null, until: null };
  expect(isOpen(always, at('2026-12-01T03:00'))).toBe(true);
  // A Tuesday.
  const day = { days: ['tue'] as const, from: 9 * 60, until: 21 * 60 };
  expect(
    [at('2026-12-01T08:59'), at('2026-12-01T09:00'), at('2026-12-01T21:00')].map((when) => isOpen(day, when)),
  ).toEqual([false, true, false]);
  expect(isOpen(day, at('2026-12-02T10:00'))).toBe(false);
  const night = { days: ['tue'] as const, from: 20 * 60, until: 2 * 60 };
  expect(
    [at('2026-12-01T23:00'), at('2026-12-02T01:59'), at('2026-12-02T20:30'), at('2026-12-01T01:00')].map((when) =>
      isOpen(night, when),
    ),
  ).toEqual([true, true, false, false]);
});
