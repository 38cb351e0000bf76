import type { People } from '../../../platform/people/people.ts';
import { segmentMovedPeople, segmentPeople } from '../segments/people.ts';
import { movedPeople } from './moved.ts';
import { rfmGroupPeople, rfmScorePeople } from './rfm.ts';
import { stagePeople } from './stage.ts';
import { valuePeople } from './value.ts';

/** Whom the numbers of audiences count; a line a number. */
export const questions: readonly People[] = [
  stagePeople,
  movedPeople,
  rfmGroupPeople,
  rfmScorePeople,
  valuePeople,
  segmentPeople,
  segmentMovedPeople,
];
