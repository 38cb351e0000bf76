import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import { formatCount, formatDuration, formatPercent } from '../../ui/format.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { Report } from '../../ui/report/report.tsx';
import { KeepQuestion } from '../dashboards/index.ts';
import { useEventNames } from './event-choice.tsx';
import { FunnelBars } from './funnel-bars.tsx';
import { FunnelGroups, FunnelTimes, useGroupColumns, useTimeColumns } from './funnel-detail.tsx';
import { type FunnelQuestion, FunnelSentence, funnelShapes, heldExclusions } from './funnel-question.tsx';
import { useAnalyticsText } from './texts.ts';

export type FunnelStep = Answer<'POST /api/admin/reports/funnel'>['steps'][number];
export type FunnelDetail = Answer<'POST /api/admin/reports/funnel/detail'>;
/** A number of the funnel with its people: who came to a step (from 1), was lost after it, or still may go on. */
export type FunnelPeople = (of: PeopleValues & { readonly step: number; readonly count: number }) => ReactNode;

export function Funnel() {
  const t = useAnalyticsText();
  const [ask, change] = useAddress<FunnelQuestion>(funnelShapes, {
    range: lastDays(30),
    steps: ['product_view', 'cart_add', 'order.placed', 'order.paid'],
    window: 7,
    order: 'ordered',
    exclusions: [],
    breakdown: '',
    compare: 'none',
  });
  const { range, window: days, order, breakdown } = ask;
  const { nameOf } = useEventNames();
  const exclusions = heldExclusions(ask);
  const body = bodyOf(ask);
  const beside = { ...body, compare: ask.compare === 'before' };
  const now = useQuery({
    queryKey: ['funnel', beside],
    queryFn: async () => api('POST /api/admin/reports/funnel', { body: beside }),
  });
  const detailed = { ...body, ...(breakdown === '' ? {} : { breakdown }) };
  const detail = useQuery({
    queryKey: ['funnel', 'detail', detailed],
    queryFn: async () => api('POST /api/admin/reports/funnel/detail', { body: detailed }),
  });
  const steps = now.data?.steps ?? [];
  const stepsBefore = now.data?.before?.steps;
  const asked = { range, steps: body.steps, days, order, exclusions, breakdown: breakdown === '' ? null : breakdown };
  const people: FunnelPeople = ({ count, ...of }) => (
    <PeopleLink of="analytics.funnel" values={{ ...asked, asOf: now.data?.asOf, ...of }} count={count} />
  );
  const columns = useStepColumns({ nameOf, people, steps, before: stepsBefore });
  const groups = useGroupColumns(ask, nameOf, people, detail.data);
  const times = useTimeColumns(ask, people);
  return (
    <Report
      question={t('funnel_question')}
      pending={now.isPending}
      error={now.error}
      onRetry={() => void now.refetch()}
      isEmpty={now.data !== undefined && (steps[0]?.persons ?? 0) === 0}
      emptyHint={t('funnel_empty')}
      file={() => ({
        name: `funnel-${range.from}-${range.to}`,
        tables: [
          gridTable(columns, steps, t('funnel_steps')),
          ...(breakdown === '' || !detail.data ? [] : [gridTable(groups, detail.data.groups, t('f_groups'))]),
          ...(detail.data ? [gridTable(times, detail.data.times, t('f_times'))] : []),
        ],
      })}
      sentence={<FunnelSentence ask={ask} onAsk={change} />}
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.funnel',
            values: { ...asked, asOf: null, compare: ask.compare === 'before' },
            name: ask.steps.map(nameOf).join(' → '),
          }}
        />
      }
      insight={<Insight steps={steps} nameOf={nameOf} />}
    >
      <Panel title={t('funnel_steps')}>
        <FunnelBars
          steps={steps}
          before={stepsBefore}
          open={detail.data?.groups[0]?.steps}
          nameOf={nameOf}
          people={people}
        />
      </Panel>
      <Panel flush>
        <Grid rows={steps} rowKey={(row) => `${steps.indexOf(row)}`} columns={columns} />
      </Panel>
      {breakdown !== '' && <FunnelGroups query={detail} columns={groups} />}
      <FunnelTimes query={detail} columns={times} />
    </Report>
  );
}

function bodyOf(ask: FunnelQuestion) {
  return {
    ...ask.range,
    steps: ask.steps.map((event) => ({ event })),
    order: ask.order,
    window: { seconds: ask.window * 86_400 },
    exclusions: heldExclusions(ask).map(({ event, from, to }) => ({ event, from: from - 1, to: to - 1 })),
  };
}

function Insight({
  steps,
  nameOf,
}: {
  readonly steps: readonly FunnelStep[];
  readonly nameOf: (event: string) => string;
}) {
  const t = useAnalyticsText();
  const drops = steps
    .slice(1)
    .map((step, index) => ({ from: steps[index], to: step, lost: 1 - (step.fromPrevious ?? 1) }));
  const [worst] = [...drops].sort((a, b) => b.lost - a.lost);
  const last = steps.at(-1);
  if (!worst?.from || !last) return null;
  return t('funnel_insight', {
    people: formatCount(steps[0]?.persons ?? 0),
    share: formatPercent(last.fromFirst),
    from: nameOf(worst.from.event),
    to: nameOf(worst.to.event),
    lost: formatPercent(worst.lost),
  });
}

type StepColumns = {
  readonly nameOf: (event: string) => string;
  readonly people: FunnelPeople;
  readonly steps: readonly FunnelStep[];
  /** The days before, where they stand beside. */
  readonly before: readonly FunnelStep[] | undefined;
};

function useStepColumns({ nameOf, people, steps, before }: StepColumns): readonly GridColumn<FunnelStep>[] {
  const t = useAnalyticsText();
  const language = useLanguage();
  const time = (seconds: number | null) =>
    seconds === null ? <span className="hs-faint">–</span> : formatDuration(seconds, language);
  const then = (row: FunnelStep) => before?.[steps.indexOf(row)];
  return [
    { title: t('event'), render: (row) => nameOf(row.event), csv: (row) => nameOf(row.event) },
    {
      title: t('people'),
      number: true,
      render: (row) => people({ step: steps.indexOf(row) + 1, count: row.persons }),
      csv: (row) => row.persons,
    },
    {
      title: t('from_previous'),
      number: true,
      render: (row) => formatPercent(row.fromPrevious),
      csv: (row) => row.fromPrevious,
    },
    {
      title: t('from_first'),
      number: true,
      render: (row) => formatPercent(row.fromFirst),
      csv: (row) => row.fromFirst,
    },
    { title: t('mean_time'), number: true, render: (row) => time(row.meanSeconds), csv: (row) => row.meanSeconds },
    {
      title: t('median_time'),
      number: true,
      render: (row) => time(row.medianSeconds),
      csv: (row) => row.medianSeconds,
    },
    ...(before === undefined
      ? []
      : [
          {
            title: t('people_before'),
            number: true,
            render: (row: FunnelStep) => formatCount(then(row)?.persons ?? 0),
            csv: (row: FunnelStep) => then(row)?.persons ?? 0,
          },
          {
            title: t('from_first_before'),
            number: true,
            render: (row: FunnelStep) => formatPercent(then(row)?.fromFirst ?? null),
            csv: (row: FunnelStep) => then(row)?.fromFirst ?? null,
          },
        ]),
  ];
}
