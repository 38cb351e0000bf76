import type { Ctx } from '../../platform/ctx.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { readInfos } from './queries.ts';
import type { Plan } from './run.ts';
import { storedValues } from './stored.ts';

/** Take back what the steps of these runs did, as far as each kind can: what they stood on is gone. */
export async function undoSteps(ctx: Ctx, kit: Kit, plan: Plan, runIds: readonly number[]): Promise<void> {
  const infos = [
    ...(
      await readInfos(
        ctx,
        runIds.map((id) => ({ id })),
      )
    ).values(),
  ];
  for (const node of plan.definition.nodes) {
    const step = findKind(kit.steps, node.kind);
    await step?.undo?.(ctx, plan, { key: node.key, values: storedValues(step.form, node) }, infos);
  }
}
