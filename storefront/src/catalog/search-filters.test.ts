import { expect, it } from 'vitest';
import { bandOf, fenOf, filterCount, noFilters } from './search-filters.ts';

it('a price band is fen, whichever end is typed first, and nothing where nothing sound is typed', () => {
  expect(bandOf('10', '29.9')).toEqual({ priceFrom: 1000, priceTo: 2990 });
  expect(bandOf('50', '20')).toEqual({ priceFrom: 2000, priceTo: 5000 });
  expect(bandOf('', '20')).toEqual({ priceTo: 2000 });
  expect(bandOf('x', '-3')).toEqual({});
  expect([fenOf('0'), fenOf(' 1.99 '), fenOf('1e9')]).toEqual([0, 199, undefined]);
});

it('both ends of a band count as one filter', () => {
  expect(filterCount(noFilters)).toBe(0);
  expect(filterCount({ priceFrom: 0, priceTo: 100, inStock: true, promoted: false })).toBe(2);
});
