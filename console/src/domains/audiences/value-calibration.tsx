import { useMemo } from 'react';
import type { Answer } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { useAudienceText } from './texts.ts';

type Calibration = NonNullable<Answer<'GET /api/admin/value'>['calibration']>;
type Row = Calibration['rows'][number];
type Shown = Row & { readonly name: string };

/** Half a purchase is an expectation, not an odd number. */
export const inTenths = (purchases: number): string => formatCount(Math.round(purchases * 10) / 10);

/** The last row of the server's is of so many repeats or more. */
const MANY = 7;

/** A model that did not know the last days, and what came: who trusts the page looks here first. */
export function ValueCalibration({ calibration }: { readonly calibration: Calibration }) {
  const t = useAudienceText();
  const { days, interval } = calibration;
  const rows = useMemo(() => calibration.rows.map((row) => ({ ...row, name: nameOf(row) })), [calibration]);
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const whole: Shown = {
    repeats: -1,
    name: t('value_all'),
    members: sum(({ members }) => members),
    expected: sum(({ expected }) => expected),
    bought: sum(({ bought }) => bought),
  };
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels: rows.map(({ name }) => name),
      series: [
        { name: t('value_expected'), values: rows.map(({ expected }) => expected), before: true },
        { name: t('value_came'), values: rows.map(({ bought }) => bought) },
      ],
      format: inTenths,
    }),
    [rows, t],
  );
  const columns = useColumns();
  const isHeld = interval !== null && whole.bought >= interval.low && whole.bought <= interval.high;
  return (
    <Panel
      title={t('value_foretold')}
      extra={
        <SaveTable
          size="small"
          file={() => ({ name: 'value-calibration', tables: [gridTable(columns, [...rows, whole])] })}
        />
      }
    >
      <p className="hs-soft hs-small" style={{ marginTop: 0 }}>
        {t('value_foretold_hint', { days, expected: inTenths(whole.expected), bought: formatCount(whole.bought) })}{' '}
        {interval !== null &&
          t('value_held_hint', {
            low: formatCount(Math.round(interval.low)),
            high: formatCount(Math.round(interval.high)),
            verdict: t(isHeld ? 'value_held' : 'value_not_held'),
          })}
      </p>
      <Chart spec={spec} height={240} label={t('value_foretold')} />
      <Grid rows={[whole, ...rows]} rowKey={({ repeats }) => String(repeats)} columns={columns} total />
    </Panel>
  );
}

const nameOf = ({ repeats }: Row): string => (repeats >= MANY ? `${repeats}+` : String(repeats));

function useColumns(): readonly GridColumn<Shown>[] {
  const t = useAudienceText();
  const each = (of: (row: Row) => number) => (row: Row) => (row.members === 0 ? null : of(row) / row.members);
  const shown = (value: number | null) => (value === null ? '–' : value.toFixed(2));
  const error = ({ expected, bought }: Row) => (bought === 0 ? null : expected / bought - 1);
  const [expected, came] = [each((row) => row.expected), each((row) => row.bought)];
  return [
    { title: t('value_repeats'), render: ({ name }) => name, csv: ({ name }) => name },
    { title: t('members'), number: true, render: ({ members }) => formatCount(members), csv: ({ members }) => members },
    {
      title: t('value_expected'),
      number: true,
      render: (row) => inTenths(row.expected),
      csv: (row) => Math.round(row.expected * 10) / 10,
    },
    { title: t('value_came'), number: true, render: ({ bought }) => formatCount(bought), csv: ({ bought }) => bought },
    { title: t('value_each_expected'), number: true, render: (row) => shown(expected(row)), csv: expected },
    { title: t('value_each_came'), number: true, render: (row) => shown(came(row)), csv: came },
    {
      title: t('value_error'),
      number: true,
      render: (row) => {
        const share = error(row);
        return share === null ? '–' : `${share > 0 ? '+' : ''}${formatPercent(share)}`;
      },
      csv: error,
    },
  ];
}
