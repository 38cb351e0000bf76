import { clockText } from '@huoshui/contracts/form-numbers';
import type { weekday } from '@huoshui/contracts/words/stores';
import { addDays, MINUTE_MS, minuteOfDay, shanghaiDay, shanghaiInstant } from '../../platform/calendar.ts';

/** The last minute that a clock shows; whoever closes then closes at midnight. */
export const END_OF_DAY = 1439;
export const MIDNIGHT = 1440;
/** How far an order that needs long looks for open hours: a closed fortnight, and the days that may be booked ahead. */
const LOOKS_AHEAD = 30;
/** What is left of the hours at the end of a day is a slot of its own from here on. Minutes; taste. */
const SHORTEST = 15;

type Weekday = keyof typeof weekday;
/** Minutes of a day, half-open. */
export type OpenWindow = { readonly from: number; readonly to: number };
export type Hours = {
  readonly hours: readonly (OpenWindow & { readonly days: readonly Weekday[] })[];
  readonly holidays: readonly {
    readonly days: { readonly from: string; readonly to: string };
    readonly open: 'closed' | 'hours';
    readonly from: number | null;
    readonly to: number | null;
  }[];
};
export type PickupTerms = Hours & {
  readonly state: 'open' | 'paused' | 'closed';
  readonly pickup: boolean;
  readonly prepare: number | null;
  readonly slot: '30' | '60' | '120' | null;
  readonly ahead: number | null;
};
export type Slot = { readonly day: string; readonly from: Date; readonly to: Date };

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export function weekdayOf(day: string): Weekday {
  return weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun';
}

/** When it is open on a business day, in order; a holiday's row takes the place of the weekday's hours. */
export function windowsOn({ hours, holidays }: Hours, day: string): OpenWindow[] {
  const holiday = holidays.find(({ days }) => days.from <= day && day <= days.to);
  const name = weekdayOf(day);
  const open =
    holiday === undefined
      ? hours.filter(({ days }) => days.includes(name))
      : holiday.open === 'hours' && holiday.from !== null && holiday.to !== null
        ? [{ from: holiday.from, to: holiday.to }]
        : [];
  return open.map(({ from, to }) => ({ from, to: to === END_OF_DAY ? MIDNIGHT : to })).sort((a, b) => a.from - b.from);
}

export function isOpenAt(store: Hours, at: Date): boolean {
  const minute = minuteOfDay(at);
  return windowsOn(store, shanghaiDay(at)).some(({ from, to }) => from <= minute && minute < to);
}

/** 09:00–12:00, 14:00–21:00; empty where it does not open that day. */
export function hoursText(store: Hours, day: string): string {
  return windowsOn(store, day)
    .map(({ from, to }) => `${clockText(from)}–${to === MIDNIGHT ? '24:00' : clockText(to)}`)
    .join(', ');
}

/**
 * When an order that is placed at `now` can be collected: slots within open hours that begin once it is prepared, which only
 * open hours count towards. Pure; Shanghai's days, each slot half-open.
 */
export function slotsOf(store: PickupTerms, now: Date): Slot[] {
  if (store.state !== 'open' || !store.pickup) return [];
  const ready = readyAt(store, now);
  if (ready === null) return [];
  const length = Number(store.slot ?? '60');
  const today = shanghaiDay(now);
  return Array.from({ length: store.ahead ?? 1 }, (_, on) => addDays(today, on)).flatMap((day) =>
    windowsOn(store, day)
      .flatMap((window) => cut(window, length))
      .map(({ from, to }) => ({ day, from: instant(day, from), to: instant(day, to) }))
      .filter(({ from }) => from.getTime() >= ready.getTime()),
  );
}

function cut({ from, to }: OpenWindow, length: number): OpenWindow[] {
  const count = Math.ceil((to - from) / length);
  return Array.from({ length: count }, (_, n) => ({
    from: from + n * length,
    to: Math.min(from + (n + 1) * length, to),
  })).filter((slot) => slot.to - slot.from >= Math.min(SHORTEST, length));
}

/** When the hours that preparing takes have gone by; null where it does not open for so long. */
function readyAt(store: PickupTerms, now: Date): Date | null {
  let left = (store.prepare ?? 0) * MINUTE_MS;
  const today = shanghaiDay(now);
  for (let on = 0; on < LOOKS_AHEAD; on += 1) {
    const day = addDays(today, on);
    for (const window of windowsOn(store, day)) {
      const from = Math.max(instant(day, window.from).getTime(), now.getTime());
      const open = instant(day, window.to).getTime() - from;
      if (open <= 0) continue;
      if (left <= open) return new Date(from + left);
      left -= open;
    }
  }
  return null;
}

function instant(day: string, minute: number): Date {
  return shanghaiInstant(day, minute * MINUTE_MS);
}
