import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { type People, people } from '../../../platform/people/people.ts';
import { personsOfLtv } from '../ltv/ltv.ts';
import { ltvFields, ltvInput, ltvText } from '../ltv/question.ts';
import type { Marks } from '../marks.ts';

export function ltvPeople(marks: Marks): People {
  return people({
    name: 'analytics.ltv',
    can: 'analytics.read',
    form: form({
      fields: [
        ...ltvFields,
        { key: 'cohort', label: words('哪一批', 'Which cohort'), kind: 'day', optional: true },
        {
          key: 'source',
          label: words('哪个来源', 'Which source'),
          hint: words('不填就是全部；“=”后面是来源', 'Empty: all of them; behind “=” the source'),
          kind: 'text',
          max: 1100,
          optional: true,
        },
      ],
      sentence: ({ cohort, ...asked }) => {
        const who = ltvText(asked);
        return cohort === null ? who : words(`${who.zh}，${cohort} 那一批`, `${who.en}, the cohort of ${cohort}`);
      },
    }),
    persons: async (ctx, { cohort, source, ...asked }) =>
      personsOfLtv(ctx, marks, ltvInput(asked), { cohort, source: source === null ? null : source.replace(/^=/, '') }),
  });
}
