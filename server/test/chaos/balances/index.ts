import { activityBalances } from './activities.ts';
import { benefitBalances } from './benefits.ts';
import type { Balance } from './books.ts';
import { distributionBalances } from './distribution.ts';
import { factBalances } from './facts.ts';
import { goodsBalances } from './goods.ts';
import { loyaltyBalances } from './loyalty.ts';
import { moneyBalances } from './money.ts';
import { relationBalances } from './relations.ts';

/** What is added up after a storm. */
export const balances: readonly Balance[] = [
  ...moneyBalances,
  ...goodsBalances,
  ...benefitBalances,
  ...loyaltyBalances,
  ...relationBalances,
  ...activityBalances,
  ...distributionBalances,
  ...factBalances,
];
