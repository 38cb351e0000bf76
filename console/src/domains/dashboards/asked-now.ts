import type { Draft, Field } from '@huoshui/contracts/form';
import { lastDays } from '../../ui/report/day-range.ts';

type Kept = { readonly values: Draft; readonly lastDays: number | null; readonly address: string };

/** What a saved question asks today: days that move with the calendar end with today. */
export function askedNow({ values, lastDays: days }: Kept, fields: readonly Field[]): Draft {
  if (days === null) return values;
  return { ...values, ...Object.fromEntries(rangesOf(fields).map((key) => [key, { ...lastDays(days) }])) };
}

/** Its page, asked about the same days: a page of the kit has its values in the address, another its days as `range`. */
export function addressNow(kept: Kept, fields: readonly Field[]): string {
  if (kept.lastDays === null) return kept.address;
  const url = new URL(kept.address, 'http://console');
  const { from, to } = lastDays(kept.lastDays);
  const values = url.searchParams.get('values');
  if (values === null) url.searchParams.set('range', `${from}..${to}`);
  else url.searchParams.set('values', JSON.stringify(askedNow(kept, fields)));
  return url.pathname + url.search;
}

/** Days that are asked only beside some other choice (those of a comparison) were meant as they stand. */
export function rangesOf(fields: readonly Field[]): readonly string[] {
  return fields.filter(({ kind, when }) => kind === 'day_range' && when === undefined).map(({ key }) => key);
}
