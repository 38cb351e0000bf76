import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { discountKind } from '../kind.ts';
import { firstThatDoesNotRise, foldText, next, percentOf, reached } from '../tier.ts';

type Tier = { readonly pieces: number; readonly percentOff: number };

/** N 件 X 折: from a number of pieces on, all pieces in scope cost a percentage less; they count together. */
export const piecesPercent = discountKind({
  kind: 'pieces_percent',
  words: words('N 件 X 折', 'Percentage off from N pieces'),
  about: words('任选几件打折，鼓励凑件数', 'Any pieces of the goods together get cheaper from a number on'),
  layer: 'line',
  stacking: { group: 'pieces', once: 'line', base: 'current' },
  form: form({
    fields: [
      {
        key: 'tiers',
        label: words('档位', 'Tiers'),
        hint: words(
          '范围内的商品合计件数，达到最高一档的折扣对全部件数生效；打 8 折填减 20%',
          'All pieces in scope count together; the highest tier reached holds for all of them',
        ),
        kind: 'list',
        min: 1,
        max: 5,
        add: words('加一档', 'Add a tier'),
        of: [
          { key: 'pieces', label: words('满', 'From'), kind: 'count', min: 1, max: 99, unit: words('件', 'pieces') },
          { key: 'percentOff', label: words('减', 'Take off'), kind: 'percent', min: 1, max: 99 },
        ],
      },
    ],
    problem: ({ tiers }) => {
      const flat = firstThatDoesNotRise<Tier>(tiers, from, (tier) => tier.percentOff);
      if (flat < 0) return null;
      return {
        at: `tiers.${flat}.pieces`,
        words: words(
          '档位要从低到高，件数越多折扣越大',
          'Each tier must ask for more pieces and give more than the one before',
        ),
      };
    },
    sentence: ({ tiers }) => joinWords(tiers.map(stepText), words('，', ', ')),
  }),
  badge: ({ tiers: [tier] }) => (tier ? stepText(tier) : words('多件折', 'More for less')),
  ceiling: ({ tiers }, { base, open, pieces }) => Math.min(percentOf(base, percentAt(tiers, pieces)), open),
  savings: ({ tiers }, { base, open, pieces }) => Math.min(percentOf(base, percentAt(tiers, pieces)), open),
  missing: ({ tiers }, { pieces }) => {
    const step = next<Tier>(tiers, pieces, from);
    return step ? { need: { pieces: step.pieces - pieces }, of: step.pieces, brings: stepText(step) } : null;
  },
});

const from = (tier: Tier) => tier.pieces;

function percentAt(tiers: readonly Tier[], pieces: number): number {
  return reached(tiers, pieces, from)?.percentOff ?? 0;
}

function stepText({ pieces, percentOff }: Tier) {
  return words(`${pieces}件${foldText(percentOff)}折`, `${percentOff}% off ${pieces} pieces`);
}
