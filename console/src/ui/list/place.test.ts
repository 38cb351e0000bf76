import { expect, it } from 'vitest';
import type { Filter } from './column.ts';
import { placeOf, wrongIn } from './place.ts';

const filters: readonly Filter[] = [
  { key: 'state', label: '状态', kind: 'choice', options: [{ value: 'paid', label: '待发货' }] },
  { key: 'days', label: '下单时间', kind: 'days' },
];
const keys = filters.map(({ key }) => key);
const at = (search: string) => placeOf(new URLSearchParams(search), keys);
const wrong = (search: string) => wrongIn(new URLSearchParams(search), filters);

it('reads search, filters, page and the open row out of the address', () => {
  expect(at('q=橙&state=paid&open=ord_1&after=c2&page=3&limit=50&tab=orders')).toEqual({
    q: '橙',
    filters: { state: 'paid' },
    openRow: 'ord_1',
    after: 'c2',
    page: 3,
    limit: 50,
    search: 'q=%E6%A9%99&state=paid',
  });
});

it('is at the first page of twenty when nothing says otherwise', () => {
  expect(at('')).toMatchObject({ page: 1, after: undefined, limit: 20, openRow: null, search: '' });
  expect(at('page=7')).toMatchObject({ page: 1 });
  expect(at('after=c2')).toMatchObject({ page: 2 });
  expect(at('limit=7')).toMatchObject({ limit: 20 });
});

it('names filters without such a value, a page without its cursor and a length that is not offered', () => {
  expect(wrong('state=paid&days=2026-11-01..2026-11-07&limit=50&after=c&page=2')).toEqual([]);
  expect(wrong('state=lost&days=November&limit=7&page=2')).toEqual(['state', 'days', 'page', 'limit']);
});
