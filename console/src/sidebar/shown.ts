import { sizedAddress } from '@huoshui/contracts/picture-address';
import { addDays, dayStart, formatTime, shanghaiDay } from '../ui/calendar.ts';
import { now } from '../ui/now.ts';

/** A day of the shop, of a day or of an instant; of this year without the year. */
export function dayOf(at: string): string {
  const day = at.length === 10 ? at : shanghaiDay(new Date(at));
  return day.startsWith(today().slice(0, 4)) ? day.slice(5) : day;
}

/** The same with the time. */
export const timeOf = (at: string): string => `${dayOf(at)}${formatTime(at).slice(10)}`;

const today = (): string => shanghaiDay(now());

/** A business day so many days on. */
export const dayAfter = (days: number): string => addDays(today(), days);

/** Ten in the morning of that day. */
export function tenOn(day: string): string {
  return new Date(Date.parse(dayStart(day)) + 10 * 3_600_000).toISOString();
}

/** Twice as many pixels as it takes of the screen. */
export const pictureOf = (address: string, pixels: number): string => sizedAddress(address, pixels * 2);
