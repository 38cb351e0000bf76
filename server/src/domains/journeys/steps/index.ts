import { type ConditionKit, conditionKinds } from '../../audiences/index.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import type { Happenings } from '../happenings.ts';
import type { Kit } from '../kit.ts';
import { askCondition } from '../question.ts';
import type { Step } from '../step.ts';
import { cheaper } from './cheaper.ts';
import { condition } from './condition.ts';
import { exit } from './exit.ts';
import { experiment } from './experiment.ts';
import { filter } from './filter.ts';
import { goTo } from './go-to.ts';
import { grant } from './grant.ts';
import { message } from './message.ts';
import { openedMessage } from './opened-message.ts';
import { paidOrders } from './paid-orders.ts';
import { randomSplit } from './random-split.ts';
import { staffTask } from './staff-task.ts';
import { tag } from './tag.ts';
import { todo } from './todo.ts';
import { usedBenefit } from './used-benefit.ts';
import { wait } from './wait.ts';
import { waitDate } from './wait-date.ts';
import { waitEvent } from './wait-event.ts';
import { waitFor } from './wait-for.ts';
import { waitUntil } from './wait-until.ts';
import { webhook } from './webhook.ts';

/**
 * The steps of the shop, a line each, as the palette shows them. Every condition that audiences know may be asked; how many
 * orders is asked by a step of our own, which can count from the entry.
 */
export const steps = (
  benefits: BenefitKinds,
  conditions: ConditionKit,
  happenings: Happenings,
  kit: () => Kit,
): readonly Step[] => [
  wait,
  waitUntil,
  waitDate,
  waitFor,
  waitEvent(happenings),
  filter(conditions),
  condition(conditions),
  randomSplit,
  experiment,
  paidOrders,
  openedMessage,
  usedBenefit,
  cheaper,
  ...conditionKinds.filter(({ kind }) => kind !== paidOrders.kind).map(askCondition(conditions)),
  message,
  todo,
  staffTask,
  webhook,
  grant(benefits),
  tag,
  goTo(kit),
  exit,
];
