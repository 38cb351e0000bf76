import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

/** Once a member and quiz. */
export const quizFinished = fact(
  'quiz.finished',
  Type.Object({ memberId: Type.String(), quizId: Type.String(), name: Type.String(), result: Type.String() }),
  {
    words: words('做完趣味测试', 'Finished a quiz'),
    tell: ({ quizId, name, result }) => ({
      side: 'act',
      title: words(`做完趣味测试「${name}」`, `Finished the quiz “${name}”`),
      detail: words(`结果：${result}`, `result: ${result}`),
      link: { kind: 'quiz', id: quizId },
    }),
  },
);
