import { type Words, words } from '@huoshui/contracts/words';
import { ltvBranching, ltvStart } from '@huoshui/contracts/words/analytics';
import { asOfField, daysText, rangeField } from '../reports/question.ts';
import type { LtvInput } from './ltv.ts';

/** The fields that ask for what members are worth over time, wherever it is asked. */
export const ltvFields = [
  rangeField,
  {
    key: 'start',
    label: words('从什么算起', 'Begins with'),
    kind: 'choice',
    options: [
      { value: 'joined', label: ltvStart.joined },
      { value: 'first_order', label: ltvStart.first_order },
    ],
    initial: 'joined',
  },
  {
    key: 'period',
    label: words('周期', 'Period'),
    kind: 'choice',
    options: [
      { value: 'month', label: words('月', 'Month') },
      { value: 'week', label: words('周', 'Week') },
    ],
    initial: 'month',
  },
  {
    key: 'by',
    label: words('分组', 'Groups'),
    kind: 'choice',
    options: [
      { value: 'channel', label: ltvBranching.channel },
      { value: 'whole', label: ltvBranching.whole },
    ],
    initial: 'channel',
  },
  asOfField,
] as const;

type Asked = {
  readonly range: { readonly from: string; readonly to: string };
  readonly start: 'joined' | 'first_order';
  readonly period: 'week' | 'month';
  readonly by: 'whole' | 'channel';
  readonly asOf: string | null;
};

export function ltvInput({ range, asOf, ...how }: Asked): LtvInput {
  return { ...range, ...how, asOf: asOf ?? undefined };
}

export function ltvText({ range, start }: Pick<Asked, 'range' | 'start'>): Words {
  const days = daysText(range);
  const began = ltvStart[start];
  return words(`${days.zh}${began.zh}的会员`, `Members by ${began.en.toLowerCase()} in ${days.en}`);
}
