import { RecommendationRules } from '@huoshui/contracts/recommendations';
import { words } from '@huoshui/contracts/words';
import { recommendationSlot } from '@huoshui/contracts/words/recommendations';
import { form } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';

export type Slot = keyof typeof recommendationSlot;

const INITIAL: RecommendationRules = {
  ...{ guessOn: true, guessFresh: 50, togetherOn: true, togetherFresh: 70 },
  ...{ cartOn: true, cartFresh: 50, nextOn: true, nextFresh: 10 },
  ...{ holdout: 10, rest: 2, within: 14 },
};

export const rules = defineSetting('recommendations.rules', RecommendationRules, INITIAL);

const on = <const K extends string>(key: K, slot: Slot, initial: boolean) =>
  ({ key, label: recommendationSlot[slot], kind: 'switch', initial }) as const;

const fresh = <const K extends string>(key: K, slot: Slot, initial: number) =>
  ({
    key,
    label: words(`${recommendationSlot[slot].zh}：新东西占`, `${recommendationSlot[slot].en}: new to her`),
    kind: 'percent',
    min: 0,
    max: 100,
    initial,
  }) as const;

export const rulesForm = form({
  fields: [
    on('guessOn', 'guess', INITIAL.guessOn),
    fresh('guessFresh', 'guess', INITIAL.guessFresh),
    on('togetherOn', 'together', INITIAL.togetherOn),
    fresh('togetherFresh', 'together', INITIAL.togetherFresh),
    on('cartOn', 'cart', INITIAL.cartOn),
    fresh('cartFresh', 'cart', INITIAL.cartFresh),
    on('nextOn', 'next', INITIAL.nextOn),
    fresh('nextFresh', 'next', INITIAL.nextFresh),
    {
      key: 'rest',
      label: words('刚买过的不推荐', 'What she just bought rests for'),
      kind: 'count',
      min: 0,
      max: 30,
      initial: INITIAL.rest,
      unit: words('天', 'days'),
      hint: words(
        '买得更勤的按她自己的节奏：隔一半时间就可以再推荐',
        'What she buys more often comes back after half her own interval',
      ),
    },
    {
      key: 'holdout',
      label: words('对照组', 'Holdout'),
      kind: 'percent',
      min: 0,
      max: 50,
      initial: INITIAL.holdout,
      hint: words(
        '抽到的人看到热销商品，不看个人推荐；每个推荐位各抽一次',
        'They are shown what is popular instead; drawn for each slot by itself',
      ),
    },
    {
      key: 'within',
      label: words('看多少天内的订单', 'Orders count within'),
      kind: 'count',
      min: 1,
      max: 60,
      initial: INITIAL.within,
      unit: words('天', 'days'),
    },
  ],
  sentence: (values) => {
    const shown = slots.filter((slot) => isOn(values, slot));
    const each = shown.map((slot) => ({ slot: recommendationSlot[slot], share: freshShare(values, slot) }));
    if (each.length === 0) return words('现在哪里都不推荐', 'Nothing is recommended anywhere');
    return words(
      `${each.map(({ slot, share }) => `${slot.zh}每 10 件里 ${share / 10} 件是她没买过的`).join('，')}；${values.holdout}% 的人看到热销作对照`,
      `${each.map(({ slot, share }) => `${slot.en}: ${share / 10} of 10 are new to her`).join('; ')}. ${values.holdout}% of people are shown what is popular, for comparison`,
    );
  },
});

const slots: readonly Slot[] = ['guess', 'together', 'cart', 'next'];

export function isOn(values: RecommendationRules, slot: Slot): boolean {
  return { guess: values.guessOn, together: values.togetherOn, cart: values.cartOn, next: values.nextOn }[slot];
}

/** Percent of what a slot shows that is new to her. */
export function freshShare(values: RecommendationRules, slot: Slot): number {
  return {
    ...{ guess: values.guessFresh, together: values.togetherFresh, cart: values.cartFresh, next: values.nextFresh },
  }[slot];
}
