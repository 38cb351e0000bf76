import type { ChoiceField, NumberField, TextField } from '@huoshui/contracts/form';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { readAsOf } from '../../../platform/event-store/range.ts';
import type { Breakdown, Grouping } from '../breakdown.ts';

export type BreakdownWords = ReadonlyMap<string, Words>;

/** By what a report may be taken apart. */
export function breakdownFields(groupings: readonly Grouping[]) {
  return [
    {
      key: 'breakdown',
      label: words('拆分', 'Broken down'),
      kind: 'choice',
      initial: 'none',
      options: [
        { value: 'none', label: words('不拆分', 'Not at all') },
        { value: 'property', label: words('按属性', 'By a property') },
        ...groupings.map((one) => ({
          value: one.key,
          label: words(`按${one.words.zh}`, `By ${one.words.en.toLowerCase()}`),
        })),
      ],
    } as const satisfies ChoiceField,
    {
      key: 'breakdownProperty',
      label: words('属性', 'Property'),
      kind: 'text',
      max: 64,
      initial: 'page',
      offers: 'property',
      when: { field: 'breakdown', is: ['property'] },
    } as const satisfies TextField,
    {
      key: 'top',
      label: words('最多几个', 'At most'),
      hint: words('其余合为一个', 'All others are one'),
      kind: 'count',
      min: 1,
      max: 20,
      initial: 5,
      when: { field: 'breakdown', is: ['property', ...groupings.map(({ key }) => key)] },
    } as const satisfies NumberField,
  ] as const;
}

type Asked = { readonly kind: string; readonly property: string | null; readonly asOf: string | null };

/** What a choice of these fields takes apart, and what its values are called. */
export async function breakdownOf(
  ctx: Ctx,
  groupings: readonly Grouping[],
  { kind, property, asOf }: Asked,
): Promise<{ readonly breakdown: Breakdown | null; readonly words: BreakdownWords }> {
  if (kind === 'property' && property !== null) return { breakdown: { kind, property }, words: new Map() };
  const grouping = groupings.find(({ key }) => key === kind);
  if (!grouping) return { breakdown: null, words: new Map() };
  const groups = await grouping.groups(ctx, readAsOf(ctx, asOf).moment);
  return {
    breakdown: { kind: 'persons', groups },
    words: new Map([...groups.map((one) => [one.key, one.words] as const), ['', grouping.rest]]),
  };
}

export function groupText(value: string, named: BreakdownWords): Words {
  return named.get(value) ?? (value === '' ? words('（无）', '(none)') : plainWords(value));
}
