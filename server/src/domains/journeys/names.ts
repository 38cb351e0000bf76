import type { Ctx } from '../../platform/ctx.ts';
import { checkForm, type PickedId, pickedByForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import type { Definition, Piece } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';

/** The names of everything a definition picks. What is gone has none, what has ended says so; both are problems. */
export async function readNames(ctx: Ctx, kit: Kit, definition: Definition): Promise<FoundNames> {
  const picked = formsOf(kit, definition).flatMap(({ form, piece }): readonly PickedId[] => {
    const checked = form ? checkForm(form, piece.values) : null;
    return checked?.ok ? checked.picked : [];
  });
  return ctx.names(ctx, picked);
}

/** The names of everything that some definitions pick, whether they are sound or not. */
export async function readNamesOfAll(ctx: Ctx, kit: Kit, definitions: readonly Definition[]): Promise<FoundNames> {
  const picked = definitions
    .flatMap((definition) => formsOf(kit, definition))
    .flatMap(({ form, piece }) => (form ? pickedByForm(form, piece.values) : []));
  const budgets = definitions.flatMap(({ budgetId: id }) => (id === null ? [] : [{ of: 'budget' as const, id }]));
  return ctx.names(ctx, [...picked, ...budgets]);
}

/** A definition with every piece that is sound as its form takes it: trimmed, hidden values emptied. */
export function tidy(kit: Kit, definition: Definition): Definition {
  const { exits = [], ...rest } = definition;
  const { trigger, goal, nodes } = rest;
  return {
    ...rest,
    trigger: tidied(findKind(kit.triggers, trigger.kind)?.form, trigger),
    goal: goal && tidied(findKind(kit.goals, goal.kind)?.form, goal),
    ...(exits.length > 0 ? { exits: exits.map((exit) => tidied(findKind(kit.exits, exit.kind)?.form, exit)) } : {}),
    nodes: nodes.map((node) => tidied(findKind(kit.steps, node.kind)?.form, node)),
  };
}

function tidied<P extends Piece>(form: Form | undefined, piece: P): P {
  const checked = form ? checkForm(form, piece.values) : null;
  return checked?.ok ? { ...piece, values: { ...checked.values } } : piece;
}

function formsOf(
  kit: Kit,
  { trigger, goal, exits = [], nodes }: Definition,
): { form: Form | undefined; piece: Piece }[] {
  return [
    { form: findKind(kit.triggers, trigger.kind)?.form, piece: trigger },
    ...(goal ? [{ form: findKind(kit.goals, goal.kind)?.form, piece: goal }] : []),
    ...exits.map((exit) => ({ form: findKind(kit.exits, exit.kind)?.form, piece: exit })),
    ...nodes.map((node) => ({ form: findKind(kit.steps, node.kind)?.form, piece: node })),
  ];
}
