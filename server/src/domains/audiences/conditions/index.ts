import type { ConditionKind } from '../condition.ts';
import { activityIn, churnSigns } from './activity.ts';
import { alive } from './alive.ts';
import { birthday } from './birthday.ts';
import { bought } from './bought.ts';
import { cameBy } from './came-by.ts';
import { didEvent } from './did-event.ts';
import { didInOrder } from './did-in-order.ts';
import { expectedSpent } from './expected-spent.ts';
import { gradeIn } from './grade-in.ts';
import { hasPhone } from './has-phone.ts';
import { hasTag } from './has-tag.ts';
import { inSegment } from './in-segment.ts';
import { joined } from './joined.ts';
import { livesIn } from './lives-in.ts';
import { orderDate } from './order-date.ts';
import { paidOrders } from './paid-orders.ts';
import { prefers } from './prefers.ts';
import { rfmIn } from './rfm-in.ts';
import { runsOut } from './runs-out.ts';
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
  didInOrder,
  joined,
  alive,
  orderDate,
  expectedSpent,
  gradeIn,
  rfmIn,
  runsOut,
  prefers,
  activityIn,
  churnSigns,
  birthday,
  hasPhone,
  livesIn,
  cameBy,
  inSegment,
];
