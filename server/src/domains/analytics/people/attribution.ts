import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfAttribution } from '../attribution/attribution.ts';
import { attributionFields, attributionInput } from '../attribution/question.ts';
import { daysText } from '../reports/question.ts';

export const attributionPeople = people({
  name: 'analytics.attribution',
  can: 'analytics.read',
  form: form({
    fields: [...attributionFields, { key: 'touch', label: words('触点', 'Touch'), kind: 'text', max: 1100 }],
    sentence: ({ range, window, touch }) => {
      const days = daysText(range);
      return words(
        `${days.zh}下单、此前 ${window} 天内有触点 ${touch} 的人`,
        `Bought in ${days.en}, touched by ${touch} in the ${window} days before`,
      );
    },
  }),
  persons: async (ctx, { touch, ...asked }) => personsOfAttribution(ctx, attributionInput(asked), touch),
});
