import type { Draft, Field, Picked, Problem, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';

/** What stands for a picked id: its name, or null where there is no such thing (any more). */
export type Names = (of: Picked, id: string) => string | null;

/** A form of a domain: its fields, what no single field can see, and the sentence that its values make. */
export type Form<Fields extends readonly Field[] = readonly Field[]> = {
  readonly fields: Fields;
  /** Only asked when every field is sound by itself. */
  readonly problem?: (values: ValuesOf<Fields>) => Problem | null;
  /** What these values mean, as an operator would say it. */
  readonly sentence: (values: ValuesOf<Fields>, names: Names) => Words;
};

/** Keeps the exact fields, so that `problem` and `sentence` know each value by its type. */
export function form<const Fields extends readonly Field[]>(definition: Form<Fields>): Form<Fields> {
  return definition;
}

/** What a form starts from. */
export function initialValues(fields: readonly Field[]): Draft {
  return Object.fromEntries(fields.map((field) => [field.key, initialOf(field)]));
}

function initialOf(field: Field): unknown {
  if (field.kind === 'scope') return { kind: field.by?.[0] ?? 'all', ids: [], exceptProductIds: [] };
  if (field.kind === 'list') return Array.from({ length: field.min }, () => initialValues(field.of));
  if (field.kind === 'picker') return field.many === undefined ? null : [];
  if (field.kind === 'choices') return field.initial ?? [];
  if (field.kind === 'switch') return field.initial ?? false;
  if (field.kind === 'text') return field.initial ?? '';
  return 'initial' in field ? (field.initial ?? null) : null;
}
