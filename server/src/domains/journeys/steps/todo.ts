import { periodText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { MINUTE_MS } from '../../../platform/calendar.ts';
import { form } from '../../../platform/form/form.ts';
import { askTodos, dropTodos } from '../../todos/index.ts';
import { readInfos } from '../queries.ts';
import { causeOf, nodePrefix, visitKey } from '../run.ts';
import { step } from '../step.ts';
import { next } from '../ways.ts';

/** Asks a person of the shop to do something for her. She feels it, so the holdout is kept away. */
export const todo = step({
  kind: 'todo',
  words: words('派一个待办', 'Ask staff to do something'),
  group: 'tell',
  form: form({
    fields: [
      { key: 'title', label: words('做什么', 'What to do'), kind: 'text', max: 40 },
      { key: 'text', label: words('说明', 'Notes'), kind: 'text', max: 300, lines: 3, optional: true },
      {
        key: 'within',
        label: words('多久之内', 'Within'),
        kind: 'period',
        min: 10,
        max: 60 * 1440,
        initial: 1440,
      },
      {
        key: 'who',
        label: words('派给谁', 'For whom'),
        hint: words('不选就是谁看到谁做', 'Whoever comes to it, where nobody is chosen'),
        kind: 'picker',
        of: 'staff',
        optional: true,
      },
    ],
    sentence: ({ title, within, who }, names) => {
      const [period, name] = [periodText(within), who === null ? null : names('staff', who)];
      return words(
        `待办「${title}」${name ? `派给${name.zh}` : ''}，${period.zh}之内`,
        `To-do “${title}”${name ? ` for ${name.en}` : ''}, within ${period.en}`,
      );
    },
  }),
  ways: [next],
  reaches: () => ({}),
  async run(ctx, plan, node, runs) {
    const infos = await readInfos(ctx, runs);
    const { title, text, within, who } = node.values;
    await askTodos(
      ctx,
      runs.flatMap((run) => {
        const info = infos.get(run.id);
        if (!info) return [];
        return [
          {
            key: visitKey(run, node),
            memberId: info.memberId,
            personNo: run.personNo,
            title,
            text: text ?? '',
            dueAt: new Date(ctx.now().getTime() + within * MINUTE_MS),
            assigneeId: who,
            because: causeOf(plan),
          },
        ];
      }),
    );
    return [{ runs, way: 'next' }];
  },
  undo: async (ctx, _plan, node, runs) =>
    dropTodos(
      ctx,
      runs.map(({ runId }) => nodePrefix(runId, node)),
    ),
});
