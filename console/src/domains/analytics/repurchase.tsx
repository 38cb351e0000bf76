import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { shanghaiDay } from '../../ui/calendar.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { type DayRange, lastDays } from '../../ui/report/day-range.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { KeepQuestion } from '../dashboards/index.ts';
import { lastDayOf } from './period-days.ts';
import { useAnalyticsText } from './texts.ts';

type RepurchaseReport = Answer<'GET /api/admin/reports/repurchase'>;
type Cohort = RepurchaseReport['cohorts'][number];
type Bucket = RepurchaseReport['intervals']['buckets'][number];
type OfOrders = RepurchaseReport['byOrders'][number];

const shapes = { range: asRange };

export function Repurchase() {
  const t = useAnalyticsText();
  const [{ range }, change] = useAddress(shapes, { range: lastDays(365) });
  const setRange = (next: DayRange) => change({ range: next });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['repurchase', range],
    queryFn: async () => api('GET /api/admin/reports/repurchase', { query: range }),
  });
  const asked = { range, asOf: data?.asOf };
  const columns = useCohortColumns(asked);
  const cohorts = (data?.cohorts ?? []).filter((cohort) => cohort.buyers > 0);
  return (
    <Report
      question={t('repurchase_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data?.buyers === 0}
      emptyHint={t('repurchase_empty')}
      file={() => ({ name: `repurchase-${range.from}-${range.to}`, tables: [gridTable(columns, cohorts)] })}
      sentence={
        <>
          {t('p_first')}
          <RangeChoice value={range} onChange={setRange} />
          {t('p_end')}
        </>
      }
      actions={
        <KeepQuestion
          kept={{ report: 'analytics.repurchase', values: { range, asOf: null }, name: t('repurchase_question') }}
        />
      }
      insight={data && <Insight report={data} />}
    >
      {data && (
        <>
          <Figures report={data} asked={asked} />
          <div className="hs-split-even">
            <Intervals report={data} asked={asked} />
            <ByOrders report={data} asked={asked} />
          </div>
          <Panel title={t('by_cohort')} flush>
            <Grid
              rows={cohorts}
              rowKey={(row) => row.month}
              columns={columns}
              unfinished={({ month }) => lastDayOf(month, 'month', 0) >= shanghaiDay(now())}
            />
          </Panel>
        </>
      )}
    </Report>
  );
}

const days = (value: number | null): string => (value === null ? '–' : String(Math.round(value)));

function Insight({ report }: { readonly report: RepurchaseReport }) {
  const t = useAnalyticsText();
  const values = {
    buyers: formatCount(report.buyers),
    share: formatPercent(report.rate),
    days: days(report.intervals.p50),
  };
  return t(report.intervals.p50 === null ? 'repurchase_insight_none' : 'repurchase_insight', values);
}

type PartProps = { readonly report: RepurchaseReport; readonly asked: PeopleValues };

function Figures({ report, asked }: PartProps) {
  const t = useAnalyticsText();
  const { p25, p50, p75 } = report.intervals;
  return (
    <KeyFigures
      figures={[
        { label: t('buyers'), value: <PeopleLink of="analytics.repurchase" values={asked} count={report.buyers} /> },
        {
          label: t('repeat_buyers'),
          value: (
            <PeopleLink of="analytics.repurchase" values={{ ...asked, who: 'repeat' }} count={report.repeatBuyers} />
          ),
        },
        { label: t('repeat_rate'), value: formatPercent(report.rate) },
        {
          label: t('median_interval'),
          value: p50 === null ? '–' : t('days_value', { days: days(p50) }),
          note: p25 === null ? undefined : t('quartiles', { p25: days(p25), p75: days(p75) }),
        },
      ]}
    />
  );
}

function Intervals({ report, asked }: PartProps) {
  const t = useAnalyticsText();
  const nameOf = useCallback(
    ({ from, to }: Bucket) => (to === null ? t('interval_last', { from }) : t('interval_bucket', { from, to: to - 1 })),
    [t],
  );
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels: report.intervals.buckets.map(nameOf),
      series: [{ name: t('pairs'), values: report.intervals.buckets.map(({ pairs }) => pairs) }],
      format: formatCount,
    }),
    [report, t, nameOf],
  );
  return (
    <Panel title={t('intervals')}>
      <Chart spec={spec} height={240} label={t('intervals')} />
      <Grid
        rows={report.intervals.buckets.filter(({ pairs }) => pairs > 0)}
        rowKey={({ from }) => `${from}`}
        columns={[
          { title: t('interval'), render: nameOf },
          { title: t('pairs'), number: true, render: ({ pairs }) => formatCount(pairs) },
          {
            title: t('people'),
            number: true,
            render: ({ from, buyers }) => (
              <PeopleLink of="analytics.repurchase" values={{ ...asked, who: 'gap', gap: from }} count={buyers} />
            ),
          },
        ]}
      />
    </Panel>
  );
}

