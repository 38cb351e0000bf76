import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { formatYuan } from '../../platform/money.ts';
import type { DiscountKind, KindValues } from './kind.ts';
import type { Stacking } from './offer.ts';

/** How an operator lets a rule live with others. Fen. */
export type StackTerms = {
  /**
   * Of its group: `best` of all is used, the `first` that saves anything, or it may `stack` with every other;
   * `alone`: with nothing else at all.
   */
  readonly mode: 'best' | 'first' | 'stack' | 'alone';
  /** Rules that name the same group hold each other back, whatever their kinds; null: those of its kind do. */
  readonly group: string | null;
  readonly priority: number;
  readonly withCoupons: boolean;
  readonly cap: number | null;
  readonly floor: number | null;
};

/** Every one may be left out: a rule that says nothing stands with its kind, and the best of them is used. */
const stackFields = [
  {
    key: 'stackMode',
    label: words('与其他优惠', 'With other rules'),
    kind: 'choice',
    options: [
      {
        value: 'best',
        label: words('同组只用最省的', 'The best of its group'),
        hint: words('同组的几个活动里，只用让顾客省得最多的那个', 'Of the rules of its group the one that saves most'),
      },
      {
        value: 'first',
        label: words('同组按优先级', 'The first of its group'),
        hint: words(
          '同组里优先级更高的活动用得上时，让给它',
          'Gives way to a rule of higher priority that saves anything',
        ),
      },
      { value: 'stack', label: words('可以叠加', 'Adds to all others') },
      { value: 'alone', label: words('不与任何优惠同享', 'With no other offer') },
    ],
    initial: 'best',
    optional: true,
  },
  {
    key: 'stackGroup',
    label: words('组名', 'Group'),
    hint: words(
      '写同一个组名的活动互斥；不填就和同类活动一组',
      'Rules of one group exclude each other. Empty: those of its kind',
    ),
    kind: 'text',
    max: 20,
    optional: true,
    when: { field: 'stackMode', is: ['best', 'first'] },
  },
  {
    key: 'stackPriority',
    label: words('优先级', 'Priority'),
    hint: words('数字大的先算', 'The higher is taken off first'),
    kind: 'count',
    min: 0,
    max: 99,
    initial: 0,
    optional: true,
  },
  {
    key: 'stackCoupons',
    label: words('优惠券', 'Coupons'),
    kind: 'choice',
    options: [
      { value: 'with', label: words('可以同时用券', 'May be used together') },
      { value: 'without', label: words('不与优惠券同享', 'Not together with coupons') },
    ],
    initial: 'with',
    optional: true,
  },
  {
    key: 'stackCap',
    label: words('每单最多优惠', 'Takes off at most, per order'),
    hint: words('不填就不封顶', 'Empty: no cap'),
    kind: 'money',
    min: 1,
    max: 100_000_00,
    optional: true,
  },
  {
    key: 'stackFloor',
    label: words('适用商品至少付', 'Leaves to pay at least'),
    hint: words('优惠后适用商品合计不低于这个金额', 'Of the goods it is for, together'),
    kind: 'money',
    min: 1,
    max: 1_000_000_00,
    optional: true,
  },
] as const satisfies readonly Field[];

type StackValues = ValuesOf<typeof stackFields>;

/** Of a kind: prices are not stacked (the lowest counts), and what gives goods has no sum to cap. */
export function stackFieldsOf({ layer }: Pick<DiscountKind, 'layer'>): readonly Field[] {
  if (layer === 'unit') return [];
  return layer === 'gift' ? stackFields.filter(({ key }) => !sums.has(key)) : stackFields;
}

const sums: ReadonlySet<string> = new Set(['stackCap', 'stackFloor']);

export function isStackKey(key: string): boolean {
  return stackFields.some((field) => field.key === key);
}

/** Of checked values. */
export function stackTermsIn(values: KindValues): StackTerms {
  const { stackMode, stackGroup, stackPriority, stackCoupons, stackCap, stackFloor } = values;
  return {
    mode: modes.find((one) => one === stackMode) ?? 'best',
    group: typeof stackGroup === 'string' ? stackGroup : null,
    priority: typeof stackPriority === 'number' ? stackPriority : 0,
    withCoupons: stackCoupons !== 'without',
    cap: typeof stackCap === 'number' ? stackCap : null,
    floor: typeof stackFloor === 'number' ? stackFloor : null,
  };
}

const modes = ['best', 'first', 'stack', 'alone'] as const;

/** The form's values of what is kept, as far as its kind asks for them. */
export function stackValues(terms: StackTerms, kind: Pick<DiscountKind, 'layer'>): Partial<StackValues> {
  const { mode, group, priority, withCoupons, cap, floor } = terms;
  if (kind.layer === 'unit') return {};
  return {
    stackMode: mode,
    stackGroup: group,
    stackPriority: priority,
    stackCoupons: withCoupons ? 'with' : 'without',
    ...(kind.layer === 'gift' ? {} : { stackCap: cap, stackFloor: floor }),
  };
}

export function stackingOf(id: string, terms: StackTerms, { stacking, layer }: DiscountKind): Stacking {
  const { mode, group, priority, withCoupons, cap, floor } = terms;
  const named = group === null ? `promotions.${stacking.group}` : `promotions.named.${group}`;
  return {
    ...stacking,
    group: mode === 'stack' ? `promotions.own.${id}` : named,
    exclusive: mode === 'alone',
    priority,
    givesWay: mode === 'first',
    notWith: withCoupons ? null : 'coupons',
    cap,
    floor: layer === 'shipping' ? null : floor,
  };
}

/** What is not as it is for most rules. */
export function stackTexts({ mode, group, withCoupons, cap, floor }: StackTerms): Words[] {
  return [
    ...(mode === 'alone' ? [words('不与任何优惠同享', 'with no other offer')] : []),
    ...(mode === 'stack' ? [words('可与其他活动叠加', 'adds to all others')] : []),
    ...(mode === 'first' ? [words('同组按优先级', 'the first of its group')] : []),
    ...(group === null ? [] : [words(`与「${group}」组互斥`, `one of the group “${group}”`)]),
    ...(withCoupons ? [] : [words('不与优惠券同享', 'not with coupons')]),
    ...(cap === null ? [] : [words(`最多优惠 ${formatYuan(cap)}`, `at most ¥${formatYuan(cap)} off`)]),
    ...(floor === null ? [] : [words(`至少付 ${formatYuan(floor)}`, `leaves ¥${formatYuan(floor)} at least`)]),
  ];
}
