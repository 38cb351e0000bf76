import { expect, it } from 'vitest';
import { isFull, packedDays } from './packed.ts';

it('adds up what activities take of a day, and knows no bound where one of them has none', () => {
  const load = (day: string, taken: number, most: number | null) => ({ day, taken, most });
  const days = packedDays([
    load('01', 3, 5),
    load('01', 5, 5),
    load('02', 0, null),
    load('03', 2, null),
    load('03', 0, 4),
  ]);
  expect(days.map(({ day, taken, most, of }) => [day, taken, most, of.length])).toEqual([
    ['01', 8, 10, 2],
    ['03', 2, null, 2],
  ]);
  expect(days.map(isFull)).toEqual([false, false]);
  expect(days[0]?.of.map(isFull)).toEqual([false, true]);
});
