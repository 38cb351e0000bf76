import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { TwoArms } from '../journeys/index.ts';
import { usePlacementText } from './texts.ts';

type Result = Answer<'GET /api/admin/placements/:id/result'>;
type DayRow = Result['byDay'][number];
type Told = { readonly id: string; readonly result: Result };

/** Who met it, what they did, and what it brought beyond those who were not shown it. */
export function PlacementResult({ id }: { readonly id: string }) {
  const t = usePlacementText();
  const query = useQuery({
    queryKey: ['placements', 'result', id],
    queryFn: async () => api('GET /api/admin/placements/:id/result', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {(result) =>
        result.shown === 0 && result.treated.members + result.holdout.members + result.heldOut === 0 ? (
          <Panel>
            <Empty small title={t('nothing_yet')} hint={t('nothing_hint')} />
          </Panel>
        ) : (
          <div>
            <Headline id={id} result={result} />
            <TwoArms id={id} result={result} />
            <ByDay result={result} />
          </div>
        )
      }
    </Loaded>
  );
}

function Headline({ id, result }: Told) {
  const t = usePlacementText();
  const { people, tappers, closers, heldOut, shown } = result;
  const link = (who: string, count: number) => (
    <PeopleLink of="placements.people" values={{ placement: id, who }} count={count} />
  );
  return (
    <KeyFigures
      figures={[
        { label: t('people'), value: link('people', people), note: t('people_note', { count: formatCount(shown) }) },
        {
          label: t('tappers'),
          value: link('tappers', tappers),
          note: people > 0 ? t('tappers_note', { rate: formatPercent(tappers / people) }) : undefined,
        },
        {
          label: t('closers'),
          value: link('closers', closers),
          note: people > 0 ? formatPercent(closers / people) : undefined,
        },
        { label: t('held_out'), value: link('heldOut', heldOut), note: t('held_note') },
      ]}
    />
  );
}

function ByDay({ result: { byDay } }: { readonly result: Result }) {
  const t = usePlacementText();
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
  const columns: readonly GridColumn<DayRow>[] = [
    { title: t('day'), render: (row) => row.day, csv: (row) => row.day },
    counted(t('shown'), (row) => row.shown),
    counted(t('day_people'), (row) => row.people),
    counted(t('tapped'), (row) => row.tapped),
    {
      title: t('rate'),
      number: true,
      render: (row) => (row.shown > 0 ? formatPercent(row.tapped / row.shown) : '–'),
      csv: (row) => (row.shown > 0 ? row.tapped / row.shown : null),
    },
    counted(t('day_closed'), (row) => row.closed),
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
