import { lazy, Suspense } from 'react';
import type { ChartSpec } from './chart-spec.ts';
import './report.css';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

export function Chart({
  spec,
  height = 280,
  label,
}: {
  readonly spec: ChartSpec;
  readonly height?: number;
  readonly label: string;
}) {
  return (
    <Suspense fallback={<div className="hs-chart-wait" style={{ height }} />}>
      <ChartCanvas spec={spec} height={height} label={label} />
    </Suspense>
  );
}
