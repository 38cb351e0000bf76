import type { Condition } from '@huoshui/contracts/condition';
import type { Ctx } from '../../platform/ctx.ts';
import { type ConditionKit, createHoldsNow } from '../audiences/index.ts';
import type { PlacementValues } from './placement-form.ts';

export type IsFor = (ctx: Ctx, values: PlacementValues, personNo: number) => Promise<boolean>;

const HAS_ORDERED: Condition = { kind: 'paid_orders', values: { atLeast: 1, days: null } };

/** Whether a placement is for her at this moment. */
export function createIsFor(conditions: ConditionKit): IsFor {
  const holds = createHoldsNow(conditions);
  return async (ctx, values, personNo) => {
    const condition = conditionOf(values);
    return condition === null || (await holds(ctx, condition, personNo));
  };
}

/** Null: it is for everybody. */
function conditionOf({ for: whom, who }: PlacementValues): Condition | null {
  if (whom === 'newcomers') return { not: HAS_ORDERED };
  return whom === 'buyers' ? HAS_ORDERED : who;
}
