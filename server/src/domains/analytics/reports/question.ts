import { type Words, words } from '@huoshui/contracts/words';

/** What the reports of analytics ask alike. */
export const rangeField = { key: 'range', label: words('日期', 'Days'), kind: 'day_range' } as const;

export const asOfField = {
  key: 'asOf',
  label: words('截至', 'As of'),
  hint: words('不填就是今天；之后发生的不看', 'Empty: today; what came later is not looked at'),
  kind: 'day',
  optional: true,
} as const;

/** A first and a last day, both meant, as people say them. */
export function daysText({ from, to }: { readonly from: string; readonly to: string }): Words {
  return from === to ? words(from, from) : words(`${from} 至 ${to}`, `${from} to ${to}`);
}
