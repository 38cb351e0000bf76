import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { asDay } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { addDays, shanghaiDay } from '../../ui/calendar.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Change, Money, useLanguage } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { Report } from '../../ui/report/report.tsx';
import { StageTag, stageColors, stages, useStageName } from '../members/index.ts';
import { Arrivals } from './arrivals.tsx';
import { type Lifecycle as LifecycleReport, membersBefore, movement } from './lifecycle-moves.ts';
import { LifecycleSentences } from './lifecycle-sentences.tsx';
import { useAudienceText } from './texts.ts';
import { TransitionTable } from './transition-table.tsx';
import './audiences.css';

const shapes = { asOf: asDay, compare: asDay };

type StageRow = LifecycleReport['stages'][number];

export function Lifecycle() {
  const t = useAudienceText();
  const navigate = useNavigate();
  const today = shanghaiDay(now());
  const [{ asOf, compare }, change] = useAddress(shapes, { asOf: today, compare: addDays(today, -30) });
  const setAsOf = (day: string) => change({ asOf: day });
  const setCompare = (day: string) => change({ compare: day });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['lifecycle', asOf, compare],
    queryFn: async () => api('GET /api/admin/lifecycle', { query: { asOf, compare } }),
  });
  const all = data?.stages.reduce((sum, row) => sum + row.members, 0) ?? 0;
  const rows = stages.flatMap((stage) => data?.stages.filter((row) => row.stage === stage) ?? []);
  const columns = useStageColumns(data, all);
  return (
    <Report
      question={t('lifecycle_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={all === 0}
      emptyHint={t('lifecycle_empty')}
      file={() => ({ name: `lifecycle-${asOf}`, tables: [gridTable(columns, rows)] })}
      sentence={
        <>
          {t('as_of')}
          <DatePicker
            allowClear={false}
            value={dayjs(asOf)}
            onChange={(day) => setAsOf(day?.format('YYYY-MM-DD') ?? asOf)}
            style={{ width: 140 }}
          />
          {t('compare_to')}
          <DatePicker
            allowClear={false}
            value={dayjs(compare)}
            onChange={(day) => setCompare(day?.format('YYYY-MM-DD') ?? compare)}
            style={{ width: 140 }}
          />
          {t('compare_end')}
          <Button type="link" onClick={() => void navigate('/reports/audiences.base')}>
            {t('over_time')}
          </Button>
        </>
      }
      insight={data && <Insight report={data} all={all} />}
    >
      {data && (
        <>
          <Arrivals />
          <StageBar rows={rows} all={all} />
          <div className="hs-split">
            <Panel title={t('counts')} extra={<span className="hs-faint hs-small">{t('click_hint')}</span>} flush>
              <Grid
                rows={rows}
                rowKey={(row) => row.stage}
                columns={[{ title: t('stage'), render: (row) => <StageTag stage={row.stage} /> }, ...columns.slice(1)]}
              />
            </Panel>
            <Panel
              title={t('rules')}
              extra={
                <Button size="small" onClick={() => void navigate('/settings/lifecycle')}>
                  {t('rules_edit')}
                </Button>
              }
            >
              <LifecycleSentences rules={data.rules} />
              {data.medianInterval !== null && (
                <p className="hs-faint hs-small">{t('median_interval', { days: Math.round(data.medianInterval) })}</p>
              )}
            </Panel>
          </div>
          <TransitionTable report={data} />
        </>
      )}
    </Report>
  );
}

function useStageColumns(report: LifecycleReport | undefined, all: number): readonly GridColumn<StageRow>[] {
  const t = useAudienceText();
  const stageName = useStageName();
  const before = (row: StageRow) => membersBefore(report?.transitions ?? [], row.stage);
  return [
    { title: t('stage'), render: (row) => stageName(row.stage), csv: (row) => stageName(row.stage) },
    {
      title: t('members'),
      number: true,
      render: ({ stage, members }) => (
        <PeopleLink of="audiences.stage" values={{ stage, asOf: report?.asOf }} count={members} />
      ),
      csv: (row) => row.members,
    },
    {
      title: t('share'),
      number: true,
      render: (row) => formatPercent(all === 0 ? null : row.members / all),
      csv: (row) => (all === 0 ? null : row.members / all),
    },
    {
      title: t('change'),
      number: true,
      render: (row) => (
        <Change
          current={row.members}
          before={before(row)}
          lowerIsBetter={row.stage === 'declining' || row.stage === 'lost'}
        />
      ),
      csv: (row) => row.members - before(row),
    },
    { title: t('orders'), number: true, render: (row) => formatCount(row.orders), csv: (row) => row.orders },
    { title: t('spent'), number: true, render: (row) => <Money fen={row.spent} />, csv: (row) => row.spent / 100 },
  ];
}

function Insight({ report, all }: { readonly report: LifecycleReport; readonly all: number }) {
  const t = useAudienceText();
  const language = useLanguage();
  const stageName = useStageName();
  const { won, slipped } = movement(report.transitions);
  const paying = report.stages.filter((row) => row.stage !== 'none');
  const biggest = [...paying].sort((a, b) => b.members - a.members)[0];
  const sentences = [
    ...(biggest && biggest.members > 0
      ? [t('insight_biggest', { stage: stageName(biggest.stage), share: formatPercent(biggest.members / all) })]
      : []),
    ...(won > 0 ? [t('insight_win', { count: formatCount(won) })] : []),
    ...(slipped > 0 ? [t('insight_slip', { count: formatCount(slipped) })] : []),
    ...(won + slipped === 0 ? [t('insight_still')] : []),
  ];
  return sentences.join(language === 'zh-CN' ? '' : ' ');
}

function StageBar({ rows, all }: { readonly rows: readonly StageRow[]; readonly all: number }) {
  const stageName = useStageName();
  return (
    <div className="hs-stage-bar">
      {rows
        .filter((row) => row.members > 0)
        .map((row) => (
          <div
            key={row.stage}
            style={{ flexGrow: row.members / all, background: stageColors[row.stage] }}
            title={`${stageName(row.stage)} ${formatCount(row.members)}`}
          >
            {row.members / all > 0.06 && (
              <span>
                {stageName(row.stage)} {formatPercent(row.members / all, 0)}
              </span>
            )}
          </div>
        ))}
    </div>
  );
}
