import type { Condition } from '@huoshui/contracts/condition';
import type { Ctx } from '../../platform/ctx.ts';
import { createGatherer } from '../../platform/gather.ts';
import type { ConditionKit } from './conditions/compose.ts';

export type HoldsNow = (ctx: Ctx, condition: Condition, personNo: number) => Promise<boolean>;

type Ask = { readonly ctx: Ctx; readonly condition: Condition; readonly name: string; readonly personNo: number };

/**
 * Whether a condition holds for her, as things stand at this moment: what was known an hour ago would greet yesterday's buyer as a
 * newcomer. Of those who ask at once each condition is asked one time for all of them, so a rush asks the stores hardly more often than
 * a few people do.
 */
export function createHoldsNow(conditions: ConditionKit): HoldsNow {
  const ask = createGatherer<Ask, { readonly holds: boolean }>({
    work: async (asks) => {
      const byName = new Map<string, Ask[]>();
      for (const one of asks) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
      const held = new Map<string, ReadonlySet<number>>();
      for (const [name, those] of byName) {
        const [first] = those;
        if (first === undefined) continue;
        const persons = those.map(({ personNo }) => personNo);
        held.set(name, await conditions.holdsFor(first.ctx, first.condition, persons));
      }
      return asks.map(({ name, personNo }) => ({ holds: held.get(name)?.has(personNo) ?? false }));
    },
    lingerMs: 0,
    most: 500,
    lanes: 2,
    // A question leaves nothing behind: a condition that fails takes no other with it.
    isCertain: () => true,
  });
  return async (ctx, condition, personNo) =>
    (await ask({ ctx, condition, name: JSON.stringify(condition), personNo })).holds;
}
