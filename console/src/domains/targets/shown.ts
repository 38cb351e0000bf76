import type { WatchedFigure } from '@huoshui/contracts/words/targets';
import type { Answer } from '../../ground/api.ts';
import { formatCount, formatYuan, formatYuanCompact } from '../../ui/format.ts';
import type { Language } from '../../ui/language.ts';

export type Target = Answer<'GET /api/admin/targets'>['items'][number];
export type Progress = Answer<'GET /api/admin/reports/targets'>['items'][number];
export type Anomaly = Answer<'GET /api/admin/anomalies'>['items'][number];

/** A number of a target in its own kind: fen, a count, or points of a percent. */
export function shownOf(figure: Target['figure'], value: number, language?: Language): string {
  if (figure === 'repurchase') return `${Math.round(value * 10) / 10}%`;
  if (figure !== 'spent') return formatCount(Math.round(value));
  return language === undefined ? formatYuan(Math.round(value)) : formatYuanCompact(Math.round(value), language);
}

export function shownFigure(figure: WatchedFigure, value: number): string {
  return figure === 'gmv' ? formatYuan(value) : formatCount(value);
}
