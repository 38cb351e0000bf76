import type { Report } from '../../../platform/report/report.ts';
import { funnelReport } from './funnel.ts';
import { overviewReport } from './overview.ts';
import { repurchaseReport } from './repurchase.ts';
import { retentionReport } from './retention.ts';

/** The reports of analytics; a line a report. */
export const reports: readonly Report[] = [overviewReport, retentionReport, funnelReport, repurchaseReport];
