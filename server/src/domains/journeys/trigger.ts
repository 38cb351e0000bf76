import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Fact, Told } from '../../platform/facts.ts';
import type { Form } from '../../platform/form/form.ts';
import type { RunContext } from './run.ts';

/** Who comes in by a fact, why, and what her messages may say of it. */
export type Arrival = { readonly memberId: string; readonly because: Words; readonly context: RunContext };

/** A kind of trigger: the facts it listens to, and whom each brings in. */
export type Trigger<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  readonly form: Form<Fields>;
  readonly on: readonly Fact[];
  /** Keys that the context of everyone it brings in has. */
  readonly knows: readonly string[];
  /** Null: nobody comes in by this one. What was imported happened long ago and brings nobody in. */
  entrantOf(values: ValuesOf<Fields>, told: Told): Arrival | null;
};

export function trigger<const Fields extends readonly Field[]>(definition: Trigger<Fields>): Trigger<Fields> {
  return definition;
}
