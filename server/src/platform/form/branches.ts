import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Form } from './form.ts';

/** Ids of categories with those of all categories below them; an id of none that there is stays. */
export type Branches = (ids: readonly string[]) => readonly string[];

/** Values in which each category that was chosen stands for all below it too, as it does where prices and coupons are told goods. */
export function withBranches<Fields extends readonly Field[]>(
  form: Form<Fields>,
  values: ValuesOf<Fields>,
  branches: Branches,
): ValuesOf<Fields> {
  return { ...values, ...widened(form.fields, values, branches) };
}

type Values = Readonly<Record<string, unknown>>;

function widened(fields: readonly Field[], values: Values, branches: Branches): Values {
  return Object.fromEntries(fields.map((field) => [field.key, widenOne(field, values[field.key], branches)]));
}

function widenOne(field: Field, value: unknown, branches: Branches): unknown {
  if (field.kind === 'list' && Array.isArray(value)) return value.map((row) => widened(field.of, row, branches));
  if (field.kind === 'picker' && field.of === 'category' && isIds(value)) return branches(value);
  if (field.kind !== 'scope' || !isRecord(value) || value.kind !== 'categories' || !isIds(value.ids)) return value;
  return { ...value, ids: branches(value.ids) };
}

/** Whether any value of it chooses categories: only then the tree has to be read. */
export function choosesCategories(form: Form, values: Values): boolean {
  let chosen = false;
  widened(form.fields, values, (ids) => {
    chosen = true;
    return ids;
  });
  return chosen;
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((id) => typeof id === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
