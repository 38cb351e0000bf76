import type { Report } from '../../../platform/report/report.ts';
import { baseReport } from './base.ts';
import { lifecycleReport } from './lifecycle.ts';
import { rfmReport } from './rfm.ts';
import { valueReport } from './value.ts';

/** The reports of audiences; a line a report. */
export const reports: readonly Report[] = [lifecycleReport, baseReport, rfmReport, valueReport];
