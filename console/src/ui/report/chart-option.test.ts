import { describe, expect, it } from 'vitest';
import { axisOption as optionOf } from './chart-option.ts';
import type { AxisSpec } from './chart-spec.ts';
import { firstUnfinished } from './unfinished.ts';

const days = ['2026-11-26', '2026-11-27', '2026-11-28'];
const spec: AxisSpec = {
  kind: 'lines',
  labels: days,
  series: [
    { name: '本期', values: [10, 12, 3] },
    { name: '上期', values: [9, 9, 9], before: true },
  ],
  format: String,
  unfinished: { from: 2, word: '未结束' },
};

type Drawn = { name: string; data: unknown[]; lineStyle?: { type: unknown } };
const drawn = (given: AxisSpec): Drawn[] => JSON.parse(JSON.stringify(optionOf(given, 'light').series));

describe('a day that is not over', () => {
  it('is found among days in order; a past that is over has none', () => {
    expect(firstUnfinished(days, '2026-11-28')).toBe(2);
    expect(firstUnfinished(days, '2026-11-29')).toBe(-1);
    expect(firstUnfinished([...days, '2026-11-29'], '2026-11-28')).toBe(2);
  });

  it('is no fall of the line: the line ends with the last whole day, a dashed one goes on', () => {
    const [whole, open, before] = drawn(spec);
    expect([whole?.data, whole?.lineStyle?.type]).toEqual([[10, 12, null], 'solid']);
    expect([open?.name, open?.data]).toEqual(['本期', [null, 12, 3]]);
    expect(open?.lineStyle?.type).not.toBe('solid');
    expect(before?.data).toEqual([9, 9, 9]);
  });

  it('is hatched among bars, in every series', () => {
    const [bars] = drawn({ ...spec, kind: 'bars' });
    expect(bars?.data.slice(0, 2)).toEqual([10, 12]);
    expect(bars?.data[2]).toMatchObject({ value: 3, itemStyle: { decal: {} } });
  });

  it('is said in the legend, also beside a single series; and nothing is where all is over', () => {
    const legend = (given: AxisSpec) => optionOf(given, 'light').legend?.data.map(({ name }) => name);
    expect(legend(spec)).toEqual(['本期', '上期', '未结束']);
    expect(legend({ ...spec, series: spec.series.slice(0, 1) })).toEqual(['本期', '未结束']);
    expect(legend({ ...spec, series: spec.series.slice(0, 1), unfinished: null })).toBeUndefined();
    expect(drawn({ ...spec, unfinished: null }).map(({ data }) => data)).toEqual([
      [10, 12, 3],
      [9, 9, 9],
    ]);
  });
});

it('an axis of what is counted has no fractions; one of shares has', () => {
  const step = (values: readonly number[]) =>
    JSON.parse(JSON.stringify(optionOf({ ...spec, series: [{ name: '订单', values }] }, 'light'))).yAxis.minInterval;
  expect([step([0, 0, 1]), step([0, 0.5, 1])]).toEqual([1, 0]);
});
