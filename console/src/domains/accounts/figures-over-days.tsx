import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { type KeyFigure, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { useAccountsText } from './texts.ts';

type Range = { readonly from: string; readonly to: string };
type ByDay<Figures> = {
  readonly whole: Figures;
  readonly days: readonly { readonly day: string; readonly figures: Figures }[];
};

type FiguresOverDaysProps<Figures> = {
  readonly of: readonly string[];
  readonly load: (range: Range) => Promise<ByDay<Figures>>;
  /** Lines of the chart, in the order of its legend. */
  readonly lines: readonly (readonly [name: string, of: (figures: Figures) => number])[];
  readonly figures: (whole: Figures) => readonly KeyFigure[];
  readonly extra?: ReactNode;
};

const shapes = { range: asRange };

/** What came of something on the days that the reader chose: as a whole, and day by day. */
export function FiguresOverDays<Figures>({ of, load, lines, figures, extra }: FiguresOverDaysProps<Figures>) {
  const t = useAccountsText();
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
        {({ whole }) => (
          <>
            <KeyFigures figures={figures(whole)} />
            <Panel title={t('by_day')} extra={extra}>
              <Chart spec={spec} label={t('by_day')} height={240} />
            </Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}
