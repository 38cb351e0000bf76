import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsOfActivity } from '../activity.ts';
import { activityFields, standings } from '../reports/activity.ts';
import { eventText } from '../reports/question.ts';

/** Who was new, went on, came back or fell silent in a period. */
export const activityPeople = people({
  name: 'analytics.activity',
  can: 'analytics.read',
  form: form({
    fields: [
      ...activityFields,
      { key: 'start', label: words('哪一期', 'Period'), kind: 'day' },
      { key: 'standing', label: words('哪些人', 'Who'), kind: 'choice', options: standings },
    ],
    sentence: ({ event, start, period, standing }) => {
      const name = eventText(event);
      const who = standings.find(({ value }) => value === standing)?.label ?? words('', '');
      const since = {
        day: words('', ''),
        week: words('起的一周', 'the week of '),
        month: words('起的一个月', 'the month of '),
      }[period];
      return words(
        `${start} ${since.zh}「${name.zh}」${who.zh}的人`,
        `${who.en} by “${name.en}” in ${since.en}${start}`,
      );
    },
  }),
  persons: async (ctx, { range, asOf, event, period, start, standing }) =>
    personsOfActivity(ctx, { ...range, asOf, selector: { event }, period }, { period: start, standing }),
});
