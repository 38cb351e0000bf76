import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { arrivalStarted as arrived, stageEntered as entered } from '../../audiences/events.ts';
import { stageOf } from '../../audiences/index.ts';
import { stageOptions } from '../stage-options.ts';
import { trigger } from '../trigger.ts';

export const stageEntered = trigger({
  kind: 'stage_entered',
  words: words('进入生命周期阶段', 'Enters a stage'),
  form: form({
    fields: [{ key: 'stage', label: words('阶段', 'Stage'), kind: 'choice', options: stageOptions }],
    sentence: (values) => {
      const to = stage[stageOf(values.stage)];
      return words(`进入${to.zh}`, `Enters: ${to.en}`);
    },
  }),
  on: [entered, arrived],
  knows: ['category'],
  entrantOf(values, told) {
    const arrival = payloadOf(arrived, told);
    if (arrival) {
      const at = stage[stageOf(arrival.stage)];
      const because = words(`导入的老客，处于${at.zh}`, `An imported buyer, in the stage ${at.en}`);
      return arrival.stage === values.stage ? { memberId: arrival.memberId, because, context: CONTEXT } : null;
    }
    const change = payloadOf(entered, told);
    // Who came with an import, or changed her stage by a change of the rules, did nothing today.
    if (change?.to !== values.stage || change.reason === 'import' || change.reason === 'rules') return null;
    const [from, to] = [stage[stageOf(change.from)], stage[stageOf(change.to)]];
    return {
      memberId: change.memberId,
      because: words(`${from.zh} → ${to.zh}`, `${from.en} → ${to.en}`),
      context: CONTEXT,
    };
  },
});

const CONTEXT = { category: '专享' };
