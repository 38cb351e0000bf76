import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfEvent } from '../catalogue.ts';
import { asOfField } from '../reports/question.ts';

export const eventPeople = people({
  name: 'analytics.event',
  can: 'analytics.read',
  form: form({
    fields: [{ key: 'event', label: words('行为', 'Event'), kind: 'text', max: 64 }, asOfField],
    sentence: ({ event }) => words(`有过「${event}」的人`, `Everyone with “${event}”`),
  }),
  persons: async (ctx, { event, asOf }) => personsOfEvent(ctx, event, asOf),
});
