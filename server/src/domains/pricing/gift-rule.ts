import type { Field } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Names } from '../../platform/form/form.ts';
import type { GiftStep, GiftTerms, Missing } from './kind.ts';

// What kinds that give goods share: they differ in what their steps count.

/** One SKU of one step; rows of the same step are given together. */
export type GiftRow = { readonly from: number; readonly sku: string; readonly quantity: number };

export type GiftRule = {
  readonly gifts: readonly GiftRow[];
  readonly again: 'once' | 'each';
  readonly most: number | null;
  readonly broken: GiftTerms['broken'];
  readonly gone: GiftTerms['gone'];
};

/** Given again for every full step, without a limit of its own: nobody gets more. */
const MOST_TIMES = 99;

export const giftOfRow = [
  { key: 'sku', label: words('送', 'Give'), kind: 'picker', of: 'sku' },
  {
    key: 'quantity',
    label: words('几件', 'How many'),
    kind: 'count',
    min: 1,
    max: 99,
    unit: words('件', ''),
    initial: 1,
  },
] as const satisfies readonly Field[];

export const giftTermFields = [
  {
    key: 'again',
    label: words('送几次', 'How often'),
    kind: 'choice',
    options: [
      {
        value: 'once',
        label: words('送一次', 'Once'),
        hint: words('有几档时送达到的最高一档', 'Of several steps, the highest that is reached'),
      },
      { value: 'each', label: words('每满都送', 'For every full step') },
    ],
    initial: 'once',
  },
  {
    key: 'most',
    label: words('每单最多送几次', 'At most, per order'),
    hint: words('不填就不限', 'Empty: no limit'),
    kind: 'count',
    min: 1,
    max: MOST_TIMES,
    unit: words('次', 'times'),
    optional: true,
    when: { field: 'again', is: ['each'] },
  },
  {
    key: 'broken',
    label: words('退款后不够门槛时', 'When a refund leaves too little for it'),
    kind: 'choice',
    options: [
      { value: 'keep', label: words('赠品归顾客', 'She keeps the gift') },
      {
        value: 'clawback',
        label: words('退回赠品，或扣除价值', 'It comes back, or its value is deducted'),
        hint: words(
          '没发货的不再发；退货时一并寄回；只退款时从退款里扣除赠品的售价',
          'What has not left is not sent; it comes back with a return; of money alone its price is deducted',
        ),
      },
      {
        value: 'refuse',
        label: words('不能只退一部分', 'That part cannot be given back'),
        hint: words('仍可整单退，赠品一起退回', 'The whole order still can, and the gift with it'),
      },
    ],
    initial: 'clawback',
  },
  {
    key: 'gone',
    label: words('赠品送完时', 'When no gift is left'),
    kind: 'choice',
    options: [
      {
        value: 'without',
        label: words('照常下单', 'The order is placed without it'),
        hint: words('购物车和订单里会告诉顾客', 'Cart and order say so'),
      },
      {
        value: 'ask',
        label: words('先告诉顾客，再由她下单', 'She is told first, and orders again if she likes'),
      },
    ],
    initial: 'without',
  },
] as const satisfies readonly Field[];

export function giftProblem({ gifts, again }: Pick<GiftRule, 'gifts' | 'again'>) {
  const falls = gifts.findIndex(({ from }, at) => from < (gifts[at - 1]?.from ?? 0));
  if (falls >= 0)
    return { at: `gifts.${falls}.from`, words: words('档位要从低到高', 'Steps must stand in ascending order') };
  const twice = gifts.findIndex(({ from, sku }, at) =>
    gifts.some((other, before) => before < at && other.from === from && other.sku === sku),
  );
  if (twice >= 0)
    return {
      at: `gifts.${twice}.sku`,
      words: words('这一档已经送这个规格了', 'This step gives this SKU already'),
    };
  const second = gifts.findIndex(({ from }) => from !== gifts[0]?.from);
  if (again === 'each' && second >= 0)
    return {
      at: `gifts.${second}.from`,
      words: words('每满都送时只能有一档', 'What is given for every full step has one step only'),
    };
  return null;
}

