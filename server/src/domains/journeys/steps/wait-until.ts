import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { DAY_MS, nextMinuteOfDay, shanghaiDay } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { weekdayOf, weekdayOptions, weekdaysText } from '../../themes/index.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** To a good hour of the day, Asia/Shanghai, and of certain days of the week where any are chosen. */
export const waitUntil = step({
  kind: 'wait_until',
  words: words('等到某个钟点', 'Wait until an hour'),
  group: 'wait',
  form: form({
    fields: [
      {
        key: 'minuteOfDay',
        label: words('几点', 'When'),
        kind: 'minute_of_day',
        min: 0,
        max: 1439,
        initial: 600,
      },
      {
        key: 'weekdays',
        label: words('只在周几', 'Only on'),
        hint: words('不选就是每天', 'Any day, where none is chosen'),
        kind: 'choices',
        options: weekdayOptions,
        optional: true,
      },
    ],
    sentence: ({ minuteOfDay, weekdays }) => {
      const [at, days] = [clockText(minuteOfDay), weekdaysText(weekdays ?? [])];
      return days.zh === ''
        ? words(`等到 ${at}`, `Wait until ${at}`)
        : words(`等到${days.zh}的 ${at}`, `Wait until ${at} on ${days.en}`);
    },
  }),
  ways: [next],
  rest: {
    until({ minuteOfDay, weekdays }, at) {
      const days = new Set<string>(weekdays ?? []);
      let moment = nextMinuteOfDay(at, minuteOfDay);
      while (days.size > 0 && !days.has(weekdayOf(shanghaiDay(moment)))) moment = new Date(moment.getTime() + DAY_MS);
      return moment;
    },
    way: 'next',
  },
});
