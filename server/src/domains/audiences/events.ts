import { words, wordsOf } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** A member's lifecycle stage changed; `new`, `growing`, `mature`, `declining`, `lost`. */
export const stageEntered = fact(
  'stage.entered',
  Type.Object({ memberId: Type.String(), from: Type.String(), to: Type.String(), reason: Type.String() }),
  {
    words: words('进入生命周期阶段', 'Entered a lifecycle stage'),
    tell({ from, to }) {
      const [before, now] = [wordsOf(stage, from), wordsOf(stage, to)];
      return {
        side: 'system',
        title: words(`进入${now.zh}`, `Entered the stage ${now.en}`),
        detail: words(`此前为${before.zh}`, `before: ${before.en}`),
      };
    },
  },
);

/** Whom a file of another system had brought, an operator lets journeys start for, by the stage she is in. */
export const arrivalStarted = fact('stage.arrived', Type.Object({ memberId: Type.String(), stage: Type.String() }), {
  words: words('导入的老客开始触发旅程', 'Journeys may start for an imported buyer'),
  tell({ stage: at }) {
    const now = wordsOf(stage, at);
    return {
      side: 'system',
      title: words('店家让旅程对导入的老客开始', 'The shop let journeys start for imported buyers'),
      detail: words(`所在阶段：${now.zh}`, `in the stage: ${now.en}`),
    };
  },
});
