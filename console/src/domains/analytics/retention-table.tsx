import type { ReactNode } from 'react';
import type { PeopleValues } from '../../ground/people-address.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { useSharedText } from '../../ui/shared-texts.ts';
import type { FileTable } from '../../ui/table-file.ts';
import { lastDayOf } from './period-days.ts';
import type { RetentionReport } from './retention.tsx';
import { useAnalyticsText } from './texts.ts';
import './analytics.css';

type Group = RetentionReport['groups'][number];
type Period = RetentionReport['period'];
type Text = ReturnType<typeof useAnalyticsText>;

type RetentionTableProps = {
  readonly group: Group;
  readonly period: Period;
  readonly shown: 'rate' | 'people';
  /** The last day that is over. */
  readonly over: string;
  /** The values of the question whose people a number opens. */
  readonly asked: PeopleValues;
};

/** Chart and table in one: a cohort a row, an offset a column, darker is more. */
export function RetentionTable({ group, period, shown, over, asked }: RetentionTableProps) {
  const t = useAnalyticsText();
  const said = useSharedText();
  const offsets = offsetsOf(group);
  const highest = Math.max(0.01, ...group.average.filter((point) => point.offset > 0).map((point) => point.rate ?? 0));
  return (
    <div className="hs-grid-scroll">
      <table className="hs-grid hs-heat">
        <thead>
          <tr>
            <th scope="col">{t('cohort')}</th>
            <th scope="col" className="hs-number">
              {t('people')}
            </th>
            {group.sameRate !== null && (
              <th scope="col" className="hs-number">
                {t(`same_${period}`)}
              </th>
            )}
            {offsets.map((offset) => (
              <th key={offset} scope="col" className="hs-number">
                {t(`offset_${period}`, { n: offset })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr className="hs-heat-average">
            <td>{t('average')}</td>
            <td className="hs-number">
              <PeopleLink of="analytics.retention" values={asked} count={group.persons} />
            </td>
            {group.sameRate !== null && (
              <td className="hs-number">
                {shown === 'rate' ? formatPercent(group.sameRate) : formatCount(sameOf(group))}
              </td>
            )}
            {offsets.map((offset) => {
              const point = group.average.find((entry) => entry.offset === offset);
              return (
                <Cell key={offset} rate={point?.rate ?? null} highest={highest}>
                  {shown === 'rate' ? formatPercent(point?.rate ?? null) : formatCount(point?.retained ?? 0)}
                </Cell>
              );
            })}
          </tr>
          {group.rows.map((row) => (
            <tr key={row.start}>
              <td className="hs-nowrap">{row.start}</td>
              <td className="hs-number">
                <PeopleLink of="analytics.retention" values={{ ...asked, cohort: row.start }} count={row.size} />
              </td>
              {row.same !== null && (
                <td className="hs-number">
                  <PeopleLink
                    of="analytics.retention"
                    values={{ ...asked, cohort: row.start, same: true }}
                    count={row.same}
                  >
                    {shown === 'rate'
                      ? formatPercent(row.size === 0 ? null : row.same / row.size)
                      : formatCount(row.same)}
                  </PeopleLink>
                </td>
              )}
              {offsets.map((offset) => {
                const count = row.cells[offset] ?? null;
                const rate = count === null || row.size === 0 ? null : count / row.size;
                const open = count !== null && row.size > 0 && lastDayOf(row.start, period, offset) > over;
                return (
                  <Cell key={offset} rate={rate} highest={highest} open={open ? said('unfinished') : null}>
                    {count !== null && row.size > 0 && (
                      <PeopleLink
                        of="analytics.retention"
                        values={{ ...asked, cohort: row.start, offset }}
                        count={count}
                      >
                        {shown === 'rate' ? formatPercent(rate) : formatCount(count)}
                      </PeopleLink>
                    )}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({
  rate,
  highest,
  open = null,
  children,
}: {
  readonly rate: number | null;
  readonly highest: number;
  /** Said of a period that is not over: its share still grows. */
  readonly open?: string | null;
  readonly children: ReactNode;
}) {
  const strength = rate === null ? 0 : Math.min(1, rate / Math.max(highest, 0.05)) * 55;
  return (
    <td
      className={open === null ? 'hs-number' : 'hs-number hs-cell-unfinished'}
      title={open ?? undefined}
      style={
        strength === 0
          ? undefined
          : { backgroundColor: `color-mix(in srgb, var(--hs-primary) ${Math.round(strength)}%, transparent)` }
      }
    >
      {children}
    </td>
  );
}

function sameOf(group: Group): number {
  return group.rows.reduce((sum, row) => sum + (row.same ?? 0), 0);
}

/** Shown from offset 1: offset 0 is the cohort itself and has its own column. */
function offsetsOf(group: Group): readonly number[] {
  const most = Math.max(0, ...group.rows.map((row) => row.cells.length - 1));
  return Array.from({ length: most }, (_, index) => index + 1);
}

export function retentionTable(group: Group, period: Period, t: Text): FileTable {
  const offsets = offsetsOf(group);
  return {
    header: [
      t('cohort'),
      t('people'),
      ...(group.sameRate === null ? [] : [t(`same_${period}`)]),
      ...offsets.map((n) => t(`offset_${period}`, { n })),
    ],
    rows: group.rows.map((row) => [
      row.start,
      row.size,
      ...(group.sameRate === null ? [] : [row.same]),
      ...offsets.map((offset) => row.cells[offset] ?? null),
    ]),
  };
}
