import type { ActivityPlay } from '@huoshui/contracts/words/activities';
import type { Play } from './play.ts';
import { bargain } from './plays/bargain.ts';
import { fission } from './plays/fission.ts';
import { flashSale } from './plays/flash-sale.ts';
import { groupBuy } from './plays/group-buy.ts';
import { invite } from './plays/invite.ts';
import { likes } from './plays/likes.ts';
import { lottery } from './plays/lottery.ts';
import { orderGoal } from './plays/order-goal.ts';
import { spendingGoal } from './plays/spending-goal.ts';

/** Every way of playing that the house knows, in the order of the palette. */
export const plays: readonly Play[] = [
  invite,
  fission,
  likes,
  orderGoal,
  spendingGoal,
  groupBuy,
  lottery,
  flashSale,
  bargain,
];

export function playOf(name: ActivityPlay): Play {
  const found = plays.find(({ play }) => play === name);
  if (found === undefined) throw new Error(`no play is called ${name}`);
  return found;
}
