import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { Fact, Told } from '../../platform/facts.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import type { Definition, Piece } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import type { RunAbout } from './run.ts';

/**
 * A kind of exit rule: what ends a run whatever its goal, in both arms alike. By a fact, at once, or by something that holds,
 * asked before every step that does or decides something; what waits to be sent to her by that run is taken back.
 */
export type ExitRule<Fields extends readonly Field[] = readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  readonly form: Form<Fields>;
  readonly on: readonly Fact[];
  /** Names of phones' events that it waits for with these values: nobody tells of the others. */
  awaits?(values: ValuesOf<Fields>): readonly string[];
  /** Whether a fact that was told after she came in ends her run. */
  ends?(values: ValuesOf<Fields>, told: Told, run: RunAbout): boolean;
  /** Whether what holds is decided by what the event store keeps: then she stands still until all that was told of her is stored. */
  asksStore?(values: ValuesOf<Fields>): boolean;
  /** For whom of these persons it holds, now or (for the dry run) at a moment of the past. */
  holds?(ctx: Ctx, values: ValuesOf<Fields>, persons: readonly number[], past?: Date): Promise<ReadonlySet<number>>;
};

export function exitRule<const Fields extends readonly Field[]>(definition: ExitRule<Fields>): ExitRule<Fields> {
  return definition;
}

/** The exit rules of a definition with their kinds, in the order in which they are asked. */
export function exitsOf(kit: Pick<Kit, 'exits'>, { exits = [] }: Definition): { rule: ExitRule; piece: Piece }[] {
  return exits.flatMap((piece) => {
    const rule = findKind(kit.exits, piece.kind);
    return rule ? [{ rule, piece }] : [];
  });
}

/** One that its form takes no longer asks nobody. */
export function exitsAskStore(kit: Pick<Kit, 'exits'>, definition: Definition): boolean {
  return exitsOf(kit, definition).some(({ rule, piece }) => {
    const checked = rule.asksStore && checkForm(rule.form, piece.values);
    return checked?.ok ? rule.asksStore?.(checked.values) : false;
  });
}
