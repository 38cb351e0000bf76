import { type Words, words } from '@huoshui/contracts/words';
import { gmvBranching, type ReportComparison, reportComparison } from '@huoshui/contracts/words/analytics';
import { asOfField, daysText, rangeField } from '../reports/question.ts';
import type { GmvInput } from './gmv-tree.ts';

/** The fields that ask for a GMV tree, wherever it is asked. */
export const gmvFields = [
  rangeField,
  {
    key: 'compare',
    label: words('对比', 'Compared with'),
    kind: 'choice',
    options: [
      { value: 'before', label: reportComparison.before },
      { value: 'week', label: reportComparison.week },
      { value: 'month', label: reportComparison.month },
      { value: 'year', label: reportComparison.year },
      { value: 'chosen', label: reportComparison.chosen },
    ],
    initial: 'before',
  },
  {
    key: 'with',
    label: words('对比的日期', 'Those days'),
    kind: 'day_range',
    when: { field: 'compare', is: ['chosen'] },
  },
  {
    key: 'by',
    label: words('分支', 'Branches'),
    kind: 'choice',
    options: [
      { value: 'newness', label: gmvBranching.newness },
      { value: 'channel', label: gmvBranching.channel },
      { value: 'stage', label: gmvBranching.stage },
      { value: 'category', label: gmvBranching.category },
      { value: 'whole', label: gmvBranching.whole },
    ],
    initial: 'newness',
  },
  asOfField,
] as const;

type Days = { readonly from: string; readonly to: string };
type Asked = {
  readonly range: Days;
  readonly compare: ReportComparison;
  readonly with: Days | null;
  readonly by: NonNullable<GmvInput['by']>;
  readonly asOf: string | null;
};

export function gmvInput({ range, compare, with: others, by, asOf }: Asked): GmvInput {
  return { ...range, compare, by, asOf: asOf ?? undefined, ...(others === null ? {} : { with: others }) };
}

/** `10 月的…，对比上月同期`. */
export function comparedText({ range, compare, with: others }: Pick<Asked, 'range' | 'compare' | 'with'>): Words {
  const days = daysText(range);
  const against = others === null ? reportComparison[compare] : daysText(others);
  return words(`${days.zh}，对比${against.zh}`, `${days.en}, against ${against.en.toLowerCase()}`);
}
