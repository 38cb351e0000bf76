import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { MINUTE_MS, shanghaiInstant } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { whenField } from '../recurring.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** To a date; who comes later goes on at once. */
export const waitDate = step({
  kind: 'wait_date',
  words: words('等到某一天', 'Wait until a date'),
  group: 'wait',
  form: form({
    fields: [{ key: 'day', label: words('哪一天', 'Which day'), kind: 'day' }, whenField],
    sentence: ({ day, minuteOfDay }) =>
      words(`等到 ${day} ${clockText(minuteOfDay)}`, `Wait until ${day}, ${clockText(minuteOfDay)}`),
  }),
  ways: [next],
  rest: {
    until({ day, minuteOfDay }, at) {
      return new Date(Math.max(shanghaiInstant(day, minuteOfDay * MINUTE_MS).getTime(), at.getTime()));
    },
    way: 'next',
  },
});
