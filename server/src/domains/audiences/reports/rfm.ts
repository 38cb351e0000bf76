import { bothOf, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { reportRfm } from '../rfm.ts';

const cuts = [
  { value: 'mean', label: words('平均值', 'Mean') },
  { value: 'median', label: words('中位数', 'Median') },
] as const;

export const windowField = {
  key: 'windowDays',
  label: words('看最近', 'In the last'),
  kind: 'count',
  unit: words('天', 'days'),
  min: 7,
  max: 1095,
  initial: 365,
} as const;

export const cutField = {
  key: 'cut',
  label: words('分界', 'Cut at'),
  kind: 'choice',
  options: cuts,
  initial: 'mean',
} as const;

export const rfmReport = report({
  name: 'audiences.rfm',
  words: words('RFM 价值分层', 'RFM groups'),
  can: 'audiences.read',
  form: form({
    fields: [{ key: 'asOf', label: words('截至', 'As of'), kind: 'day', optional: true }, windowField, cutField],
    sentence: ({ windowDays }) =>
      words(`最近 ${windowDays} 天买过的会员，谁更有价值`, `Buyers of the last ${windowDays} days by value`),
  }),
  async ask(ctx, question) {
    return [groupTable(await reportRfm(ctx, question))];
  },
});

export function groupTable({ groups }: Pick<Awaited<ReturnType<typeof reportRfm>>, 'groups'>): Table {
  return {
    key: 'groups',
    words: words('八个群体', 'Eight groups'),
    columns: [
      { key: 'group', words: words('分组', 'Group'), kind: 'text' },
      { key: 'label', words: words('名称', 'Name'), kind: 'text' },
      { key: 'members', words: words('会员数', 'Members'), kind: 'count' },
      { key: 'spent', words: words('消费', 'Spent'), kind: 'money' },
      { key: 'recency', words: words('平均距今天数', 'Mean days since'), kind: 'number' },
      { key: 'frequency', words: words('平均购买次数', 'Mean purchases'), kind: 'number' },
      { key: 'money', words: words('人均消费', 'Mean spent'), kind: 'money' },
    ],
    rows: groups.map((g) => [
      g.group,
      bothOf(g.label),
      g.members,
      g.spent,
      g.averageRecencyDays,
      g.averageFrequency,
      g.averageMoney,
    ]),
  };
}
