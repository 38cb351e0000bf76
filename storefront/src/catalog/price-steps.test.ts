import { expect, it } from 'vitest';
import { stepsOf } from './price-steps.ts';

const days = (...prices: readonly number[]) => prices.map((price, n) => ({ day: `2026-12-0${n + 1}`, price }));
const size = { width: 100, height: 50 };

it('a price goes level until it changes, the dearest at the top', () => {
  expect(stepsOf(days(20, 20, 10, 10, 15), size)).toEqual([
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 50 },
    { x: 100, y: 50 },
    { x: 100, y: 25 },
  ]);
});

it('one day is one point, and a price that never moved lies in the middle', () => {
  expect(stepsOf(days(20), size)).toEqual([{ x: 0, y: 25 }]);
  expect(stepsOf(days(20, 20), size)).toEqual([
    { x: 0, y: 25 },
    { x: 100, y: 25 },
  ]);
});
