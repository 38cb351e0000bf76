import type { ConditionKit } from '../../audiences/index.ts';
import type { ExitRule } from '../exit-rule.ts';
import type { Happenings } from '../happenings.ts';
import { condition } from './condition.ts';
import { event } from './event.ts';
import { orderPaid } from './order-paid.ts';
import { orderRefunded } from './order-refunded.ts';
import { refused } from './refused.ts';
import { segment } from './segment.ts';

/** What may end a run, a line each. */
export const exitRules = (conditions: ConditionKit, happenings: Happenings): readonly ExitRule[] => [
  orderPaid,
  orderRefunded,
  refused,
  segment,
  condition(conditions),
  event(happenings),
];
