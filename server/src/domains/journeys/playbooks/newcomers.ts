import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { countTold } from './count-told.ts';
import {
  byNextOrder,
  couponField,
  dayField,
  give,
  goalField,
  goalWords,
  sendAtField,
  tell,
  unless,
  waitUntil,
} from './pieces.ts';

const joined = { kind: 'member_joined', values: {} } as const;

/** 新会员 0/3/7 天: each step only for whom the one before did not bring to buy. */
export const newMember = playbook({
  key: 'new_member',
  name: words('新会员 0·3·7 天', 'New member: day 0, 3, 7'),
  promise: words(
    '入会当下送新人券，第 3 天推荐大家常买，第 7 天再送一张；一下单就停',
    'A coupon on joining, best sellers on day 3, another coupon on day 7; it stops with the first order',
  ),
  steps: [
    words('成为会员：发放新人券并通知', 'She joins: a coupon, and word of it'),
    words('第 3 天还没买：推荐大家常买', 'Day 3, nothing bought: what others often buy'),
    words('第 7 天还没买：再送一张券并通知', 'Day 7, nothing bought: another coupon, and word of it'),
    goalWords(14),
  ],
  form: form({
    fields: [
      couponField(words('新人券', 'Coupon on joining')),
      dayField('secondDay', words('推荐在第几天', 'Day of the best sellers'), 3, [1, 14]),
      dayField('thirdDay', words('第二张券在第几天', 'Day of the second coupon'), 7, [2, 30]),
      { ...couponField(words('第二张券', 'Second coupon')), key: 'laterCoupon' },
      goalField(14, 3),
      holdoutField,
      budgetField,
    ],
    problem: ({ secondDay, thirdDay, goalDays }) =>
      thirdDay <= secondDay
        ? { at: 'thirdDay', words: words('第二张券要晚于推荐', 'The second coupon comes after the best sellers') }
        : goalDays < thirdDay
          ? { at: 'goalDays', words: words('目标期限要晚于第二张券', 'The goal ends after the second coupon') }
          : null,
    sentence: ({ secondDay, thirdDay, goalDays }) =>
      words(
        `入会送券，第 ${secondDay} 天推荐，第 ${thirdDay} 天再送券，看 ${goalDays} 天内的首单`,
        `A coupon on joining, best sellers on day ${secondDay}, another coupon on day ${thirdDay}, measured by the first order within ${goalDays} days`,
      ),
  }),
  define: ({ coupon, secondDay, thirdDay, laterCoupon, ...measured }) =>
    byNextOrder({
      trigger: joined,
      nodes: [
        give('coupon', coupon, 'tell_coupon'),
        tell('tell_coupon', 'couponArrived', 'until_second'),
        unless('until_second', 'paid', secondDay, 'best_sellers'),
        tell('best_sellers', 'bestSellers', 'until_third'),
        unless('until_third', 'paid', thirdDay - secondDay, 'later_coupon'),
        give('later_coupon', laterCoupon, 'tell_later'),
        tell('tell_later', 'couponArrived', null),
      ],
      ...measured,
      restDays: null,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countTold(ctx, 'member.joined', asOf, stretch, 1),
});

/** 入会 3 天沉默: who joined and did not buy; who bought by herself never hears of it. */
export const silentNewcomer = playbook({
  key: 'silent_newcomer',
  name: words('入会 3 天没下单', 'Three days silent'),
  promise: words(
    '入会三天一单没下的，送一张券请她试第一单',
    'Who joined and bought nothing in three days gets a coupon to try',
  ),
  steps: [
    words('成为会员', 'She joins'),
    words('等 3 天，买了就离开', 'Wait three days; who buys leaves'),
    words('上午 10:00：发放券并通知', 'At 10:00: a coupon, and word of it'),
    goalWords(14),
  ],
  form: form({
    fields: [
      dayField('silentDays', words('几天没下单', 'Days without an order'), 3, [1, 30]),
      sendAtField(600),
      couponField(words('首单券', 'Coupon')),
      goalField(14, 3),
      holdoutField,
      budgetField,
    ],
    problem: ({ silentDays, goalDays }) =>
      goalDays > silentDays
        ? null
        : { at: 'goalDays', words: words('目标期限要晚于沉默的天数', 'The goal ends after the days of silence') },
    sentence: ({ silentDays, goalDays }) =>
      words(
        `入会 ${silentDays} 天没下单就送券，看 ${goalDays} 天内的首单`,
        `A coupon for who joined and bought nothing in ${silentDays} days, measured by the first order within ${goalDays} days`,
      ),
  }),
  define: ({ silentDays, sendAt, coupon, ...measured }) =>
    byNextOrder({
      trigger: joined,
      nodes: [
        unless('by_herself', 'paid', silentDays, 'good_hour'),
        waitUntil('good_hour', sendAt, 'coupon'),
        give('coupon', coupon, 'tell_coupon'),
        tell('tell_coupon', 'couponArrived', null),
      ],
      ...measured,
      restDays: null,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countTold(ctx, 'member.joined', asOf, stretch, 1),
});
