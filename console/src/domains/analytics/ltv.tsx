import { valuesOf } from '@huoshui/contracts/words';
import { ltvBranching, ltvStart } from '@huoshui/contracts/words/analytics';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Select } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { asOneOf, asRange, asText } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, gridTable } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { useSourceColumns } from './ltv-columns.tsx';
import { LtvTriangle, ltvTable } from './ltv-triangle.tsx';
import { useMoneyText } from './money-texts.ts';

export type LtvReport = Answer<'POST /api/admin/reports/ltv'>;
export type LtvGroup = LtvReport['groups'][number];

const periods = ['month', 'week'] as const;
const shapes = {
  range: asRange,
  start: asOneOf(valuesOf(ltvStart)),
  period: asOneOf(periods),
  by: asOneOf(valuesOf(ltvBranching)),
  compare: asOneOf(['before', 'none']),
  source: asText,
} as const;
/** More lines would be told apart by nobody. */
const MOST_LINES = 6;

/** What members of each cohort came to spend, by what brought them, beside what bringing them cost. */
export function Ltv() {
  const t = useMoneyText();
  const say = useWords();
  const [{ range, start, period, by, compare, source }, change] = useAddress(shapes, {
    range: lastDays(180),
    start: 'joined',
    period: 'month',
    by: 'channel',
    compare: 'none',
    source: '',
  });
  const body = { ...range, start, period, by, compare: compare === 'before' };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['ltv', body],
    queryFn: async () => api('POST /api/admin/reports/ltv', { body }),
  });
  const asked = { range, start, period, by, asOf: data?.asOf };
  const sources = useSourceColumns({ period, asked, onShow: (key) => change({ source: key }) });
  const shown = data?.groups.find(({ key }) => key === source) ?? data?.groups[0];
  return (
    <Report
      question={t('l_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data?.groups[0]?.members === 0}
      emptyHint={t('l_empty')}
      file={
        data && shown
          ? () => ({
              name: `ltv-${range.from}-${range.to}`,
              tables: [gridTable(sources, data.groups, t('l_sources')), ltvTable(shown, period, t)],
            })
          : null
      }
      sentence={
        <>
          {t('l_in')}
          <RangeChoice value={range} onChange={(next) => change({ range: next })} />
          {t('l_by')}
          <Select<keyof typeof ltvStart>
            value={start}
            aria-label={t('l_start')}
            popupMatchSelectWidth={false}
            onChange={(next) => change({ start: next })}
            options={optionsOf(ltvStart, say)}
          />
          {t('l_each')}
          <Select<(typeof periods)[number]>
            value={period}
            aria-label={t('l_period')}
            onChange={(next) => change({ period: next })}
            options={periods.map((value) => ({ value, label: t(`l_${value}`) }))}
          />
          {t('l_groups')}
          <Select<keyof typeof ltvBranching>
            value={by}
            aria-label={t('l_by_what')}
            popupMatchSelectWidth={false}
            onChange={(next) => change({ by: next, source: '' })}
            options={optionsOf(ltvBranching, say)}
          />
          <Checkbox
            checked={compare === 'before'}
            onChange={({ target }) => change({ compare: target.checked ? 'before' : 'none' })}
          >
            {t('compare')}
          </Checkbox>
        </>
      }
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.ltv',
            values: { range, start, period, by, asOf: null, compare: compare === 'before' },
            name: t('l_question'),
          }}
        />
      }
      insight={data && <Insight report={data} />}
    >
      {data && shown && (
        <>
          <Panel title={t('l_curve')}>
            <Curves report={data} shown={shown} />
          </Panel>
          <Panel title={t('l_sources')} flush>
            <Grid rows={data.groups} rowKey={({ key }) => key} columns={sources} total />
          </Panel>
          <Panel title={`${t('l_cohorts')} · ${say(shown.label)}`} flush>
            <LtvTriangle group={shown} period={period} asked={asked} />
          </Panel>
          <p className="hs-soft hs-small">
            {data.before && t('l_before', data.before)} {t('l_how')}
          </p>
        </>
      )}
    </Report>
  );
}

function Insight({ report: { groups, period } }: { readonly report: LtvReport }) {
  const t = useMoneyText();
  const [whole] = groups;
  if (whole === undefined) return null;
  const last = whole.curve.filter(({ each }) => each !== null).at(-1);
  const cost =
    whole.cost === null || whole.cac === null
      ? t('l_no_cost')
      : t('l_insight_cost', {
          cost: formatYuan(whole.cost),
          cac: formatYuan(whole.cac),
          payback:
            whole.payback === null ? t('l_not_back') : t('l_back', { n: whole.payback, period: t(`l_${period}`) }),
        });
  return (
    <>
      {last?.each == null
        ? t('l_none_over')
        : t('l_insight', {
            members: formatCount(whole.members),
            period: t(period === 'month' ? 'l_nth_month' : 'l_nth_week', { n: last.offset }),
            each: formatYuan(last.each),
          })}{' '}
      {cost}
    </>
  );
}

/** Everybody and the biggest sources; of the one that is shown, what a member of it cost, as a level line. */
function Curves({ report, shown }: { readonly report: LtvReport; readonly shown: LtvGroup }) {
  const t = useMoneyText();
  const say = useWords();
  const spec = useMemo<ChartSpec>(() => {
    const groups = report.groups.slice(0, MOST_LINES);
    const told = Math.max(1, ...groups.map(({ curve }) => curve.filter(({ each }) => each !== null).length));
    const offsets = Array.from({ length: told }, (_, n) => n);
    const { cac } = shown;
    return {
      kind: 'lines',
      labels: offsets.map((n) => t(report.period === 'month' ? 'l_nth_month' : 'l_nth_week', { n })),
      series: [
        ...groups.map(({ label, curve }) => ({
          name: say(label),
          values: offsets.map((n) => curve[n]?.each ?? null),
        })),
        ...(shown.before === null
          ? []
          : [
              {
                name: t('l_then', { group: say(shown.label) }),
                values: offsets.map((n) => shown.before?.each[n] ?? null),
                before: true,
              },
            ]),
        ...(cac === null
          ? []
          : [{ name: `${t('l_cac')} · ${say(shown.label)}`, values: offsets.map(() => cac), before: true }]),
      ],
      format: formatYuan,
    };
  }, [report, shown, say, t]);
  return <Chart spec={spec} height={280} label={t('l_curve')} />;
}
