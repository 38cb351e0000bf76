import { PeopleLink } from '../../ground/people-link.tsx';
import { shanghaiDay } from '../../ui/calendar.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { now } from '../../ui/now.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import type { OverviewReport } from './overview.tsx';
import { useOverviewText } from './texts.ts';

type Day = OverviewReport['days'][number];

/** The table under the charts, newest day first. */
export function DayFigures({ report }: { readonly report: OverviewReport }) {
  const t = useOverviewText();
  const today = shanghaiDay(now());
  const rows = [...report.days].reverse();
  const who = (figure: 'payers' | 'newPayers' | 'visitors', title: string): GridColumn<Day> => ({
    title,
    number: true,
    render: ({ day, [figure]: count }) => (
      <PeopleLink
        of="analytics.overview"
        values={{ range: { from: day, to: day }, asOf: report.asOf, who: figure }}
        count={count}
      />
    ),
    csv: (row) => row[figure],
  });
  const columns: readonly GridColumn<Day>[] = [
    { title: t('date'), render: (row) => <span className="hs-nowrap">{row.day}</span>, csv: (row) => row.day },
    { title: t('gmv'), number: true, render: (row) => <Money fen={row.gmv} />, csv: (row) => row.gmv / 100 },
    { title: t('orders'), number: true, render: (row) => formatCount(row.orders), csv: (row) => row.orders },
    who('payers', t('payers')),
    who('newPayers', t('new_payers')),
    who('visitors', t('visitors')),
    {
      title: t('conversion'),
      number: true,
      render: (row) => formatPercent(row.conversion),
      csv: (row) => row.conversion,
    },
    {
      title: t('order_value'),
      number: true,
      render: (row) => (row.orderValue === null ? '–' : <Money fen={row.orderValue} />),
      csv: (row) => (row.orderValue === null ? null : row.orderValue / 100),
    },
    {
      title: t('refunds'),
      number: true,
      render: (row) => <Money fen={row.refunds} />,
      csv: (row) => row.refunds / 100,
    },
  ];
  const file = () => ({
    name: `overview-${report.range.from}-${report.range.to}`,
    tables: [gridTable(columns, rows)],
  });
  return (
    <Panel title={t('by_day')} flush extra={<SaveTable size="small" file={file} />}>
      <div style={{ maxHeight: 420, overflow: 'auto' }}>
        <Grid rows={rows} rowKey={(row) => row.day} columns={columns} unfinished={({ day }) => day >= today} />
      </div>
    </Panel>
  );
}
