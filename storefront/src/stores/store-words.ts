import type { Answer } from '../api/index.ts';
import { t } from './texts.ts';

export type Store = Answer<'GET /api/shop/stores'>['items'][number];

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** 11-30 周一 */
export function dayWords(day: string): string {
  return `${day.slice(5)} ${t(days[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun')}`;
}

export function openWords({ state, openNow }: Store): string {
  if (state === 'paused') return t('paused');
  return t(openNow ? 'openNow' : 'shut');
}

export function todayWords({ today }: Store): string {
  return today === null ? t('todayNone') : t('today', { hours: today });
}

/** 850 米, 2.3 公里 */
export function distanceWords(metres: number): string {
  if (metres < 1000) return t('metres', { n: metres });
  return t('kilometres', { n: metres < 10_000 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
}

/** 浙江省/杭州市 → 杭州市 */
export function cityOf(region: string): string {
  return region.split('/').at(-1) ?? region;
}
