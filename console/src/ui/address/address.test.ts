import { expect, it } from 'vitest';
import { asDay, asInteger, asNames, asOneOf, asRange } from './shapes.ts';
import { strangers } from './strangers.ts';

it('reads back what it wrote', () => {
  const range = { from: '2026-11-01', to: '2026-11-07' };
  expect(asRange.read(asRange.write(range))).toEqual(range);
  expect(asDay.read('2026-02-28')).toBe('2026-02-28');
  expect(asInteger(1, 30).read(asInteger(1, 30).write(30))).toBe(30);
  expect(asNames(2, 8).read('product_view,order.paid')).toEqual(['product_view', 'order.paid']);
  expect(asOneOf(['day', 'week']).read('week')).toBe('week');
});

it('takes no text for a value that it does not say', () => {
  for (const text of ['', '2026-02-30', '2026-1-1', 'yesterday']) expect(asDay.read(text)).toBeUndefined();
  for (const text of ['2026-11-07..2026-11-01', '2026-11-01', '2026-11-01..2026-11-02..2026-11-03'])
    expect(asRange.read(text)).toBeUndefined();
  for (const text of ['0', '31', '-1', '1.5', '1e1', ' 7']) expect(asInteger(1, 30).read(text)).toBeUndefined();
  expect(asOneOf(['day', 'week']).read('month')).toBeUndefined();
  expect(asNames(2, 8).read('product_view')).toBeUndefined();
  expect(asNames(1, 8).read('product_view,,x')).toBeUndefined();
});

it('names what a page does not know, and what says nothing it can use', () => {
  const known = [
    { keys: ['range', 'window'], wrong: ['window'] },
    { keys: ['q', 'state'], wrong: [] },
  ];
  expect(strangers(new URLSearchParams('range=a&state=b&q='), known)).toEqual([]);
  expect(strangers(new URLSearchParams('range=a&segment=c&window=x&segment=d'), known)).toEqual(['segment', 'window']);
  expect(strangers(new URLSearchParams(''), [])).toEqual([]);
});
