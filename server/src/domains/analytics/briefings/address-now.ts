import type { Draft, Field } from '@huoshui/contracts/form';

/** The page of a question, asked about the days of `draft`: a page of the kit has its values in the address, another its days as `range`. */
export function addressNow(address: string, fields: readonly Field[], draft: Draft, moves: boolean): string {
  if (!moves) return address;
  const url = new URL(address, 'http://console');
  const key = fields.find(({ kind, when }) => kind === 'day_range' && when === undefined)?.key;
  const days: unknown = key === undefined ? null : draft[key];
  if (typeof days !== 'object' || days === null || !('from' in days) || !('to' in days)) return address;
  if (url.searchParams.has('values')) url.searchParams.set('values', JSON.stringify(draft));
  else url.searchParams.set('range', `${days.from}..${days.to}`);
  return url.pathname + url.search;
}
