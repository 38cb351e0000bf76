import { expect, it } from 'vitest';
import { monthOf } from './month.ts';

it('a month begins under its weekday and has all of its days', () => {
  const march = monthOf('2026-03-15');
  expect([march.first, march.days[0], march.days.at(-1)]).toEqual([7, '2026-03-01', '2026-03-31']);
  expect(monthOf('2027-02-01')).toMatchObject({ first: 1, days: { length: 28 } });
  expect(monthOf('2028-02-10').days).toHaveLength(29);
});
