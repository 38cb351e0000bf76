import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Permission } from '@huoshui/contracts/words/permissions';
import type { Ctx } from '../ctx.ts';
import type { Form } from '../form/form.ts';
import type { Cells } from '../table-file.ts';

export type Table = Cells & {
  readonly key: string;
  readonly words: Words;
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
