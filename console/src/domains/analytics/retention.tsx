import { useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api, type BodyOf } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { asName, asOneOf, asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { KeepQuestion } from '../dashboards/index.ts';
import { EventChoice } from './event-choice.tsx';
import { RetentionTable, retentionTable } from './retention-table.tsx';
import { useAnalyticsText } from './texts.ts';

export type RetentionReport = Answer<'POST /api/admin/reports/retention'>;
type Question = BodyOf<'POST /api/admin/reports/retention'>;

const shapes = {
  range: asRange,
  period: asOneOf(['day', 'week', 'month']),
  mode: asOneOf(['first_time', 'recurring', 'rolling']),
  start: asName,
  return: asName,
  shown: asOneOf(['rate', 'people']),
} as const;

export function Retention() {
  const t = useAnalyticsText();
  const [{ shown, ...asked }, change] = useAddress(shapes, {
    range: lastDays(30),
    period: 'day',
    mode: 'first_time',
    start: 'order.paid',
    return: 'order.paid',
    shown: 'rate',
  });
  const ask: Question = {
    ...asked.range,
    period: asked.period,
    mode: asked.mode,
    start: { event: asked.start },
    return: { event: asked.return },
  };
  const setAsk = ({ from, to, period, mode, start, return: back }: Question) =>
    change({ range: { from, to }, period, mode, start: start.event, return: back.event });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['retention', ask],
    queryFn: async () => api('POST /api/admin/reports/retention', { body: ask }),
  });
  const whole = data?.groups[0];
  return (
    <Report
      question={t('retention_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data !== undefined && (whole?.persons ?? 0) === 0}
      emptyHint={t('retention_empty')}
      file={
        data && whole
          ? () => ({ name: `retention-${ask.from}-${ask.to}`, tables: [retentionTable(whole, data.period, t)] })
          : null
      }
      sentence={<Sentence ask={ask} onAsk={setAsk} />}
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.retention',
            values: {
              range: asked.range,
              asOf: null,
              period: asked.period,
              mode: asked.mode,
              start: asked.start,
              back: asked.return,
              columns: null,
              breakdown: null,
            },
            name: t('retention_question'),
          }}
        />
      }
      insight={whole && <Insight report={whole} period={ask.period} />}
    >
      {data && whole && (
        <>
          <Panel
            title={t('curve')}
            extra={
              <May call="PUT /api/admin/settings/retention-aims">
                <Link to="/retention-aims">{t('aims')}</Link>
              </May>
            }
          >
            <Curve group={whole} period={data.period} />
          </Panel>
          <Panel
            title={t('cohorts')}
            flush
            extra={
              <Segmented
                size="small"
                value={shown}
                onChange={(next) => change({ shown: next })}
                options={(['rate', 'people'] as const).map((value) => ({ value, label: t(`show_${value}`) }))}
              />
            }
          >
            <RetentionTable
              group={whole}
              period={data.period}
              shown={shown}
              over={data.over}
              asked={{
                range: asked.range,
                asOf: data.asOf,
                period: asked.period,
                mode: asked.mode,
                start: asked.start,
                back: asked.return,
              }}
            />
          </Panel>
        </>
      )}
    </Report>
  );
}

function Sentence({ ask, onAsk }: { readonly ask: Question; readonly onAsk: (ask: Question) => void }) {
  const t = useAnalyticsText();
  return (
    <>
      {t('r_in')}
      <RangeChoice value={ask} onChange={(range) => onAsk({ ...ask, ...range })} />
      {t('r_who')}
      <Select
        value={ask.mode}
        aria-label={t('r_mode')}
        popupMatchSelectWidth={false}
        onChange={(mode) => onAsk({ ...ask, mode })}
        options={(['first_time', 'recurring', 'rolling'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {t('r_did')}
      <EventChoice value={ask.start.event} onChange={(event) => onAsk({ ...ask, start: { event } })} />
      {t('r_people')}
      <Select
        value={ask.period}
        aria-label={t('r_period')}
        onChange={(period) => onAsk({ ...ask, period })}
        options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {t('r_again')}
      <EventChoice value={ask.return.event} onChange={(event) => onAsk({ ...ask, return: { event } })} />
      {t('r_share')}
    </>
  );
}

type Group = RetentionReport['groups'][number];

function Insight({ report, period }: { readonly report: Group; readonly period: Question['period'] }) {
  const t = useAnalyticsText();
  const at = (offset: number) => formatPercent(report.average.find((point) => point.offset === offset)?.rate ?? null);
  const same =
    report.sameRate === null
      ? ''
      : t('same_insight', { same: t(`same_${period}`), rate: formatPercent(report.sameRate) });
  const later =
    period === 'day'
      ? t('retention_insight_day', { d1: at(1), d7: at(7), d30: at(30) })
      : t('retention_insight', { first: at(1) });
  return [same, later].filter((sentence) => sentence !== '').join(' ');
}

function Curve({ group, period }: { readonly group: Group; readonly period: Question['period'] }) {
  const t = useAnalyticsText();
  const { data } = useQuery({
    queryKey: ['analytics.retention_aims'],
    queryFn: async () => api('GET /api/admin/settings/retention-aims'),
  });
  const spec = useMemo<ChartSpec>(() => {
    // Offset 0 is everyone: drawn, it would press the rest of the curve flat.
    const points = group.average.filter((point) => point.offset > 0 && point.eligible > 0);
    return {
      kind: 'lines',
      labels: points.map((point) => t(`offset_${period}`, { n: point.offset })),
      series: [{ name: t('rate'), values: points.map((point) => point.rate) }],
      format: (value) => formatPercent(value),
      aims: (data?.aims ?? [])
        .filter((aim) => aim.period === period)
        .map(({ name, percent }) => ({ name, value: percent / 100 })),
    };
  }, [group, period, data, t]);
  return <Chart spec={spec} height={240} label={t('curve')} />;
}
