import type { ConditionKit } from '../../audiences/index.ts';
import type { Trigger } from '../trigger.ts';
import { accountFollowed } from './account-followed.ts';
import { backInStock } from './back-in-stock.ts';
import { call } from './call.ts';
import { cardEnding } from './card-ending.ts';
import { cartLeft } from './cart-left.ts';
import { couponExpiring } from './coupon-expiring.ts';
import { couponTaken } from './coupon-taken.ts';
import { favouriteFell } from './favourite-fell.ts';
import { friendAdded } from './friend-added.ts';
import { friendLost } from './friend-lost.ts';
import { groupJoined } from './group-joined.ts';
import { groupLeft } from './group-left.ts';
import { habitDay } from './habit-day.ts';
import { levelAtRisk } from './level-at-risk.ts';
import { levelReached } from './level-reached.ts';
import { type MemberDates, memberDate } from './member-date.ts';
import { memberJoined } from './member-joined.ts';
import { orderCancelled } from './order-cancelled.ts';
import { orderPaid } from './order-paid.ts';
import { orderReceived } from './order-received.ts';
import { pointsExpiring } from './points-expiring.ts';
import { runsOut } from './runs-out.ts';
import { schedule } from './schedule.ts';
import { segmentEntered } from './segment-entered.ts';
import { segmentLeft } from './segment-left.ts';
import { stageEntered } from './stage-entered.ts';
import { themeDay } from './theme-day.ts';

/** What brings people into journeys, a line each. */
export const triggers: readonly Trigger[] = [
  orderPaid,
  orderReceived,
  orderCancelled,
  memberJoined,
  friendAdded,
  friendLost,
  groupJoined,
  groupLeft,
  accountFollowed,
  cartLeft,
  favouriteFell,
  backInStock,
  runsOut,
  couponTaken,
  stageEntered,
  levelReached,
  levelAtRisk,
  cardEnding,
  couponExpiring,
  pointsExpiring,
  segmentLeft,
  call,
];

/** What asks conditions, and moments that bring people in: what days members have is handed in, and asked for only where it is. */
export const moments = (conditions: ConditionKit, dates: MemberDates | undefined): readonly Trigger[] => [
  segmentEntered(conditions),
  schedule(conditions),
  themeDay(conditions),
  habitDay,
  ...(dates ? [memberDate(dates)] : []),
];
