import { words } from '@huoshui/contracts/words';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import type { ConditionKit } from '../../audiences/index.ts';
import { whoField, whoIs } from '../asks.ts';
import { nextMoment, recurringFields, recurringText } from '../recurring.ts';
import { trigger } from '../trigger.ts';

/** On a schedule everyone comes in for whom a condition holds at that moment. */
export const schedule = (conditions: ConditionKit) => {
  const { problem, picks, say } = whoIs(conditions);
  return trigger({
    kind: 'schedule',
    words: words('到了排定的时间', 'At a set time'),
    form: form({
      fields: [...recurringFields, { ...whoField, label: words('谁进来', 'Who comes in') }],
      problem,
      picks,
      sentence: (values, names) => {
        const [when, who] = [recurringText(values), say(values, names)];
        return words(
          `${when.zh}，符合条件的人进来：${who.zh}`,
          `${when.en.charAt(0).toUpperCase()}${when.en.slice(1)}, everyone for whom: ${who.en}`,
        );
      },
    }),
    on: [],
    knows: [],
    entrantOf: () => null,
    comes: {
      next: (values, after) => nextMoment(values, after),
      whom: async (ctx, { who }, at) => listPersons(ctx, await conditions.personsOf(ctx, who, at)),
      because: (values) => {
        const { zh, en } = recurringText(values);
        return words(`排定的时间：${zh}`, `The set time: ${en}`);
      },
    },
  });
};
