import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { type Branches, withBranches } from '../../platform/form/branches.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import type { Definition, Piece } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';

/** The values of a stored piece by their types. Throws what is wrong when its form has learned to ask for more since. */
export function storedValues<Fields extends readonly Field[]>(form: Form<Fields>, piece: Piece): ValuesOf<Fields> {
  const checked = checkForm(form, piece.values);
  if (checked.ok) return checked.values;
  throw new Error(checked.problems.map(({ at, words }) => `${at}: ${words.zh}`).join('; '));
}

/** The same as facts are held against them: a category that was chosen means those below it too. */
export function askedValues<Fields extends readonly Field[]>(
  form: Form<Fields>,
  piece: Piece,
  branches: Branches,
): ValuesOf<Fields> {
  return withBranches(form, storedValues(form, piece), branches);
}

/** Whether every piece is still what its form takes. One that is not takes nobody in, and parks whoever comes to it. */
export function isSound(kit: Kit, { trigger, goal, exits = [], nodes }: Definition): boolean {
  const holds = (kind: { readonly form: Form } | undefined, piece: Piece) =>
    kind !== undefined && checkForm(kind.form, piece.values).ok;
  return (
    holds(findKind(kit.triggers, trigger.kind), trigger) &&
    (goal === null || holds(findKind(kit.goals, goal.kind), goal)) &&
    exits.every((exit) => holds(findKind(kit.exits, exit.kind), exit)) &&
    nodes.every((node) => holds(findKind(kit.steps, node.kind), node))
  );
}
