import { expect, it } from 'vitest';
import { isNothing } from './nothing.ts';

it('a report in which nobody did anything tells nothing, be its days and buckets never so many', () => {
  expect(isNothing([])).toBe(true);
  expect(isNothing([{ rows: [] }])).toBe(true);
  const days = [
    ['2026-11-01', 0, null],
    ['2026-11-02', 0, 0],
  ];
  expect(isNothing([{ rows: days }, { rows: [[{ zh: '1 次', en: 'once' }, 0]] }])).toBe(true);
  // What was there before and is no more is something.
  expect(isNothing([{ rows: [...days, ['2026-11-03', 0, 2]] }])).toBe(false);
});
