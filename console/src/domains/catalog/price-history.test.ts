import { expect, it } from 'vitest';
import { type PriceChange, pricesByDay } from './price-history.ts';

const change = (skuId: string, at: string, price: number, more: Partial<PriceChange> = {}): PriceChange => ({
  skuId,
  code: skuId,
  values: [],
  retired: false,
  price,
  memberPrice: null,
  at,
  ...more,
});
const dayOf = (instant: string) => instant.slice(0, 10);

it('a price holds until the next, the last of a day counts, and nothing is shown before the first', () => {
  const changes = [
    change('a', '2026-11-04T10:00:00Z', 90, { memberPrice: 80 }),
    change('b', '2026-11-03T08:00:00Z', 10, { values: ['5斤'] }),
    change('gone', '2026-11-02T09:00:00Z', 1, { retired: true }),
    change('a', '2026-11-02T09:00:00Z', 95),
    change('a', '2026-11-02T08:00:00Z', 99),
  ];
  const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'];
  expect(pricesByDay(changes, days, dayOf)).toEqual([
    { skuId: 'a', name: 'a', values: [null, 95, 95, 80, 80] },
    { skuId: 'b', name: '5斤', values: [null, null, 10, 10, 10] },
  ]);
});
