import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { plainWords, type Words, type WordsOf, words } from '@huoshui/contracts/words';
import { trackingEvent } from '@huoshui/contracts/words/tracking';
import type { Selector } from '../../../platform/event-store/selector.ts';
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

/** The name of an event as a question takes it. */
export const isEvent = (text: string): boolean => /^(\*|[a-z][a-z0-9_.]*)$/.test(text);
export const isProperty = (text: string): boolean => /^[A-Za-z_$][A-Za-z0-9_.$]*$/.test(text);

const ops = [
  { value: 'eq', label: words('等于', 'is') },
  { value: 'ne', label: words('不等于', 'is not') },
  { value: 'gte', label: words('大于等于', 'at least') },
  { value: 'lt', label: words('小于', 'less than') },
  { value: 'set', label: words('有值', 'has a value') },
  { value: 'unset', label: words('没有值', 'has none') },
] as const;

/** Properties that the events must have, all of them. */
export const whereField = {
  key: 'where',
  label: words('只看', 'Only with'),
  kind: 'list',
  min: 0,
  max: 5,
  add: words('加一个条件', 'Add a condition'),
  of: [
    { key: 'property', label: words('属性', 'Property'), kind: 'text', max: 64, offers: 'property' },
    { key: 'op', label: words('关系', 'Relation'), kind: 'choice', options: ops, initial: 'eq' },
    {
      key: 'value',
      label: words('值', 'Value'),
      kind: 'text',
      max: 200,
      when: { field: 'op', is: ['eq', 'ne', 'gte', 'lt'] },
    },
  ],
} as const;

type Where = ValuesOf<readonly [typeof whereField]>['where'];

/** The events of a name that meet the conditions. */
export function selectorOf(event: string, where: Where): Selector {
  return {
    event,
    where: where.map(({ property, op, value }) => ({ property, op, ...(value === null ? {} : { value }) })),
  };
}

export function whereProblem(where: Where): Problem | null {
  const bad = where.findIndex(({ property }) => !isProperty(property));
  return bad < 0 ? null : { at: `where.${bad}.property`, words: noProperty };
}

export const noEvent = words('没有这样的行为名称', 'No event is called so');
export const noProperty = words('没有这样的属性名称', 'No property is called so');
