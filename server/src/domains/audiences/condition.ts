import type { Condition } from '@huoshui/contracts/condition';
import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { conditionAbout } from '@huoshui/contracts/words/audiences';
import type { Ctx } from '../../platform/ctx.ts';
import type { PersonSet } from '../../platform/event-store/person-set.ts';
import type { Form } from '../../platform/form/form.ts';

/** Everyone for whom a composition of conditions is true at a moment. */
export type PersonsOf = (ctx: Ctx, condition: Condition, asOf: Date) => Promise<PersonSet>;

/** `others`: all members but those who did it are meant. */
export type Did = { readonly event: string; readonly since: Date; readonly until: Date; readonly others: boolean };

/**
 * A kind of condition: what it asks for, and the answer in two forms. Both say the same of the same person at the same time;
 * a window of days ends at `asOf`.
 */
export type ConditionKind<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  /** Where it stands among the kinds that are offered. */
  readonly about: keyof typeof conditionAbout;
  readonly words: Words;
  readonly form: Form<Fields>;
  /** `holds` asks the event store too: whoever decides by it has the store brought up first, and waits where the store is away. */
  readonly asksStore?: true;
  /**
   * Everyone for whom it is true at a moment, as a set in the event store: for segments and counts. `personsOf` is for kinds that stand
   * for another condition.
   */
  persons(ctx: Ctx, values: ValuesOf<Fields>, asOf: Date, personsOf: PersonsOf): Promise<PersonSet>;
  /** Where who did an event in a stretch of time is all it asks: that, so that it is asked together with its likes. It then says what `persons` says. */
  did?(values: ValuesOf<Fields>, asOf: Date): Did | null;
  /** Those of these persons for whom it is true, as things stand: for decisions about a few, also inside a transaction. */
  holds(ctx: Ctx, values: ValuesOf<Fields>, personNos: readonly number[], asOf: Date): Promise<ReadonlySet<number>>;
};

/** Keeps the exact fields, so that both forms know each value by its type. */
export function condition<const Fields extends readonly Field[]>(
  definition: ConditionKind<Fields>,
): ConditionKind<Fields> {
  return definition;
}