/** What is given of each SKU when so much, or so many pieces, are reached. */
export function giftsAt(rule: GiftRule, reached: number, of: GiftTerms['of']): GiftTerms[] {
  const { gifts, again, most, broken, gone } = rule;
  const levels = [...new Set(gifts.map(({ from }) => from))].filter((from) => from <= reached);
  const skus = [...new Set(gifts.map(({ sku }) => sku))];
  return skus.flatMap((skuId) => {
    const at = (level: number) => gifts.find(({ from, sku }) => from === level && sku === skuId)?.quantity ?? 0;
    const steps = again === 'each' ? stepsOfEach(levels[0], at, reached, most) : stepsOfLevels(levels, at);
    return (steps.at(-1)?.quantity ?? 0) > 0 ? [{ skuId, of, steps, broken, gone }] : [];
  });
}

/** The highest step that is reached decides; what a lower one gives is kept, for the time when a refund leads there. */
function stepsOfLevels(levels: readonly number[], at: (level: number) => number): GiftStep[] {
  return levels.map((from) => ({ from, quantity: at(from) }));
}

function stepsOfEach(
  per: number | undefined,
  at: (level: number) => number,
  reached: number,
  most: number | null,
): GiftStep[] {
  if (per === undefined) return [];
  const times = Math.min(Math.floor(reached / per), most ?? MOST_TIMES);
  return Array.from({ length: times }, (_, nth) => ({ from: per * (nth + 1), quantity: at(per) * (nth + 1) }));
}

/** Where the next step stands; null: there is none. */
export function nextGiftStep({ gifts, again, most }: GiftRule, reached: number): number | null {
  const [first] = gifts;
  if (again === 'once' || first === undefined) return gifts.find(({ from }) => from > reached)?.from ?? null;
  const times = Math.floor(reached / first.from);
  return times >= (most ?? MOST_TIMES) ? null : first.from * (times + 1);
}

/** What a step needs: `brings` without names, which the kinds do not know. */
export function missingToGift(rule: GiftRule, reached: number, of: GiftTerms['of']): Missing | null {
  const step = nextGiftStep(rule, reached);
  if (step === null) return null;
  const short = step - reached;
  return {
    need: of === 'fen' ? { fen: short } : { pieces: short },
    of: step,
    brings: words('送赠品', 'a gift'),
  };
}

/** The rule in a sentence; `step` says where one stands: 满 99 元. */
export function giftSentence(rule: GiftRule, names: Names, step: (from: number) => Words): Words {
  const { gifts, again, most, broken, gone } = rule;
  const levels = [...new Set(gifts.map(({ from }) => from))];
  const each = again === 'each';
  const steps = levels.map((level) => {
    const given = gifts.filter(({ from }) => from === level).map((row) => giftText(row, names));
    const { zh, en } = joinWords(given, words('、', ', '));
    const where = step(level);
    return words(`${each ? '每' : ''}${where.zh} 送 ${zh}`, `${en} ${each ? 'for every' : 'from'} ${where.en}`);
  });
  return joinWords(
    [
      ...steps,
      ...(most === null
        ? []
        : [words(`每单最多 ${most} 次`, most === 1 ? 'once an order' : `at most ${most} times an order`)]),
      brokenTexts[broken],
      ...(gone === 'ask' ? [words('送完时先告诉顾客', 'she is told first when none is left')] : []),
    ],
    words('，', ', '),
  );
}

const brokenTexts: Readonly<Record<GiftTerms['broken'], Words>> = {
  keep: words('退款不收回', 'kept after a refund'),
  clawback: words('退到门槛以下要退回或扣除价值', 'given back or paid for when a refund leaves too little'),
  refuse: words('不能退到门槛以下', 'no refund of a part below it'),
};

function giftText({ sku, quantity }: GiftRow, names: Names): Words {
  const name = names('sku', sku) ?? words('赠品', 'a gift');
  return quantity === 1 ? name : joinWords([name, words(`${quantity} 件`, `× ${quantity}`)], words(' ', ' '));
}
