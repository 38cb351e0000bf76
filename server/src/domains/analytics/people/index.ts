import type { People } from '../../../platform/people/people.ts';
import type { Touches } from '../../../platform/touches.ts';
import type { Grouping } from '../breakdown.ts';
import type { Stages } from '../gmv/stages.ts';
import type { Marks } from '../marks.ts';
import { activityPeople } from './activity.ts';
import { attributionPeople } from './attribution.ts';
import { didPeople } from './did.ts';
import { eventPeople } from './event.ts';
import { funnelPeople } from './funnel.ts';
import { gmvPeople } from './gmv.ts';
import { intervalPeople } from './interval.ts';
import { ltvPeople } from './ltv.ts';
import { overviewPeople } from './overview.ts';
import { pathPeople } from './path.ts';
import { repurchasePeople } from './repurchase.ts';
import { retentionPeople } from './retention.ts';
import { spreadPeople } from './spread.ts';
import { touchesPeople } from './touches.ts';

/** Whom the numbers of analytics count; a line a report. */
export function questions(
  stages: Stages,
  marks: Marks,
  groupings: readonly Grouping[],
  touches: () => readonly Touches[],
): readonly People[] {
  return [
    overviewPeople,
    retentionPeople,
    funnelPeople,
    repurchasePeople,
    eventPeople,
    gmvPeople(stages),
    ltvPeople(marks),
    attributionPeople,
    didPeople(groupings),
    activityPeople,
    pathPeople,
    spreadPeople,
    intervalPeople,
    touchesPeople(touches),
  ];
}
