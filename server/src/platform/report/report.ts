import type { Draft, Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Permission } from '@huoshui/contracts/words/permissions';
import type { Ctx } from '../ctx.ts';
import type { Form } from '../form/form.ts';
import type { Cells } from '../table-file.ts';

export type Table = Cells & {
  readonly key: string;
  readonly words: Words;
  readonly chart?: Chart;
  /** From which row on their time is not over. Not said where rows are days: then their days tell. */
  readonly unfinished?: number;
  readonly people?: readonly PeopleOfColumn[];
  /** Where the words of a column lead, row by row; null: nowhere. */
  readonly links?: readonly { readonly column: string; readonly rows: readonly (string | null)[] }[];
};

/** How a table is drawn, by the keys of its columns (`contracts/reports` says each). */
export type Chart = {
  readonly kind: 'lines' | 'bars' | 'stack' | 'sankey';
  readonly x: string;
  readonly series: readonly string[];
  readonly before?: readonly string[];
  readonly backwards?: boolean;
  readonly ends?: readonly number[];
  readonly aims?: readonly { readonly words: Words; readonly value: number }[];
};

/** Whom the numbers of a column count: `values` of the question are the same in all rows, `rows` are those of each. */
export type PeopleOfColumn = {
  readonly column: string;
  readonly of: string;
  readonly values: Draft;
  readonly rows: readonly (Draft | null)[];
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
