import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { nextMinuteOfDay } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** To a good hour of the day, Asia/Shanghai. */
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
    ],
    sentence: ({ minuteOfDay }) => words(`等到 ${clockText(minuteOfDay)}`, `Wait until ${clockText(minuteOfDay)}`),
  }),
  ways: [next],
  rest: { until: ({ minuteOfDay }, at) => nextMinuteOfDay(at, minuteOfDay), way: 'next' },
});
