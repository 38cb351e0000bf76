import type { FieldOption } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { valueGrade } from '@huoshui/contracts/words/audiences';
import { personsAmong } from '../../../platform/event-store/person-set.ts';
import { form } from '../../../platform/form/form.ts';
import { standings } from '../../members/index.ts';
import { condition } from '../condition.ts';

const grades: readonly FieldOption[] = Object.entries(valueGrade).map(([value, label]) => ({ value, label }));

/** Grades as they were given last; at a moment of the past, whoever has the grade now. */
export const gradeIn = condition({
  kind: 'grade_in',
  about: 'value',
  words: words('价值等级', 'Has a value grade'),
  form: form({
    fields: [{ key: 'grades', label: words('等级', 'Grades'), kind: 'choices', options: grades, min: 1 }],
    sentence: ({ grades: chosen }) => {
      const all = joinWords(
        grades.filter(({ value }) => chosen.includes(value)).map(({ label }) => label),
        words('、', ' or '),
      );
      return words(`价值等级是 ${all.zh}`, `has the value grade ${all.en}`);
    },
  }),
  persons: async (ctx, { grades: chosen }) => personsAmong(await standings.graded(ctx, chosen)),
  holds: async (ctx, { grades: chosen }, personNos) => new Set(await standings.graded(ctx, chosen, personNos)),
});
