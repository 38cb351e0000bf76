import { words } from '@huoshui/contracts/words';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { asDay, asInteger, asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { shanghaiDay } from '../../ui/calendar.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { NumberInSentence } from '../../ui/form/number-in-sentence.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { Report } from '../../ui/report/report.tsx';
import { useWords } from '../../ui/words.ts';
import { useAudienceText } from './texts.ts';
import './audiences.css';

type RfmReport = Answer<'GET /api/admin/rfm'>;
const windowRule = { kind: 'count', label: words('天数', 'Days'), min: 7, max: 1095 } as const;
const shapes = {
  asOf: asDay,
  window: asInteger(windowRule.min, windowRule.max),
  cut: asOneOf(['mean', 'median']),
} as const;

type Group = RfmReport['groups'][number];

export function Rfm() {
  const t = useAudienceText();
  const [{ asOf, window: windowDays, cut }, change] = useAddress(shapes, {
    asOf: shanghaiDay(now()),
    window: 365,
    cut: 'mean',
  });
  const setAsOf = (day: string) => change({ asOf: day });
  const setWindowDays = (days: number) => change({ window: days });
  const setCut = (next: 'mean' | 'median') => change({ cut: next });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['rfm', asOf, windowDays, cut],
    queryFn: async () => api('GET /api/admin/rfm', { query: { asOf, windowDays, cut } }),
  });
  const groups = data?.groups ?? [];
  const columns = useGroupColumns(data, cut);
  return (
    <Report
      question={t('rfm_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data?.members === 0}
      emptyHint={t('rfm_empty')}
      file={() => ({ name: `rfm-${asOf}`, tables: [gridTable(columns, groups)] })}
      sentence={
        <>
          {t('rfm_window')}
          <NumberInSentence of={windowRule} value={windowDays} onChange={setWindowDays} />
          {t('rfm_days')}
          <DatePicker
            allowClear={false}
            value={dayjs(asOf)}
            onChange={(day) => setAsOf(day?.format('YYYY-MM-DD') ?? asOf)}
            style={{ width: 140 }}
          />
          {t('rfm_cut')}
          <Select
            value={cut}
            aria-label={t('rfm_cut')}
            onChange={setCut}
            style={{ width: 104 }}
            options={(['mean', 'median'] as const).map((value) => ({ value, label: t(`rfm_${value}`) }))}
          />
          {t('rfm_split')}
        </>
      }
      insight={data && <Insight report={data} />}
    >
      {data && (
        <div className="hs-split">
          <Panel
            title={t('rfm_groups')}
            flush
            extra={
              <span className="hs-faint hs-small">
                {t('cuts', {
                  recency: Math.round(data.cuts.recencyDays),
                  frequency: data.cuts.frequency.toFixed(1),
                  money: formatYuan(Math.round(data.cuts.money)),
                })}
              </span>
            }
          >
            <Grid rows={groups} rowKey={(row) => row.group} columns={columns} />
          </Panel>
          <RecencyFrequency report={data} />
        </div>
      )}
    </Report>
  );
}

function useGroupColumns(report: RfmReport | undefined, cut: 'mean' | 'median'): readonly GridColumn<Group>[] {
  const t = useAudienceText();
  const say = useWords();
  const all = report?.members ?? 0;
  return [
    { title: t('group'), render: (row) => say(row.label), csv: (row) => say(row.label) },
    {
      title: t('members'),
      number: true,
      render: ({ group, members }) => (
        <PeopleLink of="audiences.rfm_group" values={{ group, ...windowOf(report), cut }} count={members} />
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
      title: t('recency'),
      number: true,
      render: (row) => ofSome(row, t('days_ago', { days: Math.round(row.averageRecencyDays) })),
      csv: (row) => (row.members === 0 ? null : row.averageRecencyDays),
    },
    {
      title: t('frequency'),
      number: true,
      render: (row) => ofSome(row, t('times', { count: row.averageFrequency.toFixed(1) })),
      csv: (row) => (row.members === 0 ? null : row.averageFrequency),
    },
    {
      title: t('money'),
      number: true,
      render: (row) => ofSome(row, <Money fen={row.averageMoney} />),
      csv: (row) => (row.members === 0 ? null : row.averageMoney / 100),
    },
    {
      title: t('group_spent'),
      number: true,
      render: (row) => <Money fen={row.spent} />,
      csv: (row) => row.spent / 100,
    },
  ];
}

/** The group that brings the most money, told with its share of the people. */
function Insight({ report }: { readonly report: RfmReport }) {
  const t = useAudienceText();
  const say = useWords();
  const spent = report.groups.reduce((sum, group) => sum + group.spent, 0);
  const [best] = [...report.groups].sort((a, b) => b.spent - a.spent);
  if (!best || spent === 0) return null;
  return t('rfm_insight', {
    label: say(best.label),
    count: formatCount(best.members),
    share: formatPercent(best.members / report.members),
    spent: formatPercent(best.spent / spent),
  });
}

const windowOf = (report: RfmReport | undefined) => ({ asOf: report?.asOf, windowDays: report?.windowDays });

const scores = [1, 2, 3, 4, 5] as const;

function RecencyFrequency({ report }: { readonly report: RfmReport }) {
  const t = useAudienceText();
  const most = Math.max(1, ...report.grid.map((cell) => cell.members));
  const at = (r: number, f: number) => report.grid.find((cell) => cell.r === r && cell.f === f);
  return (
    <Panel title={t('grid')}>
      <p className="hs-soft hs-small" style={{ marginTop: 0 }}>
        {t('grid_hint')}
      </p>
      <div className="hs-rfm-grid">
        {[...scores].reverse().flatMap((f) => [
          <span key={`f${f}`}>F{f}</span>,
          ...scores.map((r) => {
            const cell = at(r, f);
            const share = (cell?.members ?? 0) / most;
            return (
              <div
                key={`${r}-${f}`}
                title={cell ? formatYuan(cell.money) : ''}
                style={{
                  background: `color-mix(in srgb, var(--hs-primary) ${Math.round(Math.sqrt(share) * 45)}%, var(--hs-surface-soft))`,
                }}
              >
                {cell !== undefined && cell.members > 0 && (
                  <PeopleLink of="audiences.rfm_score" values={{ r, f, ...windowOf(report) }} count={cell.members} />
                )}
              </div>
            );
          }),
        ])}
        <span />
        {scores.map((r) => (
          <span key={`r${r}`}>R{r}</span>
        ))}
      </div>
      <div className="hs-rfm-axis">
        {t('grid_f')} · {t('grid_r')}
      </div>
    </Panel>
  );
}

/** Of nobody there is no average: 0 days ago would read as today. */
const ofSome = ({ members }: { readonly members: number }, value: ReactNode): ReactNode =>
  members === 0 ? '–' : value;
