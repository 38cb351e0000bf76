import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Permission } from '@huoshui/contracts/words/permissions';
import { toCsv } from '../csv.ts';
import type { Ctx } from '../ctx.ts';
import type { Form } from '../form/form.ts';

export type Cell = string | number | null | Words;

/** `money` is fen, `share` a number from 0 to 1, `seconds` a length of time. */
export type Column = {
  readonly key: string;
  readonly words: Words;
  readonly kind: 'text' | 'day' | 'count' | 'number' | 'money' | 'share' | 'seconds';
};

export type Table = {
  readonly key: string;
  readonly words: Words;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

/**
 * A report: a question as a form, and its answer as tables that know their own words. Routes, controls, files and whoever
 * shows several beside one another come from this object; none of them knows a report by its name.
 */
export type Report<Fields extends readonly Field[] = readonly Field[]> = {
  /** `analytics.overview`: domain and word. */
  readonly name: string;
  readonly words: Words;
  readonly can: Extract<Permission, `${string}.read`>;
  /** The question; `sentence` says it as an operator would. */
  readonly form: Form<Fields>;
  ask(ctx: Ctx, values: ValuesOf<Fields>): Promise<readonly Table[]>;
};

/** Keeps the exact fields, so that `ask` knows each value by its type. */
export function report<const Fields extends readonly Field[]>(definition: Report<Fields>): Report<Fields> {
  return definition;
}

/** A table as a file for a spreadsheet: the same numbers as on the page, money in yuan. */
export function tableCsv({ columns, rows }: Table, language: 'zh' | 'en' = 'zh'): string {
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

function plain(cell: Cell, kind: Column['kind'] | undefined, language: 'zh' | 'en'): string | number | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell === 'object') return cell[language];
  if (kind === 'money') return cell / 100;
  if (kind === 'share') return Number(cell.toFixed(4));
  return kind === 'seconds' || kind === 'number' ? Number(cell.toFixed(1)) : cell;
}
