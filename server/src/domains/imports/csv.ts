import { words } from '@huoshui/contracts/words';
import { mayBeRounded, roundedAmong } from '../../platform/rounded.ts';
import { clean } from './cells.ts';
import { IDENTIFIERS, type Layout, layoutOf, readRow } from './csv-row.ts';
import { UNREADABLE } from './encoding.ts';
import type { Mapping } from './mapping.ts';
import { orderRows } from './order-rows.ts';
import { readRecords } from './records.ts';
import { problem, type RowResult } from './row.ts';

export type CsvSurroundings = {
  readonly now: Date;
  /** What a phone number is known by where no column names the member: nothing can be read from it. */
  readonly phoneKey: (phone: string) => string;
};

const unreadable = words('这一行有无法识别的字节', 'This line has bytes that are no letters of its encoding');

/**
 * The rows of a delimited file as members and orders, or what is wrong with them: every wrong cell of a row at once. Rows
 * with one order number, one below the other, are the lines of one order.
 */
export function* readCsv(text: string, mapping: Mapping, around: CsvSurroundings): Generator<RowResult> {
  const { delimiter = ',', header = true, titleLines = 0, columns = [] } = mapping;
  let titles: readonly string[] = [];
  const layout = layoutOf(columns);
  const orders = orderRows(around, mapping);
  const rounded = roundedColumns(text, delimiter, layout);
  let above = titleLines + (header ? 1 : 0);
  for (const record of readRecords(text, delimiter)) {
    if (above > 0) {
      above -= 1;
      if (above === 0 && header && 'cells' in record) titles = record.cells.map(clean);
      continue;
    }
    if ('broken' in record) {
      yield* orders.end();
      yield { rows: 1, problems: [problem(record.row, null, record.broken, record.text)] };
      continue;
    }
    const line = record.cells.join(delimiter);
    if (line.includes(UNREADABLE)) {
      yield* orders.end();
      yield { rows: 1, problems: [problem(record.row, null, unreadable, line)] };
      continue;
    }
    yield* orders.take(
      readRow({ row: record.row, cells: record.cells, line }, { layout, titles, now: around.now, rounded }),
    );
  }
  yield* orders.end();
}

/** Of the columns of identifiers, what was rounded; the file is read ahead only where something looks like it. */
function roundedColumns(text: string, delimiter: string, layout: Layout): Map<number, (cell: string) => boolean> {
  const columns = mayBeRounded(text) ? IDENTIFIERS.flatMap((field) => layout.at.get(field) ?? []) : [];
  return new Map(columns.map((column) => [column, roundedAmong(cellsOf(text, delimiter, column))]));
}

function* cellsOf(text: string, delimiter: string, column: number): Generator<string> {
  for (const record of readRecords(text, delimiter)) if ('cells' in record) yield record.cells[column] ?? '';
}
