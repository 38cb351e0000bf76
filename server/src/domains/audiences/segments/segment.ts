import type { Condition } from '@huoshui/contracts/condition';
import { nextMinuteOfDay } from '../../../platform/calendar.ts';

export type SegmentKind = 'rule' | 'list';
export type SegmentState = 'active' | 'archived';
export type RefreshReason = 'first' | 'refresh' | 'edited' | 'uploaded';

/** When a segment is looked at again; `hour` of the day in Shanghai. */
export type RefreshPlan = { readonly refresh: 'manual' | 'hourly' | 'daily'; readonly hour: number | null };

const HOUR_MS = 3_600_000;

/** The next full hour, or the next time that hour comes; null where nobody looks by a plan. */
export function nextLook({ refresh, hour }: RefreshPlan, after: Date): Date | null {
  if (refresh === 'manual') return null;
  if (refresh === 'hourly') return new Date((Math.floor(after.getTime() / HOUR_MS) + 1) * HOUR_MS);
  return nextMinuteOfDay(new Date(after.getTime() + 1), (hour ?? 0) * 60);
}

/** Every segment that a condition asks for, and where. */
export function segmentsIn(condition: Condition, at = ''): readonly { readonly id: string; readonly at: string }[] {
  const many = (key: 'all' | 'any', parts: readonly Condition[]) =>
    parts.flatMap((part, n) => segmentsIn(part, `${at}${key}.${n}.`));
  if ('all' in condition) return many('all', condition.all);
  if ('any' in condition) return many('any', condition.any);
  if ('not' in condition) return segmentsIn(condition.not, `${at}not.`);
  const id = condition.values.segment;
  return condition.kind === 'segment' && typeof id === 'string' ? [{ id, at: `${at}values.segment` }] : [];
}
