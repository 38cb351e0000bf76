import type { Report } from '../../../platform/report/report.ts';
import type { Stages } from '../gmv/stages.ts';
import { funnelReport } from './funnel.ts';
import { gmvReport } from './gmv.ts';
import { overviewReport } from './overview.ts';
import { repurchaseReport } from './repurchase.ts';
import { retentionReport } from './retention.ts';

/** The reports of analytics; a line a report. */
export function reports(stages: Stages): readonly Report[] {
  return [overviewReport, retentionReport, funnelReport, repurchaseReport, gmvReport(stages)];
}
