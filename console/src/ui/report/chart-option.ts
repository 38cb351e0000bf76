import { fontFamily, type Mode, palettes, seriesColors } from '../tokens.ts';
import type { AxisSpec, ChartSeries, ChartSpec } from './chart-spec.ts';
import { tooltipOf } from './chart-tooltip.ts';
import { flowOption } from './flow-option.ts';

/** What is told to echarts. Plain data but for the texts of axis and tooltip. */
export function optionOf(spec: ChartSpec, mode: Mode) {
  return spec.kind === 'flow' ? flowOption(spec, mode) : axisOption(spec, mode);
}

export function axisOption(spec: AxisSpec, mode: Mode) {
  const palette = palettes[mode];
  const text = { color: palette.inkSoft, fontFamily, fontSize: 12 };
  const legend = legendOf(spec);
  return {
    animationDuration: 250,
    textStyle: { fontFamily },
    grid: {
      left: 8,
      right: 16,
      top: legend ? 36 : 16,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: legend && { ...legend, top: 0, left: 0, itemWidth: 12, itemHeight: 4, textStyle: text },
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.ink },
      formatter: (points: unknown) => tooltipOf(spec, points),
    },
    xAxis: {
      type: 'category',
      data: [...spec.labels],
      boundaryGap: spec.kind === 'bars',
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 4,
      // A third of an order is none.
      minInterval: isWhole(spec) ? 1 : 0,
      splitLine: { lineStyle: { color: palette.lineSoft } },
      axisLabel: { ...text, formatter: (value: number) => spec.format(value).replace(/\.00$/, '') },
    },
    series: [
      ...spec.series.flatMap((series, index) =>
        seriesOf(
          spec,
          series,
          series.before ? palette.inkFaint : (seriesColors[index % seriesColors.length] ?? palette.primary),
          palette.surface,
        ),
      ),
      // Only its entry in the legend is seen: what is dashed or hatched is said.
      ...(spec.unfinished ? [{ name: spec.unfinished.word, type: 'line', data: [], color: palette.inkSoft }] : []),
      ...aimsOf(spec, palette.ink),
    ],
  };
}

const isWhole = ({ series }: AxisSpec): boolean =>
  series.every(({ values }) => values.every((value) => value === null || Number.isInteger(value)));

/** Lines across that belong to no series: nothing of them stands in legend or tooltip. */
function aimsOf({ aims = [], format }: AxisSpec, color: string): readonly object[] {
  if (aims.length === 0) return [];
  const data = aims.map(({ name, value }) => ({
    yAxis: value,
    label: { formatter: `${name} ${format(value)}`, position: 'insideEndTop', color, fontSize: 12 },
  }));
  const lineStyle = { color, type: [6, 4], width: 1 };
  return [{ type: 'line', data: [], silent: true, markLine: { silent: true, symbol: 'none', lineStyle, data } }];
}

const DASHES = 'path://M0,0h3v4h-3zM4.5,0h3v4h-3zM9,0h3v4h-3z';

function legendOf({ series, unfinished }: AxisSpec) {
  if (series.length < 2 && !unfinished) return undefined;
  return {
    data: [
      ...series.map(({ name }) => ({ name, icon: 'roundRect' })),
      ...(unfinished ? [{ name: unfinished.word, icon: DASHES }] : []),
    ],
    // What is unfinished belongs to every series: there is nothing to switch off.
    selectedMode: !unfinished,
  };
}

function seriesOf(spec: AxisSpec, series: ChartSeries, color: string, ground: string): readonly object[] {
  return spec.kind === 'bars' ? [barsOf(spec, series, color, ground)] : linesOf(spec, series, color, ground);
}

function barsOf({ unfinished }: AxisSpec, series: ChartSeries, color: string, ground: string) {
  return {
    name: series.name,
    color,
    type: 'bar',
    barMaxWidth: 32,
    itemStyle: { borderRadius: series.stack ? 0 : [3, 3, 0, 0] },
    ...(series.stack ? { stack: series.stack } : {}),
    data: series.values.map((value, index) =>
      unfinished && index >= unfinished.from ? { value, itemStyle: { decal: hatched(ground), opacity: 0.6 } } : value,
    ),
  };
}

/** Stripes of the ground through the bar, light or dark. */
const hatched = (ground: string) => ({
  symbol: 'rect',
  color: `${ground}A6`,
  dashArrayX: [1, 0],
  dashArrayY: [3, 4],
  rotation: -Math.PI / 4,
});

/** The period before is over, whatever day it is. What is not is a second line from the last day that is, dashed. */
function linesOf({ unfinished }: AxisSpec, series: ChartSeries, color: string, ground: string): readonly object[] {
  // What echarts calls empty it fills with white, on a dark page too.
  const shared = { name: series.name, color, type: 'line', symbol: 'circle', symbolSize: 6, z: series.before ? 1 : 2 };
  const { values, before } = series;
  const from = before ? undefined : unfinished?.from;
  const over = from === undefined ? values : values.map((value, index) => (index < from ? value : null));
  const whole = {
    ...shared,
    showSymbol: over.filter((value) => value !== null).length < 3,
    lineStyle: { width: before ? 1.5 : 2, type: before ? 'dashed' : 'solid' },
    data: over,
  };
  if (from === undefined) return [whole];
  const open = values.map((value, index) => (index >= from - 1 ? value : null));
  return [
    whole,
    {
      ...shared,
      symbol: (_: unknown, { dataIndex }: { readonly dataIndex: number }) => (dataIndex < from ? 'none' : 'circle'),
      showSymbol: true,
      itemStyle: { color: ground, borderColor: color, borderWidth: 2 },
      lineStyle: { width: 2, type: [3, 4], color },
      data: open,
    },
  ];
}
