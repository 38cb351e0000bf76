import type { Trigger } from '../trigger.ts';
import { cardEnding } from './card-ending.ts';
import { cartLeft } from './cart-left.ts';
import { couponExpiring } from './coupon-expiring.ts';
import { couponTaken } from './coupon-taken.ts';
import { levelAtRisk } from './level-at-risk.ts';
import { levelReached } from './level-reached.ts';
import { memberJoined } from './member-joined.ts';
import { orderPaid } from './order-paid.ts';
import { orderReceived } from './order-received.ts';
import { pointsExpiring } from './points-expiring.ts';
import { stageEntered } from './stage-entered.ts';

/** What brings people into journeys, a line each. */
export const triggers: readonly Trigger[] = [
  orderPaid,
  orderReceived,
  memberJoined,
  cartLeft,
  couponTaken,
  stageEntered,
  levelReached,
  levelAtRisk,
  cardEnding,
  couponExpiring,
  pointsExpiring,
];
