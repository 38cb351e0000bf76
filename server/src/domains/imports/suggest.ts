import { isCdnow, isCdnowHeader } from './cdnow.ts';
import { clean, readInstant, readPhone, readYuan } from './cells.ts';
import { fieldsByName } from './column-names.ts';
import { areGoods, goodsByName } from './goods/goods-names.ts';
import type { Field, Mapping } from './mapping.ts';
import { readRecords } from './records.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;
const SAMPLE = 256 * 1024;
const ROWS = 50;
export const MAX_COLUMNS = 60;

/** How a file is most likely to be read: format, delimiter, whether the first line names the columns, what they mean. */
export function suggestMapping(text: string, now: Date): Mapping {
  const sample = text.slice(0, SAMPLE);
  if (isCdnow(sample)) return { format: 'cdnow' };
  const delimiter = delimiterOf(sample);
  const rows = firstRows(sample, delimiter, ROWS);
  const goodsAt = titleLinesOf(rows, (row) => goodsByName(row).filter((field) => field !== 'skip').length);
  const goods = goodsByName(rows[goodsAt] ?? []).slice(0, MAX_COLUMNS);
  const titleLines = titleLinesOf(rows, (row) => fieldsByName(row).filter((field) => field !== 'skip').length);
  const [first = [], ...rest] = rows.slice(titleLines);
  if (areGoods(goods) && !areOfPeople(fieldsByName(first)))
    return { format: 'goods', delimiter, ...(goodsAt > 0 ? { titleLines: goodsAt } : {}), header: true, goods };
  const named = fieldsByName(first);
  const recognized = named.some((field) => field !== 'skip');
  const header = recognized || (rest.length > 0 && !first.some(isData) && rest.some((row) => row.some(isData)));
  const columns = recognized ? named : fieldsByContent(header ? rest : [first, ...rest], now);
  return {
    format: 'csv',
    delimiter,
    ...(titleLines > 0 ? { titleLines } : {}),
    header,
    columns: columns.slice(0, MAX_COLUMNS),
  };
}

const MAX_TITLES = 10;

/** Lines above the one that names the columns: it is the first of which two names or more are known. */
function titleLinesOf(rows: readonly (readonly string[])[], known: (row: readonly string[]) => number): number {
  const at = rows.slice(0, MAX_TITLES + 1).findIndex((row) => known(row) >= 2);
  return Math.max(0, at);
}

/** A file of orders has goods in it too; but it says whose they are. */
function areOfPeople(fields: readonly Field[]): boolean {
  return (['member', 'phone', 'order_id', 'order_at'] as const).some((field) => fields.includes(field));
}

/** How many lines at its head are no rows: those above the names of the columns, and these. */
export function headLines(text: string, now: Date): number {
  const { format, header, titleLines = 0 } = suggestMapping(text, now);
  if (format === 'cdnow') return isCdnowHeader(text.trimStart().split('\n', 1)[0] ?? '') ? 1 : 0;
  return titleLines + (header === true ? 1 : 0);
}

/** The first records as cells; lines that are none are left out. */
export function firstRows(text: string, delimiter: string, count: number): string[][] {
  const rows: string[][] = [];
  for (const record of readRecords(text, delimiter)) {
    if (rows.length === count) break;
    if ('cells' in record) rows.push(record.cells.map(clean));
  }
  return rows;
}

/** The one that cuts the most lines into equally many cells. */
function delimiterOf(sample: string): (typeof DELIMITERS)[number] {
  const scored = DELIMITERS.map((delimiter) => {
    const widths = firstRows(sample, delimiter, ROWS).map((row) => row.length);
    const usual = mostFrequent(widths.filter((width) => width > 1));
    return { delimiter, score: widths.filter((width) => width === usual).length * 100 + Math.min(usual, 99) };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

function isData(cell: string): boolean {
  return /^[¥￥]?[\d.,:/-]{2,}$/.test(cell);
}

/** Without a header: a column of phone numbers, of dates, of amounts is what it looks like. */
function fieldsByContent(rows: readonly (readonly string[])[], now: Date): Field[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const guesses: readonly [Field, (cell: string) => boolean][] = [
    ['phone', (cell) => 'value' in readPhone(cell)],
    ['order_at', (cell) => 'value' in readInstant(cell, now)],
    ['amount_yuan', (cell) => /[.¥￥元]/.test(cell) && 'value' in readYuan(cell)],
  ];
  const fields: Field[] = Array.from({ length: width }, () => 'skip');
  for (const [field, fits] of guesses) {
    const column = fields.findIndex((taken, n) => taken === 'skip' && mostly(rows, n, fits));
    if (column >= 0) fields[column] = field;
  }
  return fields;
}

function mostly(rows: readonly (readonly string[])[], column: number, fits: (cell: string) => boolean): boolean {
  const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
  return cells.length > 0 && cells.filter(fits).length >= cells.length * 0.8;
}
