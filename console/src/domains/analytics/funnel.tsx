import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { words } from '@huoshui/contracts/words';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { asInteger, asNames, asOneOf, asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { byPlace } from '../../ui/by-place.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import { NumberInSentence } from '../../ui/form/number-in-sentence.tsx';
import { formatCount, formatDuration, formatPercent } from '../../ui/format.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { KeepQuestion } from '../dashboards/index.ts';
import { EventChoice, useEventNames } from './event-choice.tsx';
import { FunnelBars } from './funnel-bars.tsx';
import { useAnalyticsText } from './texts.ts';

export type FunnelStep = Answer<'POST /api/admin/reports/funnel'>['steps'][number];
/** A number of the funnel with its people: who came to a step (from 1), or was lost after it. */
export type FunnelPeople = (of: {
  readonly step: number;
  readonly lost?: boolean;
  readonly count: number;
}) => ReactNode;

type Question = {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly string[];
  readonly windowDays: number;
  readonly order: 'ordered' | 'strict' | 'any';
};

/** What the funnel takes. */
const windowRule = { kind: 'count', label: words('天数', 'Days'), min: 1, max: 365 } as const;

const shapes = {
  range: asRange,
  steps: asNames(2, 10),
  window: asInteger(windowRule.min, windowRule.max),
  order: asOneOf(['ordered', 'strict', 'any']),
} as const;

export function Funnel() {
  const t = useAnalyticsText();
  const [{ range, window: windowDays, ...asked }, change] = useAddress(shapes, {
    range: lastDays(30),
    steps: ['product_view', 'cart_add', 'order.placed', 'order.paid'],
    window: 7,
    order: 'ordered',
  });
  const ask: Question = { ...range, windowDays, ...asked };
  const setAsk = ({ from, to, windowDays: days, ...others }: Question) =>
    change({ range: { from, to }, window: days, ...others });
  const { nameOf } = useEventNames();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['funnel', ask],
    queryFn: async () =>
      api('POST /api/admin/reports/funnel', {
        body: {
          from: ask.from,
          to: ask.to,
          steps: ask.steps.map((event) => ({ event })),
          order: ask.order,
          window: { seconds: ask.windowDays * 86_400 },
        },
      }),
  });
  const steps = data?.steps ?? [];
  const people: FunnelPeople = ({ step, lost = false, count }) => (
    <PeopleLink
      of="analytics.funnel"
      values={{
        range,
        asOf: data?.asOf,
        steps: ask.steps.map((event) => ({ event })),
        days: windowDays,
        order: ask.order,
        step,
        lost: lost || null,
      }}
      count={count}
    />
  );
  const columns = useStepColumns(nameOf, (row) => people({ step: steps.indexOf(row) + 1, count: row.persons }));
  return (
    <Report
      question={t('funnel_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data !== undefined && (steps[0]?.persons ?? 0) === 0}
      emptyHint={t('funnel_empty')}
      file={() => ({ name: `funnel-${ask.from}-${ask.to}`, tables: [gridTable(columns, steps)] })}
      sentence={<Sentence ask={ask} onAsk={setAsk} />}
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.funnel',
            values: {
              range,
              asOf: null,
              steps: ask.steps.map((event) => ({ event })),
              days: windowDays,
              order: ask.order,
            },
            name: ask.steps.map(nameOf).join(' → '),
          }}
        />
      }
      insight={<Insight steps={steps} nameOf={nameOf} />}
    >
      <Panel title={t('funnel_steps')}>
        <FunnelBars steps={steps} nameOf={nameOf} people={people} />
      </Panel>
      <Panel flush>
        <Grid rows={steps} rowKey={(row) => `${steps.indexOf(row)}`} columns={columns} />
      </Panel>
    </Report>
  );
}

function Sentence({ ask, onAsk }: { readonly ask: Question; readonly onAsk: (ask: Question) => void }) {
  const t = useAnalyticsText();
  const replace = (index: number, event: string) =>
    onAsk({ ...ask, steps: ask.steps.map((other, at) => (at === index ? event : other)) });
  return (
    <>
      {t('f_in')}
      <RangeChoice value={ask} onChange={(range) => onAsk({ ...ask, ...range })} />
      {t('f_steps')}
      <NumberInSentence
        of={windowRule}
        value={ask.windowDays}
        onChange={(windowDays) => onAsk({ ...ask, windowDays })}
      />
      {t('f_days')}
      <Select
        value={ask.order}
        popupMatchSelectWidth={false}
        aria-label={t('f_order')}
        onChange={(order) => onAsk({ ...ask, order })}
        options={(['ordered', 'strict', 'any'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <span style={{ flexBasis: '100%', height: 0 }} />
      {byPlace(ask.steps).map(({ place, index, item: event }) => (
        <span key={place} className="hs-inline" style={{ gap: 4 }}>
          {index > 0 && <span className="hs-faint">→</span>}
          <EventChoice value={event} width={130} onChange={(next) => replace(index, next)} />
          {ask.steps.length > 2 && (
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined style={{ fontSize: 10 }} />}
              aria-label={t('step_remove')}
              onClick={() => onAsk({ ...ask, steps: ask.steps.filter((_, at) => at !== index) })}
            />
          )}
        </span>
      ))}
      {ask.steps.length < 10 && (
        <Button
          type="link"
          icon={<PlusOutlined />}
          onClick={() => onAsk({ ...ask, steps: [...ask.steps, 'order.paid'] })}
        >
          {t('step_add')}
        </Button>
      )}
    </>
  );
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

function useStepColumns(
  nameOf: (event: string) => string,
  people: (row: FunnelStep) => ReactNode,
): readonly GridColumn<FunnelStep>[] {
  const t = useAnalyticsText();
  const language = useLanguage();
  return [
    { title: t('event'), render: (row) => nameOf(row.event), csv: (row) => nameOf(row.event) },
    { title: t('people'), number: true, render: people, csv: (row) => row.persons },
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
    {
      title: t('median_time'),
      number: true,
      render: (row) =>
        row.medianSeconds === null ? <span className="hs-faint">–</span> : formatDuration(row.medianSeconds, language),
      csv: (row) => row.medianSeconds,
    },
  ];
}
