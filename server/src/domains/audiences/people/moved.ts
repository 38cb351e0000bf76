import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsMoved } from '../stage-report.ts';
import { stageOf } from '../standings.ts';
import { asOfField, dayText, stageOptions } from './question.ts';

/** A cell of the table of moves between stages; without `to` a whole row. */
export const movedPeople = people({
  name: 'audiences.moved',
  can: 'audiences.read',
  form: form({
    fields: [
      { key: 'from', label: words('之前的阶段', 'Stage before'), kind: 'choice', options: stageOptions },
      { key: 'to', label: words('之后的阶段', 'Stage after'), kind: 'choice', options: stageOptions, optional: true },
      { key: 'compare', label: words('之前的日期', 'Day before'), kind: 'day' },
      asOfField,
    ],
    sentence: ({ from, to, compare, asOf }) => {
      const [day, before] = [dayText(asOf), stage[stageOf(from)]];
      if (to === null)
        return words(
          `${compare} 处于${before.zh}、${day.zh}买过的会员`,
          `${before.en} on ${compare}, buyers ${day.en}`,
        );
      const after = stage[stageOf(to)];
      return words(
        `${compare} 处于${before.zh}、${day.zh}处于${after.zh}的会员`,
        `${before.en} on ${compare}, ${after.en} ${day.en}`,
      );
    },
  }),
  persons: async (ctx, { from, to, ...days }) =>
    personsMoved(ctx, days, { from: stageOf(from), to: to === null ? null : stageOf(to) }),
});
