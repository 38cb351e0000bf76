import { periodText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import {
  awaitedOf,
  type Happenings,
  happeningFields,
  happeningProblem,
  happeningsHeard,
  happeningWords,
  isMeant,
} from '../happenings.ts';
import { step } from '../step.ts';

/** Wait until anything named happens to her, so long at most. */
export const waitEvent = (happenings: Happenings) =>
  step({
    kind: 'wait_event',
    words: words('等某个行为发生', 'Wait for an event'),
    group: 'wait',
    form: form({
      fields: [
        ...happeningFields,
        {
          key: 'atMost',
          label: words('最多等', 'At most'),
          kind: 'period',
          min: 1,
          max: 365 * 1440,
          initial: 3 * 1440,
        },
      ],
      problem: happeningProblem,
      sentence: (values, names) => {
        const [what, period] = [happeningWords(values, names('event', values.event)), periodText(values.atMost)];
        return words(`等到${what.zh}，最多 ${period.zh}`, `Wait for ${what.en}, ${period.en} at most`);
      },
    }),
    ways: [
      { key: 'told', words: words('发生了', 'It happened') },
      { key: 'timeout', words: words('没等到', 'Time is over') },
    ],
    awaits: awaitedOf,
    rest: {
      until: ({ atMost }, at) => new Date(at.getTime() + atMost * MINUTE_MS),
      way: 'timeout',
      told: {
        get on() {
          return happeningsHeard(happenings);
        },
        means: (values, told) => isMeant(values, told),
        way: 'told',
      },
    },
  });
