import { arm } from '@huoshui/contracts/words/journeys';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { useWords } from '../../ui/words.ts';
import { TwoArms } from '../journeys/index.ts';
import type { Slot } from './recommendations-page.tsx';
import { useRecommendationText } from './texts.ts';

type Result = Answer<'GET /api/admin/recommendations/result'>;
type Counts = Result['seen']['treated'];

/** What a slot brought beyond what merely popular goods bring, and what of it was looked at. */
export function SlotResult({ slot }: { readonly slot: Slot }) {
  const t = useRecommendationText();
  const query = useQuery({
    queryKey: ['recommendations', 'result', slot],
    queryFn: async () => api('GET /api/admin/recommendations/result', { query: { slot } }),
  });
  return (
    <Loaded query={query}>
      {(result) =>
        result.treated.members + result.holdout.members + result.heldOut === 0 ? (
          <Panel>
            <Empty small title={t('nothing')} hint={t('nothing_hint')} />
          </Panel>
        ) : (
          <div>
            <TwoArms result={{ ...result, cost: 0 }} free />
            <Seen result={result} />
            <ByDay result={result} />
          </div>
        )
      }
    </Loaded>
  );
}

const rateOf = ({ shown, tapped }: Counts) => (shown > 0 ? tapped / shown : null);

function useCounts<Row extends Counts>(): readonly GridColumn<Row>[] {
  const t = useRecommendationText();
  return [
    counted(t('people'), (row) => row.people),
    counted(t('shown'), (row) => row.shown),
    counted(t('tappers'), (row) => row.tappers),
    counted(t('tapped'), (row) => row.tapped),
    {
      title: t('rate'),
      number: true,
      render: (row) => {
        const rate = rateOf(row);
        return rate === null ? '–' : formatPercent(rate);
      },
      csv: rateOf,
    },
  ];
}

function Seen({ result: { seen } }: { readonly result: Result }) {
  const t = useRecommendationText();
  const say = useWords();
  const rows = [
    { name: say(arm.treated), ...seen.treated },
    { name: say(arm.holdout), ...seen.holdout },
  ];
  type Row = (typeof rows)[number];
  const columns: readonly GridColumn<Row>[] = [
    { title: t('arm'), render: (row) => row.name, csv: (row) => row.name },
    ...useCounts<Row>(),
  ];
  const file = () => ({ name: t('seen'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('seen')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={(row) => row.name} columns={columns} />
    </Panel>
  );
}

function ByDay({ result: { byDay } }: { readonly result: Result }) {
  const t = useRecommendationText();
  type Row = (typeof byDay)[number];
  const counts = useCounts<Row>();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: byDay.map(({ day }) => day.slice(5)),
      series: [
        { name: t('shown'), values: byDay.map(({ shown }) => shown) },
        { name: t('tapped'), values: byDay.map(({ tapped }) => tapped) },
      ],
      format: formatCount,
    }),
    [byDay, t],
  );
  if (byDay.length === 0) return null;
  const columns: readonly GridColumn<Row>[] = [
    { title: t('day'), render: (row) => row.day, csv: (row) => row.day },
    ...counts,
  ];
  const rows = byDay.toReversed();
  const file = () => ({ name: t('by_day'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('by_day')} flush extra={<SaveTable size="small" file={file} />}>
      <Chart spec={spec} label={t('by_day')} height={220} />
      <Grid rows={rows} rowKey={(row) => row.day} columns={columns} />
    </Panel>
  );
}
