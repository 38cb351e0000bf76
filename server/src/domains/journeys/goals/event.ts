import { words } from '@huoshui/contracts/words';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { orderPaid } from '../../orders/events.ts';
import { goal, withinDays } from '../goal.ts';
import {
  awaitedOf,
  type Happenings,
  happeningFields,
  happeningProblem,
  happeningsHeard,
  happeningWords,
  isMeant,
} from '../happenings.ts';

/** Anything that happens to her within the days. */
export const event = (happenings: Happenings) =>
  goal({
    kind: 'event',
    words: words('发生某个行为', 'Something happens'),
    form: form({
      fields: [...happeningFields, withinDays],
      problem: happeningProblem,
      sentence: (values, names) => {
        const what = happeningWords(values, names('event', values.event));
        return words(
          `进入后 ${values.withinDays} 天内${what.zh}`,
          `${what.en} within ${values.withinDays} days of the entry`,
        );
      },
    }),
    get on() {
      return happeningsHeard(happenings);
    },
    awaits: awaitedOf,
    days: ({ withinDays: days }) => days,
    reached(values, told) {
      if (!isMeant(values, told)) return null;
      const order = payloadOf(orderPaid, told);
      return { orderId: order?.orderId ?? null, amount: order?.amount ?? 0 };
    },
  });
