import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import { formatCount, formatDuration, formatPercent } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn } from '../../ui/report/grid.tsx';
import type { FunnelDetail, FunnelPeople } from './funnel.tsx';
import type { FunnelQuestion } from './funnel-question.tsx';
import { useAnalyticsText } from './texts.ts';

type Group = FunnelDetail['groups'][number];
type Time = FunnelDetail['times'][number];
type Query = UseQueryResult<FunnelDetail>;

/** Everybody by what began her way: a row a group, a column a step. */
export function FunnelGroups({
  query,
  columns,
}: {
  readonly query: Query;
  readonly columns: readonly GridColumn<Group>[];
}) {
  const t = useAnalyticsText();
  return (
    <Panel title={t('f_groups')} flush>
      <Asked query={query}>
        {({ groups }) => (
          <Grid rows={groups} rowKey={({ kind, value }) => `${kind} ${value}`} columns={columns} total />
        )}
      </Asked>
    </Panel>
  );
}

/** How long it took those who came through. */
export function FunnelTimes({
  query,
  columns,
}: {
  readonly query: Query;
  readonly columns: readonly GridColumn<Time>[];
}) {
  const t = useAnalyticsText();
  return (
    <Panel title={t('f_times')}>
      <Asked query={query}>{(detail) => <Times detail={detail} columns={columns} />}</Asked>
    </Panel>
  );
}

function Times({
  detail: { groups, times },
  columns,
}: {
  readonly detail: FunnelDetail;
  readonly columns: readonly GridColumn<Time>[];
}) {
  const t = useAnalyticsText();
  const language = useLanguage();
  const nameOf = useTimeName();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels: times.map(nameOf),
      series: [{ name: t('people'), values: times.map(({ persons }) => persons) }],
      format: formatCount,
    }),
    [times, nameOf, t],
  );
  const [whole] = groups;
  if (whole?.medianSeconds == null || whole.p90Seconds === null)
    return <p className="hs-soft">{t('f_nobody_through')}</p>;
  return (
    <>
      <p className="hs-soft">
        {t('f_took', {
          median: formatDuration(whole.medianSeconds, language),
          most: formatDuration(whole.p90Seconds, language),
        })}
      </p>
      <Chart spec={spec} height={220} label={t('f_times')} />
      <Grid rows={times.filter(({ persons }) => persons > 0)} rowKey={nameOf} columns={columns} />
    </>
  );
}

function Asked({ query, children }: { readonly query: Query; readonly children: (detail: FunnelDetail) => ReactNode }) {
  if (query.data) return children(query.data);
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton active style={{ padding: 16 }} />;
}

export function useGroupColumns(
  ask: FunnelQuestion,
  nameOf: (event: string) => string,
  people: FunnelPeople,
  detail: FunnelDetail | undefined,
): readonly GridColumn<Group>[] {
  const t = useAnalyticsText();
  const language = useLanguage();
  const told = (detail?.groups ?? []).flatMap(({ kind, value }) =>
    kind === 'value' || kind === 'none' ? [{ value }] : [],
  );
  const named = ({ kind, value }: Group) => (kind === 'value' ? value : t(`f_group_${kind}`));
  const through = ({ steps }: Group) => {
    const [first, last] = [steps[0]?.persons ?? 0, steps.at(-1)?.persons ?? 0];
    return first > 0 ? last / first : null;
  };
  return [
    { title: ask.breakdown, render: named, csv: named },
    ...ask.steps.map((event, n) => ({
      title: `${n + 1}. ${nameOf(event)}`,
      number: true,
      render: ({ kind, value, steps }: Group) =>
        people({
          step: n + 1,
          group: kind,
          values: kind === 'value' ? [{ value }] : kind === 'others' ? told : null,
          count: steps[n]?.persons ?? 0,
        }),
      csv: ({ steps }: Group) => steps[n]?.persons ?? 0,
    })),
    { title: t('from_first'), number: true, render: (group) => formatPercent(through(group)), csv: through },
    {
      title: t('f_median'),
      number: true,
      render: ({ medianSeconds }) =>
        medianSeconds === null ? <span className="hs-faint">–</span> : formatDuration(medianSeconds, language),
      csv: ({ medianSeconds }) => medianSeconds,
    },
  ];
}

export function useTimeColumns(ask: FunnelQuestion, people: FunnelPeople): readonly GridColumn<Time>[] {
  const t = useAnalyticsText();
  const nameOf = useTimeName();
  return [
    { title: t('f_took_column'), render: nameOf, csv: nameOf },
    {
      title: t('people'),
      number: true,
      render: ({ over, within, persons }) => people({ step: ask.steps.length, over, within, count: persons }),
      csv: ({ persons }) => persons,
    },
  ];
}

function useTimeName() {
  const t = useAnalyticsText();
  const language = useLanguage();
  return useMemo(() => {
    const time = (seconds: number | null) => formatDuration(seconds ?? 0, language);
    return ({ over, within }: Time) =>
      over === null ? t('f_within', { most: time(within) }) : t('f_from_to', { least: time(over), most: time(within) });
  }, [t, language]);
}
