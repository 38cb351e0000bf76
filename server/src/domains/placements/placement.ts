import type { placementKind, placementPage, placementState } from '@huoshui/contracts/words/placements';
import { shanghaiDay } from '../../platform/calendar.ts';
import type { Frequency } from './frequency.ts';
import type { PlacementValues } from './placement-form.ts';
import { isOver, type Schedule } from './schedule.ts';

export type PlacementRow = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly kind: keyof typeof placementKind;
  readonly pages: readonly (keyof typeof placementPage)[];
  readonly state: 'draft' | 'live' | 'paused' | 'ended';
  readonly priority: number;
  readonly values: PlacementValues;
  readonly version: number;
  readonly createdAt: Date;
};

export function scheduleOf({ days, weekdays, fromMinute, toMinute }: PlacementValues): Schedule {
  return {
    firstDay: days?.from ?? null,
    lastDay: days?.to ?? null,
    hours: fromMinute === null || toMinute === null ? null : { from: fromMinute, to: toMinute },
    weekdays: (weekdays ?? []).map(Number),
  };
}

export function frequencyOf({ pace, times, every, inAll, stops, rest }: PlacementValues): Frequency {
  return {
    pace:
      pace === 'daily'
        ? { kind: 'daily', times: times ?? 1 }
        : pace === 'days'
          ? { kind: 'days', every: every ?? 1 }
          : { kind: 'always' },
    inAll,
    stopsAfterTap: stops?.includes('tap') ?? false,
    stopsAfterClose: stops?.includes('close') ?? false,
    // Saved before there was a rest.
    restAfterClose: rest ?? null,
  };
}

/** Where a tap leads: the page, and the thing on it. */
export function targetOf({ target, coupon, product, category, store, quiz }: PlacementValues) {
  return { target, targetId: coupon ?? product ?? category ?? store ?? quiz };
}

/** As operators see it: one that is live is scheduled before its first day and over after its last. */
export function stateOf(
  { state, values }: Pick<PlacementRow, 'state' | 'values'>,
  now: Date,
): keyof typeof placementState {
  if (state === 'draft' || state === 'ended') return state;
  const schedule = scheduleOf(values);
  if (isOver(schedule, now)) return 'ended';
  if (state === 'paused') return 'paused';
  return schedule.firstDay !== null && shanghaiDay(now) < schedule.firstDay ? 'scheduled' : 'live';
}
