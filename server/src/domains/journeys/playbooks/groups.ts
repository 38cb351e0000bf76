import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import type { Node } from '../definition.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { countTold } from './count-told.ts';
import { byNextOrder, couponField, dayField, give, goalField, goalWords, restField, tell, unless } from './pieces.ts';

const codeField = {
  key: 'code',
  label: words('哪个群活码', 'Which group code'),
  kind: 'picker',
  of: 'group_code',
  hint: words('不选就是进任意一个客户群', 'None chosen: any customer group'),
  optional: true,
} as const;

const joins = (code: string | null, again: boolean) =>
  ({
    kind: 'group_joined',
    values: { codes: code === null ? null : [code], lane: null, groups: null, again },
  }) as const;

/** Whose part of the code it is goes by what she bought, whatever its parts are called. */
const hasBought = (ways: { readonly yes: string | null; readonly no: string | null }): Node => ({
  key: 'has_bought',
  kind: 'paid_orders',
  values: { atLeast: 1, sinceEntry: false },
  ways,
});

/** Who is not in any group any more is told nothing of what the group has. */
const whileIn = (next: string): Node => ({
  key: 'still_in',
  kind: 'in_group',
  values: { groups: null, tags: null },
  ways: { yes: next, no: null },
});

/** 未购 → 科普群 → 首单: the group teaches for some days, then a coupon for who is still in it and has not bought. */
export const groupFirstOrder = playbook({
  key: 'group_first_order',
  name: words('科普群转首单', 'From the group to the first order'),
  promise: words(
    '没下过单的进了科普群，先看几天内容；还在群里、还没买的，送首单券',
    'Who has not bought joins the group and reads for some days; who still is in it and has not bought gets a coupon',
  ),
  steps: [
    words('没下过单的加入客户群', 'She joins a group, and has not bought yet'),
    words('等 3 天，自己下单了就离开', 'Three days; who buys by herself leaves'),
    words('还在群里：发放首单券并通知', 'Still in it: a coupon, and word of it'),
    words('再等 4 天没买：推荐大家常买', 'Four more days, nothing bought: what others often buy'),
    goalWords(14),
  ],
  form: form({
    fields: [
      codeField,
      dayField('readDays', words('先看几天内容', 'Days to read'), 3, [1, 14]),
      couponField(words('首单券', 'Coupon')),
      dayField('laterDays', words('再过几天推荐', 'Days until the best sellers'), 4, [1, 14]),
      goalField(14, 3),
      holdoutField,
      budgetField,
    ],
    problem: ({ readDays, laterDays, goalDays }) =>
      goalDays >= readDays + laterDays
        ? null
        : { at: 'goalDays', words: words('目标期限要晚于推荐', 'The goal ends after the best sellers') },
    sentence: ({ readDays, laterDays, goalDays }) =>
      words(
        `进群 ${readDays} 天没下单就送券，再过 ${laterDays} 天推荐，看 ${goalDays} 天内的首单`,
        `A coupon for who joined and bought nothing in ${readDays} days, best sellers ${laterDays} days later, measured by the first order within ${goalDays} days`,
      ),
  }),
  define: ({ code, readDays, laterDays, coupon, ...measured }) =>
    byNextOrder({
      trigger: joins(code, false),
      nodes: [
        hasBought({ yes: null, no: 'reads' }),
        unless('reads', 'paid', readDays, 'still_in'),
        whileIn('coupon'),
        give('coupon', coupon, 'tell_coupon'),
        tell('tell_coupon', 'couponArrived', 'until_later'),
        unless('until_later', 'paid', laterDays, 'best_sellers'),
        tell('best_sellers', 'bestSellers', null),
      ],
      ...measured,
      restDays: null,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countTold(ctx, 'group.joined', asOf, stretch, 1),
});

/** 已购 → 福利群: a welcome into the benefits group, and something for those who stay. */
export const groupBenefits = playbook({
  key: 'group_benefits',
  name: words('福利群留住老客', 'Benefits for those who stay in the group'),
  promise: words(
    '下过单的进了福利群就送一张群专享券；一周后还在群里又没再买的，再送一张',
    'Who has bought and joins the benefits group gets a coupon; who still is in it after a week and has not bought again gets another',
  ),
  steps: [
    words('下过单的加入客户群：发放群专享券并通知', 'She joins a group, and has bought: a coupon, and word of it'),
    words('等 7 天，又下单了就离开', 'Seven days; who buys again leaves'),
    words('还在群里：再发一张券并通知', 'Still in it: another coupon, and word of it'),
    goalWords(21),
  ],
  form: form({
    fields: [
      codeField,
      couponField(words('群专享券', 'Coupon on joining')),
      dayField('stayDays', words('几天后看她还在不在', 'Days to stay'), 7, [2, 30]),
      { ...couponField(words('留下来的券', 'Coupon for staying')), key: 'stayCoupon' },
      goalField(21, 3),
      restField(90),
      holdoutField,
      budgetField,
    ],
    problem: ({ stayDays, goalDays }) =>
      goalDays > stayDays
        ? null
        : { at: 'goalDays', words: words('目标期限要晚于第二张券', 'The goal ends after the second coupon') },
    sentence: ({ stayDays, goalDays }) =>
      words(
        `进福利群送券，${stayDays} 天后还在群里没再买就再送一张，看 ${goalDays} 天内的下一单`,
        `A coupon on joining, another for who is still in it after ${stayDays} days and has not bought, measured by the next order within ${goalDays} days`,
      ),
  }),
  define: ({ code, coupon, stayDays, stayCoupon, ...measured }) =>
    byNextOrder({
      trigger: joins(code, true),
      nodes: [
        hasBought({ yes: 'coupon', no: null }),
        give('coupon', coupon, 'tell_coupon'),
        tell('tell_coupon', 'couponArrived', 'stays'),
        unless('stays', 'paid', stayDays, 'still_in'),
        whileIn('stay_coupon'),
        give('stay_coupon', stayCoupon, 'tell_stay'),
        tell('tell_stay', 'couponArrived', null),
      ],
      ...measured,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countTold(ctx, 'group.joined', asOf, stretch, 1),
});
