import type { Playbook } from '../playbook.ts';
import { abandonedCart } from './abandoned-cart.ts';
import { firstRepurchase } from './first-repurchase.ts';
import { favouritePriceDrop, stockIsBack } from './goods.ts';
import { levelKept, levelUp } from './level-gifts.ts';
import { cardRenewal, couponEnding, couponUnused, pointsEnding } from './reminders.ts';
import { winBack } from './win-back.ts';

/** The playbooks of the shop, a line each. */
export const playbooks: readonly Playbook[] = [
  abandonedCart,
  favouritePriceDrop,
  stockIsBack,
  firstRepurchase,
  winBack,
  levelUp,
  levelKept,
  couponUnused,
  couponEnding,
  pointsEnding,
  cardRenewal,
];
