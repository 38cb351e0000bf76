import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { blockKind } from '../block-kind.ts';
import { EVERYWHERE } from '../place.ts';

const fields = [
  { key: 'quiz', label: words('趣味测试', 'Quiz'), kind: 'picker', of: 'quiz' },
] as const satisfies readonly Field[];

export const quiz = blockKind({
  kind: 'quiz',
  hint: words('邀请她做测试，做完的人不再看到', 'Asks her to take it; gone for who has'),
  group: 'hers',
  on: EVERYWHERE,
  form: form({
    fields,
    sentence: ({ quiz }, names) => words(`「${names('quiz', quiz)?.zh ?? ''}」`, `“${names('quiz', quiz)?.en ?? ''}”`),
  }),
  async fill(ctx, { ports, her }, asked) {
    const open = await ports.quizzes(
      ctx,
      her,
      asked.map(({ values }) => values.quiz),
    );
    return new Map(
      asked.map(({ key, values: { quiz: id } }) => {
        const found = open.get(id);
        return [
          key,
          found === undefined
            ? { absent: words('她做过了，或者测试已停用', 'She has taken it, or it is out of use') }
            : { content: { kind: 'quiz' as const, ...found, id } },
        ];
      }),
    );
  },
});
