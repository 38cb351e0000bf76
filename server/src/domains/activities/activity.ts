import type { ActivityPlay, ActivityState } from '@huoshui/contracts/words/activities';
import { DAY_MS } from '../../platform/calendar.ts';
import { CHOICE_DAYS, type CommonValues, type OwnValues } from './activity-form.ts';

export type ActivityRow = {
  readonly no: number;
  readonly id: string;
  readonly play: ActivityPlay;
  readonly name: string;
  readonly state: 'draft' | 'live' | 'stopped';
  readonly warmAt: Date;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly version: number;
  /** Its terms: what every activity has, and what its play reads. */
  readonly values: CommonValues;
  readonly own: OwnValues;
  readonly places: number | null;
  readonly taken: number;
  readonly stoppedAt: Date | null;
  readonly stoppedBecause: string | null;
  readonly settledAt: Date | null;
  readonly createdAt: Date;
};

type Times = Pick<ActivityRow, 'state' | 'warmAt' | 'startsAt' | 'endsAt' | 'settledAt'>;

/** As people see it. */
export function stateOf({ state, warmAt, startsAt, endsAt, settledAt }: Times, now: Date): ActivityState {
  if (state !== 'live') return state;
  if (now < warmAt) return 'scheduled';
  if (now < startsAt) return 'warm_up';
  if (now < endsAt) return 'running';
  return settledAt === null ? 'settling' : 'settled';
}

/** Whether what happened at some moment counts for it. */
export function countsAt({ state, startsAt, endsAt, stoppedAt }: ActivityRow, at: Date): boolean {
  if (state === 'draft' || at < startsAt || at >= endsAt) return false;
  return stoppedAt === null || at < stoppedAt;
}

/** From when on what was reached may be given, under terms that say so. */
export function dueAt(
  { endsAt, stoppedAt }: Pick<ActivityRow, 'endsAt' | 'stoppedAt'>,
  { pays, payDays }: Pick<CommonValues, 'pays' | 'payDays'>,
  now: Date,
): Date {
  if (pays === 'at_once') return now;
  const over = stoppedAt !== null && stoppedAt < endsAt ? stoppedAt : endsAt;
  const due = new Date(over.getTime() + (payDays ?? 0) * DAY_MS);
  return due < now ? now : due;
}

/** When the first of several gifts is due to whoever has not chosen. */
export function choosesUntil(
  activity: Pick<ActivityRow, 'endsAt' | 'stoppedAt'>,
  { pays, payDays }: Pick<CommonValues, 'pays' | 'payDays'>,
  now: Date,
): Date {
  const days = Math.max(CHOICE_DAYS, pays === 'settled' ? (payDays ?? 0) : 0);
  return dueAt(activity, { pays: 'settled', payDays: days }, now);
}
