import { joinWords, words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { stageOf, stagesOf } from '../../audiences/index.ts';
import { question } from '../question.ts';
import { stageOptions } from '../stage-options.ts';

export const stageIn = question({
  kind: 'stage_in',
  words: words('处于哪个阶段', 'Which stage'),
  form: form({
    fields: [{ key: 'stages', label: words('生命周期阶段', 'Stages'), kind: 'choices', options: stageOptions, min: 1 }],
    sentence: ({ stages }) => {
      const all = joinWords(
        stages.map((one) => stage[stageOf(one)]),
        words('、', ', '),
      );
      return words(`处于${all.zh}吗？`, `In one of the stages: ${all.en}?`);
    },
  }),
  async ask(ctx, { values }, runs) {
    const stages = await stagesOf(
      ctx,
      runs.map((r) => r.personNo),
    );
    return ({ personNo }) => values.stages.includes(stages.get(personNo) ?? 'none');
  },
});