function ByOrders({ report, asked }: PartProps) {
  const t = useAnalyticsText();
  const nameOf = useCallback(
    ({ orders }: OfOrders) => (orders >= 10 ? t('orders_ten') : t('orders_n', { n: orders })),
    [t],
  );
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels: report.byOrders.map(nameOf),
      series: [{ name: t('people'), values: report.byOrders.map(({ buyers }) => buyers) }],
      format: formatCount,
    }),
    [report, t, nameOf],
  );
  return (
    <Panel title={t('by_orders')}>
      <Chart spec={spec} height={240} label={t('by_orders')} />
      <Grid
        rows={report.byOrders.filter(({ buyers }) => buyers > 0)}
        rowKey={({ orders }) => `${orders}`}
        columns={[
          { title: t('by_orders'), render: nameOf },
          {
            title: t('people'),
            number: true,
            render: ({ orders, buyers }) => (
              <PeopleLink of="analytics.repurchase" values={{ ...asked, who: 'orders', orders }} count={buyers} />
            ),
          },
        ]}
      />
    </Panel>
  );
}

function useCohortColumns(asked: PeopleValues): readonly GridColumn<Cohort>[] {
  const t = useAnalyticsText();
  const people = (row: Cohort, which: PeopleValues, count: number, shown: ReactNode = formatCount(count)) => (
    <PeopleLink of="analytics.repurchase" values={{ ...asked, ...which, month: row.month }} count={count}>
      {shown}
    </PeopleLink>
  );
  const within = (window: 30 | 60 | 90, pick: (row: Cohort) => number | null): GridColumn<Cohort> => ({
    title: t('within', { days: window }),
    number: true,
    render: (row) => {
      const buyers = pick(row);
      return buyers === null ? (
        <span className="hs-faint hs-small">{t('not_yet')}</span>
      ) : (
        people(
          row,
          { who: 'repeat', within: window },
          buyers,
          formatPercent(row.buyers === 0 ? null : buyers / row.buyers),
        )
      );
    },
    csv: pick,
  });
  return [
    { title: t('month_column'), render: (row) => row.month.slice(0, 7), csv: (row) => row.month.slice(0, 7) },
    { title: t('buyers'), number: true, render: (row) => people(row, {}, row.buyers), csv: (row) => row.buyers },
    {
      title: t('repeat_buyers'),
      number: true,
      render: (row) => people(row, { who: 'repeat' }, row.repeatBuyers),
      csv: (row) => row.repeatBuyers,
    },
    { title: t('repeat_rate'), number: true, render: (row) => formatPercent(row.rate), csv: (row) => row.rate },
    within(30, (row) => row.within30),
    within(60, (row) => row.within60),
    within(90, (row) => row.within90),
    {
      title: t('cohort_spent'),
      number: true,
      render: (row) => <Money fen={row.spent} />,
      csv: (row) => row.spent / 100,
    },
  ];
}
