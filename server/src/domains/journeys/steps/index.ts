import type { Step } from '../step.ts';
import { exit } from './exit.ts';
import { grant } from './grant.ts';
import { hasTag } from './has-tag.ts';
import { message } from './message.ts';
import { openedMessage } from './opened-message.ts';
import { paidOrders } from './paid-orders.ts';
import { stageIn } from './stage-in.ts';
import { tag } from './tag.ts';
import { usedBenefit } from './used-benefit.ts';
import { wait } from './wait.ts';
import { waitFor } from './wait-for.ts';
import { waitUntil } from './wait-until.ts';

/** The steps of the shop, a line each, as the palette shows them. */
export const steps: readonly Step[] = [
  wait,
  waitUntil,
  waitFor,
  paidOrders,
  stageIn,
  hasTag,
  openedMessage,
  usedBenefit,
  message,
  grant,
  tag,
  exit,
];
