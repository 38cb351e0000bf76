import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { formatYuan } from '../../ui/format.ts';
import { useSharedText } from '../../ui/shared-texts.ts';
import type { FileTable } from '../../ui/table-file.ts';
import type { LtvGroup } from './ltv.tsx';
import { useMoneyText } from './money-texts.ts';
import './analytics.css';

type Row = LtvGroup['rows'][number];
type Period = 'month' | 'week';

type Props = { readonly group: LtvGroup; readonly period: Period; readonly asked: PeopleValues };

/** A cohort a row, a period a column: what each spent so far. What is not over is hatched, what has not begun is empty. */
export function LtvTriangle({ group, period, asked }: Props) {
  const t = useMoneyText();
  const shared = useSharedText();
  const rows = group.rows.filter(({ members }) => members > 0);
  const offsets = offsetsOf(rows);
  const values = group.key === '' ? asked : { ...asked, source: `=${group.key}` };
  return (
    <div className="hs-grid-scroll">
      <table className="hs-grid hs-heat">
        <thead>
          <tr>
            <th scope="col">{t('l_cohort')}</th>
            <th scope="col" className="hs-number">
              {t('l_members')}
            </th>
            <th scope="col" className="hs-number">
              {t('l_cac')}
            </th>
            {offsets.map((n) => (
              <th key={n} scope="col" className="hs-number">
                {t(period === 'month' ? 'l_nth_month' : 'l_nth_week', { n })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.start}>
              <td className="hs-nowrap">{nameOf(row, period)}</td>
              <td className="hs-number">
                <PeopleLink of="analytics.ltv" values={{ ...values, cohort: row.start }} count={row.members} />
              </td>
              <td className="hs-number hs-soft">
                {row.cost === null ? '–' : formatYuan(Math.round(row.cost / row.members))}
              </td>
              {offsets.map((n) => {
                const cell = row.cells[n] ?? null;
                const isOpen = cell !== null && n >= row.over;
                return (
                  <td
                    key={n}
                    className={isOpen ? 'hs-number hs-cell-unfinished' : 'hs-number'}
                    title={isOpen ? shared('unfinished') : undefined}
                  >
                    {cell === null ? '' : formatYuan(Math.round(cell / row.members))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same as a file, each member's; what is not over is left out. */
export function ltvTable(group: LtvGroup, period: Period, t: ReturnType<typeof useMoneyText>): FileTable {
  const rows = group.rows.filter(({ members }) => members > 0);
  const offsets = offsetsOf(rows);
  return {
    title: t('l_cohorts'),
    header: [
      t('l_cohort'),
      t('l_members'),
      ...offsets.map((n) => t(period === 'month' ? 'l_nth_month' : 'l_nth_week', { n })),
    ],
    rows: rows.map((row) => [
      nameOf(row, period),
      row.members,
      ...offsets.map((n) => (n < row.over ? Math.round((row.cells[n] ?? 0) / row.members) / 100 : null)),
    ]),
  };
}

const nameOf = ({ start }: Row, period: Period): string => (period === 'month' ? start.slice(0, 7) : start);

/** As many columns as anybody has begun. */
function offsetsOf(rows: readonly Row[]): number[] {
  const begun = Math.max(0, ...rows.map(({ cells }) => cells.filter((cell) => cell !== null).length));
  return Array.from({ length: begun }, (_, n) => n);
}
