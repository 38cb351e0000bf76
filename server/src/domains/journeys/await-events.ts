import type { Field, ValuesOf } from '@huoshui/contracts/form';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import { awaitEvents } from '../analytics/index.ts';
import type { Definition, Piece } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { readOpenPlans } from './queries.ts';

/**
 * Say by name which events of phones journeys wait for: of every version that somebody may be under way in. Called whenever a
 * journey starts, changes or ends, in that transaction.
 */
export async function awaitNames(ctx: Ctx, kit: Kit): Promise<void> {
  const plans = await readOpenPlans(ctx);
  const names = plans.flatMap(({ definition }) => namesIn(kit, definition));
  await awaitEvents(ctx, 'journeys', [...new Set(names)].toSorted());
}

function namesIn(kit: Kit, { trigger, goal, exits = [], nodes }: Definition): readonly string[] {
  return [
    ...awaited(findKind(kit.triggers, trigger.kind), trigger),
    ...(goal ? awaited(findKind(kit.goals, goal.kind), goal) : []),
    ...exits.flatMap((exit) => awaited(findKind(kit.exits, exit.kind), exit)),
    ...nodes.flatMap((node) => awaited(findKind(kit.steps, node.kind), node)),
  ];
}

type Awaiting = { readonly form: Form; awaits?(values: ValuesOf<readonly Field[]>): readonly string[] };

function awaited(kind: Awaiting | undefined, piece: Piece): readonly string[] {
  if (!kind?.awaits) return [];
  const checked = checkForm(kind.form, piece.values);
  return checked.ok ? kind.awaits(checked.values) : [];
}
