import { useMemo } from 'react';
import { shanghaiDay } from '../calendar.ts';
import { now } from '../now.ts';
import { useSharedText } from '../shared-texts.ts';
import type { Unfinished } from './chart-spec.ts';

/** Of days in order, from which on they are not over: today, and whatever comes after it. */
export function useUnfinished(days: readonly string[]): Unfinished | null {
  const word = useSharedText()('unfinished');
  const from = firstUnfinished(days, shanghaiDay(now()));
  return useMemo(() => (from === -1 ? null : { from, word }), [from, word]);
}

export function firstUnfinished(days: readonly string[], today: string): number {
  return days.findIndex((day) => day >= today);
}
