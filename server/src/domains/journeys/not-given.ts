import { type Words, words } from '@huoshui/contracts/words';
import { giftRefused } from '@huoshui/contracts/words/journeys';
import type { Names } from '../../platform/form/form.ts';
import type { RunContext } from './run.ts';

/** What a run keeps of the last gift that its journey had for her and she did not get, whatever she got later. */
export function notGiven(outcome: string, benefit: string): { readonly notGiven: string } {
  return { notGiven: `${outcome} ${benefit}` };
}

/** What that was, and why. */
export function readNotGiven({ notGiven = '' }: RunContext): { readonly why: Words; readonly benefit: string } | null {
  const [outcome = '', benefit = ''] = notGiven.split(' ');
  const found = Object.entries(giftRefused).find(([key]) => key === outcome);
  return found === undefined ? null : { why: found[1], benefit };
}

export function notGivenWords(context: RunContext, names: Names): Words | null {
  const told = readNotGiven(context);
  if (told === null) return null;
  const name = names('benefit', told.benefit) ?? words('已删除的权益', 'a benefit that is gone');
  return words(`没有送出「${name.zh}」：${told.why.zh}`, `“${name.en}” was not given: ${told.why.en}`);
}
