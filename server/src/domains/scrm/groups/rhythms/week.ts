import { valuesOf } from '@huoshui/contracts/words';
import { rhythmDay } from '@huoshui/contracts/words/group-rhythms';
import { addDays, MINUTE_MS, shanghaiDay, shanghaiInstant } from '../../../../platform/calendar.ts';

export type Beat = {
  readonly day: keyof typeof rhythmDay;
  /** Of that day, in Shanghai. */
  readonly at: number;
};
export type Occurrence = { readonly beat: number; readonly day: string; readonly at: Date };

const DAYS = valuesOf(rhythmDay);
const WEEK = 7;

/** When each of these comes, after a moment and up to another (both of this week's length at most a few), in order of time. */
export function occurrences(beats: readonly Beat[], after: Date, until: Date): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let day = shanghaiDay(after); day <= shanghaiDay(until); day = addDays(day, 1))
    for (const [beat, { day: weekday, at: minute }] of beats.entries()) {
      const at = shanghaiInstant(day, minute * MINUTE_MS);
      if (DAYS[weekdayOf(day)] === weekday && at > after && at <= until) found.push({ beat, day, at });
    }
  return found.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.beat - b.beat);
}

/** The first that comes after a moment. */
export function nextOccurrence(beats: readonly Beat[], after: Date): Date {
  const [first] = occurrences(beats, after, new Date(after.getTime() + (WEEK + 1) * 24 * 60 * MINUTE_MS));
  if (first === undefined) throw new Error('a rhythm has no beat');
  return first.at;
}

/** 0 is Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + WEEK - 1) % WEEK;
