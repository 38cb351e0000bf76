import type { Goal } from '../goal.ts';
import { orderPaid } from './order-paid.ts';

/** What journeys are measured by, a line each. */
export const goals: readonly Goal[] = [orderPaid];
