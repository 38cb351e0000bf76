import type { Words } from '@huoshui/contracts/words';
import { toCsv } from './csv.ts';

type Language = keyof Words;

export type Cell = string | number | null | Words;

/** `money` is fen, `share` a number from 0 to 1, `seconds` a length of time. */
export type Column = {
  readonly key: string;
  readonly words: Words;
  readonly kind: 'text' | 'day' | 'count' | 'number' | 'money' | 'share' | 'seconds';
};

/** Rows under columns that know their words. */
export type Cells = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

/** The option of a route that answers with such a file. */
export function csvFile(name: string) {
  return { name: `${name}.csv`, type: 'text/csv; charset=utf-8' } as const;
}

/**
 * A table as a file for a spreadsheet, in the language of whoever asks: the same numbers as on the page, money in yuan.
 * Every file that the server writes goes through here.
 */
export function tableCsv({ columns, rows }: Cells, language: Language = 'zh'): string {
  const unit = { zh: '(元)', en: ' (CNY)' }[language];
  const seconds = { zh: '(秒)', en: ' (s)' }[language];
  const header = columns.map(({ words, kind }) => {
    if (kind === 'money') return words[language] + unit;
    return kind === 'seconds' ? words[language] + seconds : words[language];
  });
  return toCsv(
    header,
    rows.map((row) => row.map((cell, n) => plain(cell, columns[n]?.kind, language))),
  );
}

function plain(cell: Cell, kind: Column['kind'] | undefined, language: Language): string | number | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell === 'object') return cell[language];
  if (kind === 'money') return cell / 100;
  if (kind === 'share') return Number(cell.toFixed(4));
  return kind === 'seconds' || kind === 'number' ? Number(cell.toFixed(1)) : cell;
}
