import type { Outcomes } from '../../../platform/outcomes.ts';
import type { Report } from '../../../platform/report/report.ts';
import type { Touches } from '../../../platform/touches.ts';
import type { Grouping } from '../breakdown.ts';
import type { Stages } from '../gmv/stages.ts';
import type { Marks } from '../marks.ts';
import { activityReport } from './activity.ts';
import { attributionReport } from './attribution.ts';
import { eventsReport } from './events.ts';
import { funnelReport } from './funnel.ts';
import { gmvReport } from './gmv.ts';
import { intervalReport } from './interval.ts';
import { ltvReport } from './ltv.ts';
import { outcomesReport } from './outcomes.ts';
import { overviewReport } from './overview.ts';
import { pathsReport } from './paths.ts';
import { repurchaseReport } from './repurchase.ts';
import { retentionReport } from './retention.ts';
import { spreadReport } from './spread.ts';
import { targetReport } from './target.ts';
import { touchesReport } from './touches.ts';

/** The reports of analytics; a line a report. */
export function reports(
  stages: Stages,
  marks: Marks,
  groupings: readonly Grouping[],
  outcomes: () => readonly Outcomes[],
  touches: () => readonly Touches[],
): readonly Report[] {
  return [
    overviewReport,
    retentionReport,
    funnelReport,
    repurchaseReport,
    gmvReport(stages, marks),
    attributionReport(marks),
    ltvReport(marks),
    eventsReport(groupings),
    activityReport,
    pathsReport,
    spreadReport,
    intervalReport,
    targetReport,
    outcomesReport(outcomes),
    touchesReport(touches),
  ];
}
