import type { ConditionKind } from '../condition.ts';
import { alive } from './alive.ts';
import { bought } from './bought.ts';
import { didEvent } from './did-event.ts';
import { hasTag } from './has-tag.ts';
import { joined } from './joined.ts';
import { paidOrders } from './paid-orders.ts';
import { spent } from './spent.ts';
import { stageIn } from './stage-in.ts';

/** Every kind of condition there is; a line a kind. */
export const conditionKinds: readonly ConditionKind[] = [
  stageIn,
  hasTag,
  paidOrders,
  spent,
  bought,
  didEvent,
  joined,
  alive,
];
