import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { readAsOf } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { people } from '../../../platform/people/people.ts';
import { personsInStages } from '../stage-report.ts';
import { stageOf } from '../standings.ts';
import { asOfField, dayText, stageOptions } from './question.ts';

/** A bar of the lifecycle report. */
export const stagePeople = people({
  name: 'audiences.stage',
  can: 'audiences.read',
  form: form({
    fields: [{ key: 'stage', label: words('阶段', 'Stage'), kind: 'choice', options: stageOptions }, asOfField],
    sentence: ({ stage: one, asOf }) => {
      const [day, name] = [dayText(asOf), stage[stageOf(one)]];
      return words(`${day.zh}${name.zh}的会员`, `${name.en} ${day.en}`);
    },
  }),
  persons: async (ctx, { stage: one, asOf }) => personsInStages(ctx, [stageOf(one)], readAsOf(ctx, asOf).moment),
});
