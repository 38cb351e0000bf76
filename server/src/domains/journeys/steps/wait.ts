import { periodText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

const YEAR_MINUTES = 365 * 1440;

export const wait = step({
  kind: 'wait',
  words: words('等待一段时间', 'Wait a while'),
  group: 'wait',
  form: form({
    fields: [
      {
        key: 'period',
        label: words('等待时长', 'How long'),
        kind: 'period',
        min: 1,
        max: YEAR_MINUTES + 1439,
        initial: 1440,
      },
    ],
    sentence: ({ period }) => words(`等待 ${periodText(period).zh}`, `Wait ${periodText(period).en}`),
  }),
  ways: [next],
  rest: { until: ({ period }, at) => new Date(at.getTime() + period * MINUTE_MS), way: 'next' },
});
