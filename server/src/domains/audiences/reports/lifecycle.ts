import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { reportLifecycle } from '../stage-report.ts';

export const lifecycleReport = report({
  name: 'audiences.lifecycle',
  words: words('生命周期', 'Lifecycle'),
  can: 'audiences.read',
  form: form({
    fields: [
      { key: 'asOf', label: words('截至', 'As of'), kind: 'day', optional: true },
      { key: 'compare', label: words('对比', 'Against'), kind: 'day', optional: true },
    ],
    sentence: ({ asOf }) =>
      asOf === null
        ? words('现在各阶段的会员', 'Members by stage now')
        : words(`${asOf} 各阶段的会员`, `Members by stage on ${asOf}`),
  }),
  async ask(ctx, question) {
    const answer = await reportLifecycle(ctx, question);
    return [stageTable(answer), moveTable(answer)];
  },
});

type Answer = Awaited<ReturnType<typeof reportLifecycle>>;

export function stageTable({ stages }: Pick<Answer, 'stages'>): Table {
  return {
    key: 'stages',
    words: words('各阶段', 'By stage'),
    columns: [
      { key: 'stage', words: words('生命周期阶段', 'Stage'), kind: 'text' },
      { key: 'members', words: words('会员数', 'Members'), kind: 'count' },
      { key: 'orders', words: words('订单数', 'Orders'), kind: 'count' },
      { key: 'spent', words: words('累计消费', 'Spent'), kind: 'money' },
    ],
    rows: stages.map((s) => [stage[s.stage], s.members, s.orders, s.spent]),
  };
}

function moveTable({ transitions }: Answer): Table {
  return {
    key: 'moves',
    words: words('阶段变化', 'Moves'),
    columns: [
      { key: 'from', words: words('之前', 'From'), kind: 'text' },
      { key: 'to', words: words('之后', 'To'), kind: 'text' },
      { key: 'members', words: words('会员数', 'Members'), kind: 'count' },
    ],
    rows: transitions.map((t) => [stage[t.from], stage[t.to], t.members]),
  };
}
