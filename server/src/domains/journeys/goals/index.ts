import type { Goal } from '../goal.ts';
import { benefitUsed } from './benefit-used.ts';
import { orderOfGoods } from './order-of-goods.ts';
import { orderPaid } from './order-paid.ts';

/** What journeys are measured by, a line each. */
export const goals: readonly Goal[] = [orderPaid, orderOfGoods, benefitUsed];
