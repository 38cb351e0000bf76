import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Fact, Told } from '../../platform/facts.ts';
import type { Form } from '../../platform/form/form.ts';

/** What reached the goal: the order and its fen, where it was one. */
export type Reached = {
  readonly orderId: string | null;
  readonly amount: number;
  /** What was used without an order, and may be taken back: a coupon at a counter. */
  readonly useId?: string;
};

/**
 * A kind of goal: the facts it listens to, and which of them reach it. Both arms are measured by the same, whether she is
 * still under way or has long left; what they spend until the window closes is counted by the engine whatever the goal.
 */
export type Goal<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  readonly form: Form<Fields>;
  readonly on: readonly Fact[];
  /** How many days after the entry it may still be reached. */
  days(values: ValuesOf<Fields>): number;
  /** Names of phones' events that it waits for with these values: nobody tells of the others. */
  awaits?(values: ValuesOf<Fields>): readonly string[];
  reached(values: ValuesOf<Fields>, told: Told): Reached | null;
};

export function goal<const Fields extends readonly Field[]>(definition: Goal<Fields>): Goal<Fields> {
  return definition;
}

/** The window, as every goal asks for it. */
export const withinDays = {
  key: 'withinDays',
  label: words('期限', 'Within'),
  hint: words('从进入算起', 'Counted from the entry'),
  kind: 'count',
  unit: words('天', 'days'),
  min: 1,
  max: 180,
  initial: 14,
} as const satisfies Field;
