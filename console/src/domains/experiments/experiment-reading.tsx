import { experimentMetric, experimentRole, experimentVerdict } from '@huoshui/contracts/words/experiments';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Experiment } from './experiment-list.tsx';
import { IntervalBar } from './interval-bar.tsx';
import { shownValue } from './metrics.ts';
import { useExperimentText } from './texts.ts';

type Reading = Answer<'GET /api/admin/experiments/:id/reading'>;
type Told = { readonly experiment: Experiment; readonly reading: Reading };

const tones: Readonly<Record<Reading['verdict']['kind'], Tone>> = {
  too_few: 'neutral',
  mismatch: 'bad',
  better: 'good',
  harm: 'warn',
  worse: 'bad',
  alike: 'info',
  unclear: 'warn',
};

export function useReading(id: string) {
  return useQuery({
    queryKey: ['experiments', 'reading', id],
    queryFn: async () => api('GET /api/admin/experiments/:id/reading', { params: { id } }),
  });
}

/** How it stands: the verdict in words first, then the arms, then every metric with its interval. */
export function ExperimentReading({ experiment }: { readonly experiment: Experiment }) {
  const query = useReading(experiment.id);
  return (
    <Loaded query={query}>
      {(reading) => (
        <div>
          <Verdict experiment={experiment} reading={reading} />
          <Arms experiment={experiment} reading={reading} />
          <Metrics experiment={experiment} reading={reading} />
        </div>
      )}
    </Loaded>
  );
}

function Verdict({ reading: { verdict, ratio, asOf, open, inBoth } }: Told) {
  const t = useExperimentText();
  const say = useWords();
  return (
    <Panel
      title={t('verdict')}
      extra={
        <span className="hs-faint hs-small">
          {t('as_of')} <Time at={asOf} absolute />
        </span>
      }
    >
      <p className="hs-inline">
        <StateTag tone={tones[verdict.kind]}>{say(experimentVerdict[verdict.kind])}</StateTag>
        {say(verdict.text)}
      </p>
      {ratio.state === 'mismatch' && verdict.kind !== 'mismatch' && (
        <Alert type="error" showIcon title={say(ratio.text)} />
      )}
      <p className="hs-faint hs-small">
        {ratio.state !== 'mismatch' && say(ratio.text)}
        {open > 0 && ` · ${t('open_people', { count: formatCount(open) })}`}
        {inBoth > 0 && ` · ${t('in_both', { count: formatCount(inBoth) })}`}
      </p>
    </Panel>
  );
}

type ArmRow = Reading['arms'][number] & { readonly at: number };

function Arms({ experiment, reading: { arms, metrics } }: Told) {
  const t = useExperimentText();
  const say = useWords();
  const rows: readonly ArmRow[] = arms.map((arm, at) => ({ ...arm, at }));
  const differs = ({ at }: ArmRow) => {
    const arm = experiment.arms[at];
    return arm === undefined ? '' : say(arm.differs);
  };
  const shown = metrics.filter(({ role }) => role !== 'other');
  const columns: readonly GridColumn<ArmRow>[] = [
    { title: t('arm'), render: (row) => say(row.name), csv: (row) => say(row.name) },
    { title: t('differs'), render: differs, csv: differs },
    counted(t('people'), (row) => row.people),
    { title: t('share'), number: true, render: (row) => formatPercent(row.share), csv: (row) => row.share },
    ...shown.map(({ metric, values }) => ({
      title: say(experimentMetric[metric]),
      number: true,
      render: ({ at }: ArmRow) => shownValue(metric, values[at] ?? 0),
      csv: ({ at }: ArmRow) => values[at] ?? null,
    })),
  ];
  const file = () => ({ name: t('arms'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('arms')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={({ at }) => String(at)} columns={columns} />
    </Panel>
  );
}

type Against = Reading['metrics'][number]['against'][number];
type MetricRow = { readonly key: string; readonly of: Reading['metrics'][number]; readonly against: Against | null };

function Metrics({ experiment, reading: { metrics, days } }: Told) {
  const t = useExperimentText();
  const say = useWords();
  const nameOf = (arm: number) => {
    const found = experiment.arms[arm];
    return found === undefined ? '' : say(found.name);
  };
  const order = { goal: 0, guard: 1, other: 2 } as const;
  const sorted = metrics.toSorted((a, b) => order[a.role] - order[b.role]);
  const reach = Math.max(
    0.05,
    ...sorted.flatMap(({ against }) => against.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)])),
  );
  const rows: readonly MetricRow[] = sorted.flatMap((of): MetricRow[] =>
    of.against.length === 0
      ? [{ key: of.metric, of, against: null }]
      : of.against.map((against) => ({ key: `${of.metric}.${against.arm}`, of, against })),
  );
  const role = ({ of }: MetricRow) => (of.role === 'other' ? '' : say(experimentRole[of.role]));
  const columns: readonly GridColumn<MetricRow>[] = [
    {
      title: t('metric'),
      render: (row) => (
        <span className="hs-two-lines">
          <span>{say(experimentMetric[row.of.metric])}</span>
          <span className="hs-faint hs-small">{role(row)}</span>
        </span>
      ),
      csv: ({ of }) => say(experimentMetric[of.metric]),
    },
    {
      title: t('arm'),
      render: ({ against }) => (against === null ? '–' : nameOf(against.arm)),
      csv: ({ against }) => (against === null ? '' : nameOf(against.arm)),
    },
    {
      title: t('value'),
      number: true,
      render: ({ of, against }) => (against === null ? '–' : shownValue(of.metric, of.values[against.arm] ?? 0)),
      csv: ({ of, against }) => of.values[against?.arm ?? 0] ?? null,
    },
    {
      title: t('difference'),
      render: ({ of, against }) =>
        against === null ? (
          <span className="hs-faint">{t('nothing_to_compare')}</span>
        ) : (
          <span className="hs-two-lines">
            <IntervalBar {...against} reach={reach} lowerIsBetter={of.metric === 'closed'} words={say(against.text)} />
            <span className="hs-small">
              {say(against.text)} · {t('chance', { chance: formatPercent(against.chanceToWin) })}
            </span>
          </span>
        ),
      csv: ({ against }) => against?.estimate ?? null,
    },
    { title: t('low'), render: null, csv: ({ against }) => against?.low ?? null },
    { title: t('high'), render: null, csv: ({ against }) => against?.high ?? null },
  ];
  const file = () => ({ name: t('file'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('metrics')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={({ key }) => key} columns={columns} />
      <p className="hs-faint hs-small" style={{ padding: '8px 16px' }}>
        {t('metrics_rule', { days: String(days) })} {t('chance_note')}
      </p>
    </Panel>
  );
}
