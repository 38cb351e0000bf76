import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfEvent } from '../catalogue.ts';
import { asOfField, eventText } from '../reports/question.ts';

export const eventPeople = people({
  name: 'analytics.event',
  can: 'analytics.read',
  form: form({
    fields: [{ key: 'event', label: words('行为', 'Event'), kind: 'text', max: 64 }, asOfField],
    sentence: ({ event, asOf }) => {
      const [name, day] = [eventText(event), asOf === null ? words('', '') : words(`截至 ${asOf} `, ` until ${asOf}`)];
      return words(`${day.zh}有过「${name.zh}」的人`, `Everyone with “${name.en}”${day.en}`);
    },
  }),
  persons: async (ctx, { event, asOf }) => personsOfEvent(ctx, event, asOf),
});
