import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { describe, expect, it } from 'vitest';
import { lastDays } from '../../ui/report/day-range.ts';
import { addressNow, askedNow } from './asked-now.ts';

const fields: readonly Field[] = [
  { key: 'range', label: words('日期', 'Days'), kind: 'day_range' },
  { key: 'top', label: words('几个', 'Top'), kind: 'count', min: 1, max: 9 },
];
const values = { range: { from: '2026-01-01', to: '2026-01-07' }, top: 3 };
const week = lastDays(7);

describe('a saved question', () => {
  it('asks of the days it was saved with, or of the last ones, and leaves all else', () => {
    expect(askedNow({ values, lastDays: null, address: '/' }, fields)).toEqual(values);
    expect(askedNow({ values, lastDays: 7, address: '/' }, fields)).toEqual({ range: week, top: 3 });
  });

  it('opens its page with the same days, whichever way the page writes them', () => {
    const kit = `/paths?values=${encodeURIComponent(JSON.stringify(values))}`;
    const opened = new URL(addressNow({ values, lastDays: 7, address: kit }, fields), 'http://x');
    expect(JSON.parse(opened.searchParams.get('values') ?? '')).toEqual({ range: week, top: 3 });
    expect(addressNow({ values, lastDays: 7, address: '/funnel?range=2026-01-01..2026-01-07&window=3' }, fields)).toBe(
      `/funnel?range=${week.from}..${week.to}&window=3`,
    );
    expect(addressNow({ values, lastDays: null, address: '/funnel?window=3' }, fields)).toBe('/funnel?window=3');
  });
});
