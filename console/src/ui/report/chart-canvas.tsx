import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useMode } from '../mode.ts';
import { optionOf } from './chart-option.ts';
import type { ChartSpec } from './chart-spec.ts';

use([
  LineChart,
  BarChart,
  SankeyChart,
  MarkLineComponent,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  CanvasRenderer,
]);

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
