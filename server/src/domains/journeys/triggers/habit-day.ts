import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { shanghaiDay } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { rhythm } from '../../audiences/index.ts';
import { nextDaily, whenField } from '../recurring.ts';
import { trigger } from '../trigger.ts';

/** In the morning of the day on which somebody who buys at a steady rhythm would buy again. */
export const habitDay = trigger({
  kind: 'habit_day',
  words: words('到了她常买的日子', 'On the day she usually buys'),
  form: form({
    fields: [
      {
        key: 'purchases',
        label: words('至少买过几次', 'Purchases at least'),
        hint: words('同一天的订单算一次；次数太少看不出规律', 'Orders of one day are one; a few show no rhythm'),
        kind: 'count',
        unit: words('次', 'times'),
        min: 3,
        max: 50,
        initial: 3,
      },
      {
        key: 'longest',
        label: words('平均间隔不超过', 'Every so many days at most'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 90,
        initial: 30,
      },
      { ...whenField, initial: 420 },
    ],
    sentence: ({ purchases, longest, minuteOfDay }) =>
      words(
        `买过 ${purchases} 次以上、平均 ${longest} 天内买一次的人，到了该买那天 ${clockText(minuteOfDay)}`,
        `Who bought ${purchases} times or more, every ${longest} days or sooner, at ${clockText(minuteOfDay)} of the day on which she would again`,
      ),
  }),
  on: [],
  knows: [],
  entrantOf: () => null,
  comes: {
    next: ({ minuteOfDay }, after) => nextDaily(minuteOfDay, after),
    whom: async (ctx, { purchases, longest }, at) => rhythm.due(ctx, shanghaiDay(at), { purchases, longest }),
    because: () => words('到了她常买的日子', 'It is the day on which she usually buys'),
  },
});
