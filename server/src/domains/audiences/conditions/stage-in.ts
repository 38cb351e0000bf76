import type { FieldOption } from '@huoshui/contracts/form';
import { joinWords, words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { getSetting } from '../../../platform/settings.ts';
import { condition } from '../condition.ts';
import { stageAt } from '../lifecycle.ts';
import { lifecycleSetting } from '../settings.ts';
import { personsInStages } from '../stage-report.ts';
import { purchasesOf, readStandings, stageOf } from '../standings.ts';

const options: readonly FieldOption[] = Object.entries(stage).map(([value, label]) => ({ value, label }));

export const stageIn = condition({
  kind: 'stage_in',
  words: words('处于生命周期阶段', 'In a lifecycle stage'),
  form: form({
    fields: [{ key: 'stages', label: words('阶段', 'Stages'), kind: 'choices', options, min: 1 }],
    sentence: ({ stages }) => {
      const all = joinWords(
        stages.map((one) => stage[stageOf(one)]),
        words('、', ' or '),
      );
      return words(`处于${all.zh}`, `in the stage ${all.en}`);
    },
  }),
  async persons(ctx, { stages }, asOf) {
    return personsInStages(ctx, stages.map(stageOf), asOf);
  },
  async holds(ctx, { stages }, personNos, asOf) {
    const [rules, standings] = await Promise.all([getSetting(ctx, lifecycleSetting), readStandings(ctx, personNos)]);
    const of = new Map(standings.map((s) => [s.personNo, stageAt(purchasesOf(s), rules, asOf).stage]));
    return new Set(personNos.filter((no) => stages.includes(of.get(no) ?? 'none')));
  },
});
