import { type Words, words } from '@huoshui/contracts/words';
import { toCsv } from './csv.ts';
import { platformErrors } from './platform-errors.ts';
import { MOST_CELLS, type SheetCell, writeXlsx } from './xlsx.ts';

type Language = keyof Words;
/** As whoever asks wants it: in which language, and for which program. */
type Wanted = { readonly language?: Language | undefined; readonly as?: 'csv' | 'xlsx' | undefined };

export type Cell = string | number | null | Words;

/** `money` is fen, `share` a number from 0 to 1, `points` a difference of two such, `seconds` a length of time. */
export type Column = {
  readonly key: string;
  readonly words: Words;
  readonly kind: 'text' | 'day' | 'count' | 'number' | 'money' | 'share' | 'points' | 'seconds';
};

/** Rows under columns that know their words. `more`: there are more than a file holds, and its last row says so. */
export type Cells = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly more?: boolean;
};

/** As many rows as a file holds, of rows that were read with one more; whoever takes the file for all there is would miss the rest. */
export function upTo<Row>(
  most: number,
  read: readonly Row[],
): { readonly rows: readonly Row[]; readonly more: boolean } {
  return { rows: read.slice(0, most), more: read.length > most };
}

/** The option of a route that answers with such a file; a workbook takes its own type and ending (`http/mount`). */
export function csvFile(name: string) {
  return { name: `${name}.csv`, type: 'text/csv; charset=utf-8' } as const;
}

/** The same where the answer is a workbook. */
export function asWorkbook({ name }: { readonly name: string }) {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: name.replace(/\.csv$/, '.xlsx'), type };
}

/**
 * A table as a file for a spreadsheet, in the language of whoever asks: the same numbers as on the page, money in yuan.
 * Every file that the server writes goes through here.
 * @throws platform.too_many_cells for a workbook of a table that only a CSV holds
 */
export async function tableFile(table: Cells, { language, as = 'csv' }: Wanted): Promise<string | Uint8Array> {
  if (as === 'csv') return tableCsv(table, language);
  const { columns } = table;
  const rows = rowsOf(table);
  if (columns.length * rows.length > MOST_CELLS)
    throw platformErrors.error('too_many_cells', { rows: Math.floor(MOST_CELLS / columns.length) });
  return writeXlsx(
    headerOf(columns, language),
    rows.map((row) => row.map((cell, n) => sheetCell(cell, columns[n]?.kind, language))),
  );
}

export function tableCsv(table: Cells, language: Language = 'zh'): string {
  const { columns } = table;
  return toCsv(
    headerOf(columns, language),
    rowsOf(table).map((row) => row.map((cell, n) => plain(cell, columns[n]?.kind, language))),
  );
}

function rowsOf({ columns, rows, more = false }: Cells): Cells['rows'] {
  if (!more) return rows;
  const told = words(
    `这里是 ${rows.length} 行，后面还有：请缩小范围`,
    `These are ${rows.length} rows, and there are more: narrow it down`,
  );
  return [...rows, [told, ...columns.slice(1).map(() => null)]];
}

function headerOf(columns: Cells['columns'], language: Language = 'zh'): string[] {
  const unit = { zh: '(元)', en: ' (CNY)' }[language];
  const seconds = { zh: '(秒)', en: ' (s)' }[language];
  return columns.map(({ words, kind }) => {
    if (kind === 'money') return words[language] + unit;
    return kind === 'seconds' ? words[language] + seconds : words[language];
  });
}

const formats: Partial<Record<Column['kind'], string>> = {
  money: '0.00',
  share: '0.00%',
  points: '0.00%',
  seconds: '0.0',
};

function sheetCell(cell: Cell, kind: Column['kind'] = 'text', language: Language = 'zh'): SheetCell {
  const value = plain(cell, kind, language);
  return typeof value === 'number' ? { value, format: formats[kind] ?? 'General' } : value;
}

function plain(cell: Cell, kind: Column['kind'] | undefined, language: Language): string | number | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell === 'object') return cell[language];
  if (kind === 'money') return cell / 100;
  if (kind === 'share' || kind === 'points') return Number(cell.toFixed(4));
  return kind === 'seconds' || kind === 'number' ? Number(cell.toFixed(1)) : cell;
}
