import type { Playbook } from '../playbook.ts';
import { abandonedCart } from './abandoned-cart.ts';
import { firstReview, secondOrderShipping } from './after-first-order.ts';
import { birthday, habitReminder, themeReminder } from './calendar.ts';
import { firstRepurchase } from './first-repurchase.ts';
import { favouritePriceDrop, stockIsBack } from './goods.ts';
import { groupBenefits, groupFirstOrder } from './groups.ts';
import { levelKept, levelUp } from './level-gifts.ts';
import { newFriend } from './new-friend.ts';
import { newMember, silentNewcomer } from './newcomers.ts';
import { orderRestore } from './order-restore.ts';
import { cardRenewal, couponEnding, couponUnused, pointsEnding } from './reminders.ts';
import { runOutReminder } from './run-out.ts';
import { winBack } from './win-back.ts';

/** The playbooks of the shop, a line each. */
export const playbooks: readonly Playbook[] = [
  newMember,
  silentNewcomer,
  newFriend,
  abandonedCart,
  orderRestore,
  favouritePriceDrop,
  stockIsBack,
  firstRepurchase,
  firstReview,
  secondOrderShipping,
  winBack,
  levelUp,
  levelKept,
  couponUnused,
  couponEnding,
  pointsEnding,
  cardRenewal,
  birthday,
  runOutReminder,
  habitReminder,
  themeReminder,
  groupFirstOrder,
  groupBenefits,
];
