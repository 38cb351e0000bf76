import type { Ctx } from '../../platform/ctx.ts';
import { type Fact, payloadOf } from '../../platform/facts.ts';
import { type Listener, listener } from '../../platform/listeners.ts';
import { couponReleased } from '../coupons/events.ts';
import { merges } from '../members/index.ts';
import { orderPaid, orderRefunded } from '../orders/events.ts';
import { countOrders } from './count-orders.ts';
import { type Entrant, enter } from './enter.ts';
import { findKind } from './find-kind.ts';
import { followRuns } from './follow-merges.ts';
import { holdTellingAlone, LISTENER, wakeByFacts } from './hear.ts';
import { type Heard, heardOf } from './heard.ts';
import type { Kit } from './kit.ts';
import { leaveByFacts } from './leave.ts';
import { type OpenPlan, readOpenPlans } from './queries.ts';
import { reachGoals } from './reach-goals.ts';
import { returnOrders } from './return-orders.ts';
import { isSound, storedValues } from './stored.ts';
import { takeUsesBack } from './take-uses-back.ts';

/**
 * What happens to shoppers, heard once and in order: it brings them in, ends the runs of those whom an exit rule sends away,
 * wakes those who wait for it, counts what they spend, reaches goals and takes back what an order that was given back had done. Merges are heard by the same ear. One
 * listener, so that no one of these can be behind another. A journey that stands still takes people in all the same: what
 * becomes of them, whoever lets it go on says (`resume.ts`).
 */
export function onFacts(kit: Kit): Listener {
  return listener({
    name: LISTENER,
    // Facts that may be named are known once every domain is mounted.
    get on() {
      return factsOf(kit);
    },
    batch: 2000,
    handle: async (ctx, told) => {
      await merges.follow(ctx, told, followRuns(kit));
      const facts = await heardOf(ctx, told);
      const plans = (await readOpenPlans(ctx)).filter((plan) => isSound(kit, plan.definition));
      const anyListens = await holdTellingAlone(ctx, kit, plans);
      const cameWith = new Map<number, number>();
      for (const plan of plans.filter((p) => p.takesIn)) await letIn(ctx, kit, plan, facts, cameWith);
      await leaveByFacts(ctx, kit, plans, facts, cameWith);
      if (anyListens) await wakeByFacts(ctx, kit, plans, facts, cameWith);
      for (const part of inTurn(facts)) {
        await countOrders(ctx, part);
        await reachGoals(ctx, kit, part);
        await returnOrders(ctx, kit, part);
        await takeUsesBack(ctx, part);
      }
    },
  });
}

/** Whether something was bought before or after an order was given back matters, so none is heard past such a refund; nor past a use that was taken back. */
function inTurn(facts: readonly Heard[]): readonly (readonly Heard[])[] {
  const parts: Heard[][] = [[]];
  for (const told of facts) {
    parts.at(-1)?.push(told);
    if (payloadOf(orderRefunded, told)?.whole || payloadOf(couponReleased, told)) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

function factsOf({ steps, triggers, goals, exits }: Kit): readonly Fact[] {
  const all = [
    orderPaid,
    orderRefunded,
    couponReleased,
    ...merges.facts,
    ...triggers.flatMap(({ on }) => on),
    ...goals.flatMap(({ on }) => on),
    ...exits.flatMap(({ on }) => on),
    ...steps.flatMap(({ rest }) => rest?.told?.on ?? []),
  ];
  return [...new Map(all.map((fact) => [fact.type, fact])).values()];
}

async function letIn(
  ctx: Ctx,
  kit: Kit,
  plan: OpenPlan,
  facts: readonly Heard[],
  cameWith: Map<number, number>,
): Promise<void> {
  const { trigger } = plan.definition;
  const kind = findKind(kit.triggers, trigger.kind);
  if (!kind) return;
  const values = storedValues(kind.form, trigger);
  const types = new Set(kind.on.map(({ type }) => type));
  const entrants = facts.flatMap((told): (Entrant & { readonly place: number })[] => {
    const [personNo] = told.persons;
    if (personNo === undefined || !types.has(told.type)) return [];
    const arrival = kind.entrantOf(values, told);
    if (!arrival) return [];
    const memberId = told.memberId ?? arrival.memberId;
    if (memberId === '') return [];
    const by = { personNo, memberId, entryKey: `fact:${told.id}`, at: told.occurredAt, place: told.place };
    return [{ ...arrival, ...by }];
  });
  for (const { runId, entrant } of await enter(ctx, kit, plan, entrants, plan.paused))
    cameWith.set(runId, entrant.place);
}
