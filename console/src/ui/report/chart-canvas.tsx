import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useMode } from '../mode.ts';
import { fontFamily, type Mode, palettes, seriesColors } from '../tokens.ts';
import type { ChartSeries, ChartSpec } from './chart-spec.ts';

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, CanvasRenderer]);

type ChartCanvasProps = { readonly spec: ChartSpec; readonly height: number; readonly label: string };

/** Read aloud by its label alone: the figures stand in the table beside it, and what echarts says of itself is in one language. */
export function ChartCanvas({ spec, height, label }: ChartCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const mode = useMode();
  useEffect(() => {
    if (place.current === null) return;
    const made = init(place.current);
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(spec, mode), { notMerge: true });
  }, [spec, mode]);
  return <div ref={place} style={{ height }} role="img" aria-label={label} />;
}

function optionOf(spec: ChartSpec, mode: Mode) {
  const palette = palettes[mode];
  const text = { color: palette.inkSoft, fontFamily, fontSize: 12 };
  return {
    animationDuration: 250,
    textStyle: { fontFamily },
    grid: {
      left: 8,
      right: 16,
      top: spec.series.length > 1 ? 36 : 16,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend:
      spec.series.length > 1
        ? { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 4, textStyle: text }
        : undefined,
    tooltip: {
      trigger: 'axis',
      backgroundColor: palette.surface,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.ink },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? spec.format(value) : '–'),
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
      splitLine: { lineStyle: { color: palette.lineSoft } },
      axisLabel: { ...text, formatter: (value: number) => spec.format(value).replace(/\.00$/, '') },
    },
    series: spec.series.map((series, index) =>
      seriesOf(
        spec,
        series,
        series.before ? palette.inkFaint : (seriesColors[index % seriesColors.length] ?? palette.primary),
      ),
    ),
  };
}

function seriesOf(spec: ChartSpec, series: ChartSeries, color: string) {
  const shared = { name: series.name, data: [...series.values], color };
  if (spec.kind === 'bars') {
    return {
      ...shared,
      type: 'bar',
      barMaxWidth: 32,
      itemStyle: { borderRadius: series.stack ? 0 : [3, 3, 0, 0] },
      ...(series.stack ? { stack: series.stack } : {}),
    };
  }
  return {
    ...shared,
    type: 'line',
    showSymbol: series.values.length < 3,
    symbolSize: 6,
    z: series.before ? 1 : 2,
    lineStyle: { width: series.before ? 1.5 : 2, type: series.before ? 'dashed' : 'solid' },
  };
}
