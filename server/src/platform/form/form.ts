import type { Field, Picked, Problem, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { PickedId } from './check.ts';

/** What stands for a picked id: its name in both languages, or null where there is no such thing (any more). */
export type Names = (of: Picked, id: string) => Words | null;

/** A form of a domain: its fields, what no single field can see, and the sentence that its values make. */
export type Form<Fields extends readonly Field[] = readonly Field[]> = {
  readonly fields: Fields;
  /** Only asked when every field is sound by itself. */
  readonly problem?: (values: ValuesOf<Fields>) => Problem | null;
  /** What is picked inside of values that only whoever made the form can read: the leaves of a condition. */
  readonly picks?: (values: ValuesOf<Fields>) => readonly PickedId[];
  /** What is written into it reaches shoppers: held against what platforms punish (`platform/red-lines`). */
  readonly published?: true;
  /** What these values mean, as an operator would say it. */
  readonly sentence: (values: ValuesOf<Fields>, names: Names) => Words;
};

/** Keeps the exact fields, so that `problem` and `sentence` know each value by its type. */
export function form<const Fields extends readonly Field[]>(definition: Form<Fields>): Form<Fields> {
  return definition;
}
