import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind } from '../kind.ts';
import { firstThatDoesNotRise, next } from '../tier.ts';

type Tier = { readonly threshold: number; readonly off: number };

/** 满减: from an amount on, money off; of several tiers the highest reached counts. */
export const amountOff = discountKind({
  kind: 'amount_off',
  words: words('满减', 'Money off'),
  about: words('满一定金额减一定金额，提高客单价', 'Takes money off from an amount on: raises the order value'),
  layer: 'order',
  stacking: { group: 'order', once: 'cart', base: 'current' },
  form: form({
    fields: [
      {
        key: 'tiers',
        label: words('档位', 'Tiers'),
        hint: words('一单只享受能达到的最高一档；门槛填 0 就是无门槛', 'An order gets the highest tier it reaches'),
        kind: 'list',
        min: 1,
        max: 5,
        add: words('加一档', 'Add a tier'),
        of: [
          { key: 'threshold', label: words('满', 'From'), kind: 'money', min: 0, max: 1_000_000_00 },
          { key: 'off', label: words('减', 'Take off'), kind: 'money', min: 1, max: 100_000_00 },
        ],
      },
    ],
    problem: ({ tiers }) => {
      const more = tiers.findIndex(({ threshold, off }) => threshold > 0 && off > threshold);
      if (more >= 0)
        return {
          at: `tiers.${more}.off`,
          words: words('减的金额不能超过门槛', 'It cannot take off more than it asks for'),
        };
      const flat = firstThatDoesNotRise<Tier>(tiers, from, gives);
      if (flat < 0) return null;
      return {
        at: `tiers.${flat}.threshold`,
        words: words(
          '档位要从低到高，门槛越高减得越多',
          'Each tier must ask for more and give more than the one before',
        ),
      };
    },
    sentence: ({ tiers }) => joinWords(tiers.map(stepText), words('，', ', ')),
  }),
  badge: () => words('满减', 'Money off'),
  ceiling: ({ tiers }, { base, open }) => {
    let most = 0;
    for (const { threshold, off } of tiers) {
      if (threshold > base) break;
      if (off > most) most = off;
    }
    return Math.min(most, open);
  },
  savings: ({ tiers }, { base, open }) => {
    let off = 0;
    for (const tier of tiers) {
      if (tier.threshold > base) break;
      off = tier.off;
    }
    return Math.min(off, open);
  },
  missing: ({ tiers }, { base }) => {
    const step = next<Tier>(tiers, base, from);
    return step ? { need: { fen: step.threshold - base }, of: step.threshold, brings: stepText(step) } : null;
  },
});

const from = (tier: Tier) => tier.threshold;
const gives = (tier: Tier) => tier.off;

function stepText({ threshold, off }: Tier) {
  if (threshold === 0) return words(`立减 ${formatYuan(off)}`, `¥${formatYuan(off)} off`);
  return words(
    `满 ${formatYuan(threshold)} 减 ${formatYuan(off)}`,
    `¥${formatYuan(off)} off from ¥${formatYuan(threshold)}`,
  );
}
