import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { weekday } from '@huoshui/contracts/words/stores';

const weekdays = valuesOf(weekday);

/** Monday first, as the week is read here. */
export const weekdayOptions = weekdays.map((value) => ({ value, label: weekday[value] }));

/** The day of the week of a business day, as its option is called. */
export function weekdayOf(day: string): string {
  return weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? '';
}

export function weekdaysText(chosen: readonly string[]): Words {
  const named = weekdays.filter((value) => chosen.includes(value)).map((value) => weekday[value]);
  return joinWords(named, words('、', ', '));
}
