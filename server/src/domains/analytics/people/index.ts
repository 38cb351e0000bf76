import type { People } from '../../../platform/people/people.ts';
import { eventPeople } from './event.ts';
import { funnelPeople } from './funnel.ts';
import { overviewPeople } from './overview.ts';
import { repurchasePeople } from './repurchase.ts';
import { retentionPeople } from './retention.ts';

/** Whom the numbers of analytics count; a line a report. */
export const questions: readonly People[] = [
  overviewPeople,
  retentionPeople,
  funnelPeople,
  repurchasePeople,
  eventPeople,
];
