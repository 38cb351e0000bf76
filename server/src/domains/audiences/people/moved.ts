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
      const then = words(`${compare} ${before.zh}`, `${before.en} on ${compare}`);
      if (to !== null) {
        const after = stage[stageOf(to)];
        return words(`${then.zh}、${day.zh}${after.zh}的会员`, `${then.en}, ${after.en.toLowerCase()} ${day.en}`);
      }
      return from === 'none'
        ? words(`${then.zh}、${day.zh}已经买过的会员`, `${then.en}, a buyer ${day.en}`)
        : words(`${then.zh}的会员`, then.en);
    },
  }),
  persons: async (ctx, { from, to, ...days }) =>
    personsMoved(ctx, days, { from: stageOf(from), to: to === null ? null : stageOf(to) }),
});
