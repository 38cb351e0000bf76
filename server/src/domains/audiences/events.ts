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
