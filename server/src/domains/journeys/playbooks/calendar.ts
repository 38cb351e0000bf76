import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { addDays } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { type DayCount, rhythm } from '../../audiences/index.ts';
import { attributes } from '../../members/index.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { themeNamed, themesField, twiceProblem } from '../triggers/theme-day.ts';
import {
  byNextOrder,
  couponField,
  dayField,
  give,
  goalField,
  goalWords,
  restField,
  sendAtField,
  tell,
} from './pieces.ts';

/** 生日礼券: once a year, some days before the day, so that it can be used for it. */
export const birthday = playbook({
  key: 'birthday',
  name: words('生日礼券', 'Birthday'),
  promise: words('生日前几天送一张券，赶得上过生日', 'A coupon some days before her birthday, in time for it'),
  steps: [
    words('生日前 3 天上午 10:00', 'Three days before her birthday, at 10:00'),
    words('发放生日券并通知', 'A coupon for it, and word of it'),
    goalWords(14),
  ],
  form: form({
    fields: [
      dayField('ahead', words('提前几天', 'Days before'), 3, [1, 30]),
      sendAtField(600),
      couponField(words('生日券', 'Coupon')),
      goalField(14, 3),
      holdoutField,
      budgetField,
    ],
    sentence: ({ ahead, sendAt, goalDays }) =>
      words(
        `生日前 ${ahead} 天 ${clockText(sendAt)} 送券，看 ${goalDays} 天内的订单`,
        `A coupon ${ahead} days before her birthday at ${clockText(sendAt)}, measured by orders within ${goalDays} days`,
      ),
  }),
  define: ({ ahead, sendAt, coupon, ...measured }) =>
    byNextOrder({
      trigger: { kind: 'member_date', values: { date: 'birthday', when: 'before', days: ahead, minuteOfDay: sendAt } },
      nodes: [give('coupon', coupon, 'tell_coupon'), tell('tell_coupon', 'birthdayCoupon', null)],
      ...measured,
      // A birthday that is put right is no second one.
      restDays: 300,
    }),
  wouldEnter: async (ctx, asOf, stretch, { ahead }) =>
    eachDay(asOf, stretch, async (day) => (await attributes.bornWithin(ctx, addDays(day, ahead), 1)).length),
});

/** 常买日提醒: nothing is given. */
export const habitReminder = playbook({
  key: 'habit_day',
  name: words('常买日早间提醒', 'Reminder on her usual day'),
  promise: words(
    '买得有规律的人，到了该买的那天早上 7 点提醒一声；已经买了的不说',
    'Who buys at a steady rhythm hears a word at seven in the morning of the day on which she would again; not if she has',
  ),
  steps: [
    words('到了她常买的日子，早上 07:00', 'At 07:00 of the day on which she usually buys'),
    words('提醒该补货了', 'Tell her that it is time'),
    goalWords(3),
  ],
  form: form({
    fields: [
      {
        key: 'purchases',
        label: words('至少买过几次', 'Purchases at least'),
        kind: 'count',
        unit: words('次', 'times'),
        min: 3,
        max: 50,
        initial: 3,
      },
      dayField('longest', words('平均间隔不超过', 'Every so many days at most'), 30, [1, 90]),
      sendAtField(420),
      goalField(3),
      restField(3),
      holdoutField,
    ],
    sentence: ({ sendAt, goalDays }) =>
      words(
        `到了常买的日子 ${clockText(sendAt)} 提醒，看 ${goalDays} 天内的订单`,
        `A word at ${clockText(sendAt)} of her usual day, measured by orders within ${goalDays} days`,
      ),
  }),
  define: ({ purchases, longest, sendAt, ...measured }) =>
    byNextOrder({
      trigger: { kind: 'habit_day', values: { purchases, longest, minuteOfDay: sendAt } },
      nodes: [tell('tell', 'habitDay', null)],
      ...measured,
    }),
  // By the rhythms of today: how they were on a day that is past, nobody wrote down.
  wouldEnter: async (ctx, asOf, stretch, { purchases, longest }) =>
    eachDay(asOf, stretch, async (day) => (await rhythm.due(ctx, day, { purchases, longest })).length),
});

/** 每周主题日提醒 */
export const themeReminder = playbook({
  key: 'theme_day',
  example: { themes: [{ weekday: 'mon', theme: '水果日' }] },
  name: words('每周主题日提醒', 'Themes of the week'),
  promise: words(
    '周一水果日、周末包邮…有主题的日子提醒最近买过的人，每人隔几天才说一次',
    'Fruit on Mondays, free delivery at weekends: on days with a theme who bought lately hears of it, with some days between two',
  ),
  steps: [
    words('有主题的日子 10:00，近 90 天买过的人', 'At 10:00 of days with a theme, who bought in ninety days'),
    words('告诉她今天的主题', 'Tell her of the theme'),
    goalWords(1),
  ],
  form: form({
    fields: [
      themesField,
      dayField('boughtDays', words('最近几天买过的人', 'Who bought in the last'), 90, [1, 365]),
      { ...sendAtField(600), hint: words('主题日的这个时刻', 'At this time of such a day') },
      goalField(1),
      restField(3),
      holdoutField,
    ],
    problem: twiceProblem,
    sentence: ({ themes, sendAt, restDays }) =>
      words(
        `${themes.length === 0 ? '主题日历里的每个' : `每周 ${themes.length} 个`}主题日 ${clockText(sendAt)} 提醒，两次之间隔 ${restDays} 天`,
        `Told at ${clockText(sendAt)} of ${themes.length === 0 ? 'each day with a theme' : `${themes.length} days of the week`}; ${restDays} days between two`,
      ),
  }),
  define: ({ themes, boughtDays, sendAt, ...measured }) =>
    byNextOrder({
      trigger: {
        kind: 'theme_day',
        values: {
          themes,
          minuteOfDay: sendAt,
          who: { kind: 'paid_orders', values: { atLeast: 1, days: boughtDays } },
        },
      },
      nodes: [tell('tell', 'themeDay', null)],
      ...measured,
    }),
  wouldEnter: async (ctx, asOf, stretch, { themes, boughtDays }) => {
    const count = await rhythm.countRecent(ctx, asOf, boughtDays);
    return eachDay(asOf, stretch, async (day) => ((await themeNamed(ctx, themes, day)) === null ? 0 : count));
  },
});

/** What a day that is past would have brought. */
async function eachDay(asOf: string, days: number, count: (day: string) => Promise<number>): Promise<DayCount[]> {
  const found: DayCount[] = [];
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    const day = addDays(asOf, -ago);
    const entered = await count(day);
    if (entered > 0) found.push({ day, entered });
  }
  return found;
}
