import type { ReactNode } from 'react';
import type { CsvCell } from '../csv.ts';
import { useSharedText } from '../shared-texts.ts';
import type { FileTable } from '../table-file.ts';
import './report.css';

export type GridColumn<Row> = {
  readonly title: string;
  /** Null: it stands in the file alone. */
  readonly render: ((row: Row) => ReactNode) | null;
  readonly csv?: (row: Row) => CsvCell;
  readonly number?: boolean;
};

type GridProps<Row> = {
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly total?: boolean;
  /** Of a row whose time is not over: its figures still change. */
  readonly unfinished?: (row: Row) => boolean;
};

/** A plain table for figures that are all there at once. */
export function Grid<Row>({ columns: all, rows, rowKey, total = false, unfinished }: GridProps<Row>) {
  const t = useSharedText();
  const columns = all.flatMap(({ render, ...column }) => (render ? [{ ...column, render }] : []));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by the keyboard too
    <section className="hs-grid-scroll" aria-label={t('table')} tabIndex={0}>
      <table className={total ? 'hs-grid hs-grid-total' : 'hs-grid'}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} className={column.number ? 'hs-number' : undefined} scope="col">
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={unfinished?.(row) ? 'hs-row-unfinished' : undefined}>
              {columns.map((column, at) => (
                <td key={column.title} className={column.number ? 'hs-number' : undefined}>
                  {column.render(row)}
                  {at === 0 && unfinished?.(row) && <span className="hs-unfinished"> · {t('unfinished')}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What of it stands in a file. */
export function gridTable<Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[], title?: string): FileTable {
  const wanted = columns.flatMap((column) => (column.csv ? [{ title: column.title, csv: column.csv }] : []));
  return {
    ...(title === undefined ? {} : { title }),
    header: wanted.map((column) => column.title),
    rows: rows.map((row) => wanted.map((column) => column.csv(row))),
  };
}
