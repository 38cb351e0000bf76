import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind } from '../kind.ts';
import { firstThatDoesNotRise, foldText, next, percentOf } from '../tier.ts';

type Tier = { readonly threshold: number; readonly percentOff: number; readonly cap: number | null };

/** 满折: from an amount on, a percentage off, at most a cap; of several tiers the highest reached counts. */
export const percentOff = discountKind({
  kind: 'percent_off',
  words: words('满折', 'Percentage off'),
  about: words('满一定金额打折，可以封顶', 'Takes a percentage off from an amount on, with a cap if you like'),
  layer: 'order',
  stacking: { group: 'order', once: 'cart', base: 'current' },
  form: form({
    fields: [
      {
        key: 'tiers',
        label: words('档位', 'Tiers'),
        hint: words(
          '一单只享受能达到的最高一档；打 8 折填减 20%，门槛填 0 就是无门槛',
          'An order gets the highest tier it reaches; a threshold of 0 is none',
        ),
        kind: 'list',
        min: 1,
        max: 5,
        add: words('加一档', 'Add a tier'),
        of: [
          { key: 'threshold', label: words('满', 'From'), kind: 'money', min: 0, max: 1_000_000_00 },
          { key: 'percentOff', label: words('减', 'Take off'), kind: 'percent', min: 1, max: 99 },
          {
            key: 'cap',
            label: words('最多减', 'At most'),
            kind: 'money',
            min: 1,
            max: 100_000_00,
            optional: true,
          },
        ],
      },
    ],
    problem: ({ tiers }) => {
      const flat = firstThatDoesNotRise<Tier>(tiers, from, (tier) => tier.percentOff);
      if (flat < 0) return null;
      return {
        at: `tiers.${flat}.threshold`,
        words: words(
          '档位要从低到高，门槛越高折扣越大',
          'Each tier must ask for more and give more than the one before',
        ),
      };
    },
    sentence: ({ tiers }) => joinWords(tiers.map(stepText), words('，', ', ')),
  }),
  badge: ({ tiers: [tier] }) =>
    tier && tier.threshold === 0
      ? words(`${foldText(tier.percentOff)}折`, `${tier.percentOff}% off`)
      : words('满折', '% off'),
  ceiling: ({ tiers }, { base, open }) => {
    let most = 0;
    for (const tier of tiers) {
      if (tier.threshold > base) break;
      most = Math.max(most, offOf(tier, base));
    }
    return Math.min(most, open);
  },
  savings: ({ tiers }, { base, open }) => {
    let reached: Tier | null = null;
    for (const tier of tiers) {
      if (tier.threshold > base) break;
      reached = tier;
    }
    return reached === null ? 0 : Math.min(offOf(reached, base), open);
  },
  missing: ({ tiers }, { base }) => {
    const step = next<Tier>(tiers, base, from);
    return step ? { need: { fen: step.threshold - base }, of: step.threshold, brings: stepText(step) } : null;
  },
});

const from = (tier: Tier) => tier.threshold;

function offOf({ percentOff, cap }: Tier, base: number): number {
  const off = percentOf(base, percentOff);
  return cap === null ? off : Math.min(off, cap);
}

function stepText({ threshold, percentOff, cap }: Tier) {
  const yuan = formatYuan(threshold);
  const from = threshold === 0 ? words('', '') : words(`满 ${yuan} `, ` from ¥${yuan}`);
  const most = cap === null ? words('', '') : words(`、最多减 ${formatYuan(cap)}`, ` (at most ¥${formatYuan(cap)})`);
  return words(`${from.zh}打 ${foldText(percentOff)} 折${most.zh}`, `${percentOff}% off${from.en}${most.en}`);
}
