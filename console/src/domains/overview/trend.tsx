import { Segmented } from 'antd';
import { useMemo } from 'react';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import { formatCompact, formatPercent, formatYuanCompact } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { useUnfinished } from '../../ui/report/unfinished.ts';
import type { OverviewReport } from './overview.tsx';
import { useOverviewText } from './texts.ts';

const metrics = ['gmv', 'orders', 'payers', 'visitors', 'conversion'] as const;
const shapes = { metric: asOneOf(metrics) };

/** One metric by day, the period before dashed behind it; and who the payers were. */
export function Trend({ report }: { readonly report: OverviewReport }) {
  const t = useOverviewText();
  const language = useLanguage();
  const [{ metric }, change] = useAddress(shapes, { metric: 'gmv' });
  const unfinished = useUnfinished(report.days.map(({ day }) => day));
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      unfinished,
      labels: report.days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('current'), values: report.days.map((day) => day[metric]) },
        {
          name: t('before'),
          values: report.days.map((_, index) => report.previousDays[index]?.[metric] ?? null),
          before: true,
        },
      ],
      format: (value) =>
        metric === 'gmv'
          ? formatYuanCompact(value, language)
          : metric === 'conversion'
            ? formatPercent(value)
            : formatCompact(value, language),
    }),
    [report, metric, t, language, unfinished],
  );
  const payers = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      unfinished,
      labels: report.days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('returning_payers'), values: report.days.map((day) => day.returningPayers), stack: 'payers' },
        { name: t('new_payers'), values: report.days.map((day) => day.newPayers), stack: 'payers' },
      ],
      format: (value) => formatCompact(value, language),
    }),
    [report, t, language, unfinished],
  );
  return (
    <>
      <Panel
        title={t('trend')}
        extra={
          <Segmented
            size="small"
            value={metric}
            onChange={(next) => change({ metric: next })}
            options={metrics.map((value) => ({ value, label: t(value) }))}
          />
        }
      >
        <Chart spec={spec} height={260} label={t('trend')} />
      </Panel>
      <Panel title={t('new_returning')}>
        <Chart spec={payers} height={200} label={t('new_returning')} />
      </Panel>
    </>
  );
}
