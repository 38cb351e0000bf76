import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { asRange } from '../address/shapes.ts';
import { useAddress } from '../address/use-address.ts';
import { type KeyFigure, KeyFigures, Panel } from '../detail/key-figures.tsx';
import { formatCount } from '../format.ts';
import { Loaded } from '../loaded.tsx';
import { useSharedText } from '../shared-texts.ts';
import { Chart } from './chart.tsx';
import type { ChartSpec } from './chart-spec.ts';
import { lastDays } from './day-range.ts';
import { RangeChoice } from './range-choice.tsx';

type Range = { readonly from: string; readonly to: string };
type ByDay<Figures> = {
  readonly whole: Figures;
  readonly days: readonly { readonly day: string; readonly figures: Figures }[];
};

type FiguresOverDaysProps<Figures, Told extends ByDay<Figures>> = {
  readonly of: readonly string[];
  readonly load: (range: Range) => Promise<Told>;
  /** Lines of the chart, in the order of its legend. */
  readonly lines: readonly (readonly [name: string, of: (figures: Figures) => number])[];
  readonly figures: (told: Told, range: Range) => readonly KeyFigure[];
  readonly extra?: ReactNode;
  /** What stands below the days. */
  readonly below?: (told: Told, range: Range) => ReactNode;
};

const shapes = { range: asRange };

/** What came of something on the days that the reader chose: as a whole, and day by day. */
export function FiguresOverDays<Figures, Told extends ByDay<Figures>>({
  of,
  load,
  lines,
  figures,
  extra,
  below,
}: FiguresOverDaysProps<Figures, Told>) {
  const t = useSharedText();
  const [{ range }, change] = useAddress(shapes, { range: lastDays(30) });
  const query = useQuery({
    queryKey: [...of, range],
    queryFn: async () => load(range),
    placeholderData: keepPreviousData,
  });
  const days = query.data?.days;
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: (days ?? []).map(({ day }) => day.slice(5)),
      series: lines.map(([name, read]) => ({ name, values: (days ?? []).map((one) => read(one.figures)) })),
      format: formatCount,
    }),
    [days, lines],
  );
  return (
    <div>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
      </div>
      <Loaded query={query}>
        {(told) => (
          <>
            <KeyFigures figures={figures(told, range)} />
            <Panel title={t('by_day')} extra={extra}>
              <Chart spec={spec} label={t('by_day')} height={240} />
            </Panel>
            {below?.(told, range)}
          </>
        )}
      </Loaded>
    </div>
  );
}
