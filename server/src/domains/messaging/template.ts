import { type Words, words } from '@huoshui/contracts/words';
import type { AskMoment } from '@huoshui/contracts/words/messaging';
import { ofBenefits } from './built-in/of-benefits.ts';
import { ofGoods } from './built-in/of-goods.ts';
import { ofOrders } from './built-in/of-orders.ts';
import type { Kind } from './gate.ts';

export type Variable = {
  readonly name: string;
  readonly label: Words;
  readonly example: string;
  /** What is said when whoever asks for the message knows no value; without it such a message is not sent. */
  readonly otherwise?: string;
};

/** What the shop tells, whichever way: each channel begins its own text from this. */
export type BuiltIn = {
  readonly key: string;
  readonly name: Words;
  readonly kind: Kind;
  /** It tells of a benefit that was given: without one, or when it is gone, there is nothing to tell. */
  readonly ofBenefit?: true;
  /** It tells of goods that can be had, perhaps at a price: when they are gone, or cost more again, there is nothing to tell. */
  readonly ofGoods?: true;
  /** It is offered by text from the beginning; else an operator switches that on. */
  readonly sms?: true;
  /** What a text says of it, where that is not its first lines. */
  readonly smsText?: string;
  readonly title: string;
  readonly lines: readonly { readonly label: Words; readonly text: string }[];
  /** Page of the mini program it leads to. */
  readonly page: string;
  /** After which acts she is asked to allow it, and what it is good for, in words to her; null: she is never asked. */
  readonly ask: Ask | null;
  readonly variables: readonly Variable[];
};

export type Ask = { readonly at: readonly AskMoment[]; readonly title: Words; readonly text: Words };

/** Every message the shop can send. What operators write for a channel is stored; these are the beginnings. */
export const BUILT_IN: readonly BuiltIn[] = [...ofBenefits, ...ofGoods, ...ofOrders];

export function builtIn(key: string): BuiltIn | undefined {
  return BUILT_IN.find((t) => t.key === key);
}

/** The words for people who know the template by its name; one that is gone is known by its key, and what has words of its own has none. */
export function nameOfTemplate(key: string): Words {
  return (
    builtIn(key)?.name ??
    (/^[a-z]{3}_[0-9a-z]{26}$/.test(key) ? words('另写的内容', 'Words of its own') : words(key, key))
  );
}

export function examplesOf(template: BuiltIn): Readonly<Record<string, string>> {
  return Object.fromEntries(template.variables.map((v) => [v.name, v.example]));
}
