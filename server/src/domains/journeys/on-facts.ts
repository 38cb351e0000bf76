import type { Ctx } from '../../platform/ctx.ts';
import type { Fact, Told } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import { countOrders } from './count-orders.ts';
import { type Entrant, enter } from './enter.ts';
import { findKind } from './find-kind.ts';
import { holdTellingAlone, LISTENER, wakeByFacts } from './hear.ts';
import type { Kit } from './kit.ts';
import { readOpenPlans } from './queries.ts';
import { reachGoals } from './reach-goals.ts';
import type { Plan } from './run.ts';
import { isSound, storedValues } from './stored.ts';

/**
 * What happens to shoppers, heard once and in order: it brings them in, wakes those who wait for it, counts what they
 * spend and reaches goals. One listener, so that no one of these can be behind another.
 */
export function onFacts(kit: Kit): Listener {
  return listener({
    name: LISTENER,
    on: factsOf(kit),
    batch: 2000,
    handle: async (ctx, facts) => {
      const plans = (await readOpenPlans(ctx)).filter((plan) => isSound(kit, plan.definition));
      const anyListens = await holdTellingAlone(ctx, kit, plans);
      const cameWith = new Map<number, number>();
      for (const plan of plans.filter((p) => p.takesIn)) await letIn(ctx, kit, plan, facts, cameWith);
      if (anyListens) await wakeByFacts(ctx, kit, plans, facts, cameWith);
      await countOrders(ctx, facts);
      await reachGoals(ctx, kit, facts);
    },
  });
}

function factsOf({ steps, triggers, goals }: Kit): readonly Fact[] {
  const all = [
    orderPaid,
    orderRefunded,
    ...triggers.flatMap(({ on }) => on),
    ...goals.flatMap(({ on }) => on),
    ...steps.flatMap(({ rest }) => rest?.told?.on ?? []),
  ];
  return [...new Map(all.map((fact) => [fact.type, fact])).values()];
}

async function letIn(
  ctx: Ctx,
  kit: Kit,
  plan: Plan,
  facts: readonly Told[],
  cameWith: Map<number, number>,
): Promise<void> {
  const { trigger } = plan.definition;
  const kind = findKind(kit.triggers, trigger.kind);
  if (!kind) return;
  const values = storedValues(kind.form, trigger);
  const types = new Set(kind.on.map(({ type }) => type));
  const entrants = facts.flatMap((told, place): (Entrant & { readonly place: number })[] => {
    if (told.personNo === null || !types.has(told.type)) return [];
    const arrival = kind.entrantOf(values, told);
    const by = { personNo: told.personNo, entryKey: `fact:${told.id}`, at: told.occurredAt, place };
    return arrival ? [{ ...arrival, ...by }] : [];
  });
  for (const { runId, entrant } of await enter(ctx, kit, plan, entrants)) cameWith.set(runId, entrant.place);
}
