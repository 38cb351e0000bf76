import { plainWords, type Words, type WordsOf, words } from '@huoshui/contracts/words';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import { orderPaid, orderPlaced, orderRefunded } from '../../orders/events.ts';

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

const named: WordsOf<string> = {
  ...trackingEvent,
  ...Object.fromEntries([orderPlaced, orderPaid, orderRefunded].map(({ type, words }) => [type, words])),
  '*': words('任意行为', 'any act'),
};

/** What a sentence calls an event: those that reports begin with by their words, a shop's own by its name. */
export function eventText(name: string): Words {
  return (Object.hasOwn(named, name) ? named[name] : undefined) ?? plainWords(name);
}
