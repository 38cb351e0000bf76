import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import type { Node } from '../definition.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { countTold, purchasesAtLeast } from './count-told.ts';
import {
  byNextOrder,
  couponField,
  dayField,
  goalField,
  goalWords,
  restField,
  sendAtField,
  tell,
  unless,
  waitUntil,
} from './pieces.ts';

/** 预计用完复购: she is told of what she bought last of it; a coupon only for whom the word did not bring. */
export const runOutReminder = playbook({
  key: 'runs_out',
  name: words('预计用完复购提醒', 'About to run out'),
  promise: words(
    '米面粮油、奶粉这类会用完的：按她自己的节奏算，快用完时提醒她再买；卖完了不说，已经买了的不说',
    'What is used up, by her own rhythm: a word just before it ends, not of what is sold out, not to who has bought already',
  ),
  steps: [
    words('常买的东西预计三天内用完', 'Something that she keeps buying runs out within three days'),
    words('等到上午 10:00，提醒再买一份', 'At 10:00: a word to buy it again'),
    words(
      '4 天后还没买：发放所购品类的券并通知（可不选）',
      'Four days later, nothing bought: a coupon for it (if one is chosen)',
    ),
    goalWords(10),
  ],
  form: form({
    fields: [
      {
        key: 'purchases',
        label: words('这个类目至少买过几次', 'Purchases of the category at least'),
        kind: 'count',
        unit: words('次', 'times'),
        min: 1,
        max: 50,
        initial: 2,
      },
      sendAtField(600),
      dayField('quietDays', words('几天后还没买再送券', 'Days until the coupon'), 4, [1, 30]),
      {
        ...couponField(words('复购券', 'Coupon')),
        hint: words(
          '会限定在这个品类里使用；不选就只提醒',
          'Good only in that category; none: she is told, and that is all',
        ),
        optional: true,
      },
      goalField(10, 3),
      restField(7),
      holdoutField,
      budgetField,
    ],
    problem: ({ quietDays, goalDays }) =>
      goalDays > quietDays
        ? null
        : { at: 'goalDays', words: words('目标期限要晚于送券', 'The goal ends after the coupon') },
    sentence: ({ purchases, goalDays, restDays }) =>
      words(
        `买过 ${purchases} 次以上、快用完的提醒再买，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
        `A word about what was bought ${purchases} times or more and runs out, measured by orders within ${goalDays} days; ${restDays} days between two`,
      ),
  }),
  define: ({ purchases, sendAt, quietDays, coupon, ...measured }) =>
    byNextOrder({
      trigger: { kind: 'runs_out', values: { purchases } },
      nodes: [
        waitUntil('good_hour', sendAt, 'tell'),
        tell('tell', 'runsOut', coupon === null ? null : 'by_herself'),
        ...(coupon === null ? [] : couponLater(coupon, quietDays)),
      ],
      ...measured,
    }),
  wouldEnter: async (ctx, asOf, stretch, { restDays, purchases }) =>
    countTold(ctx, 'member.runs_out', asOf, stretch, restDays, purchasesAtLeast(purchases)),
});

function couponLater(coupon: string, days: number): readonly Node[] {
  return [
    unless('by_herself', 'paid', days, 'coupon'),
    {
      key: 'coupon',
      kind: 'grant',
      values: { benefit: `coupon:${coupon}`, scope: 'bought_category' },
      ways: { next: 'tell_coupon' },
    },
    tell('tell_coupon', 'couponArrived', null),
  ];
}
