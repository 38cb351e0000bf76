import { words } from '@huoshui/contracts/words';
import { attributionModel, touchKind } from '@huoshui/contracts/words/analytics';
import { form } from '../../../platform/form/form.ts';
import { compareField } from '../../../platform/report/compare.ts';
import { type Report, report, type Table } from '../../../platform/report/report.ts';
import { type AttributionReport, runAttribution } from '../attribution/attribution.ts';
import { MODELS } from '../attribution/credited.ts';
import { attributionFields, attributionInput } from '../attribution/question.ts';
import { type Marks, namesOfMarks } from '../marks.ts';
import { daysText } from './question.ts';

export function attributionReport(marks: Marks): Report {
  return report({
    name: 'analytics.attribution',
    words: words('归因', 'Attribution'),
    can: 'analytics.read',
    form: form({
      fields: [...attributionFields, compareField],
      sentence: ({ range, window }) => {
        const days = daysText(range);
        return words(
          `${days.zh}的订单是什么带来的，看下单前 ${window} 天`,
          `What brought the orders of ${days.en}, looking ${window} days back`,
        );
      },
    }),
    async ask(ctx, { compare, ...asked }) {
      const question = { ...attributionInput(asked), compare: compare === true };
      const answer = await runAttribution(ctx, question, await namesOfMarks(ctx, marks));
      return [
        table('kinds', answer.kinds, compare === true),
        { ...table('touches', answer.touches, compare === true), more: answer.more },
      ];
    },
  });
}

function table(key: 'kinds' | 'touches', rows: AttributionReport['touches'], compare: boolean): Table {
  return {
    key,
    words: key === 'kinds' ? words('按种类', 'By kind') : words('逐个触点', 'One by one'),
    columns: [
      { key: 'kind', words: words('种类', 'Kind'), kind: 'text' },
      { key: 'touch', words: words('触点', 'Touch'), kind: 'text' },
      { key: 'orders', words: words('参与的订单', 'Orders it touched'), kind: 'count' },
      { key: 'buyers', words: words('人数', 'People'), kind: 'count' },
      ...MODELS.map((model) => ({ key: model, words: attributionModel[model], kind: 'money' as const })),
      ...(compare
        ? [
            {
              key: 'ordersBefore',
              words: words('参与的订单（上期）', 'Orders it touched (before)'),
              kind: 'count' as const,
            },
            ...MODELS.map((model) => ({
              key: `${model}Before`,
              words: words(`${attributionModel[model].zh}（上期）`, `${attributionModel[model].en} (before)`),
              kind: 'money' as const,
            })),
          ]
        : []),
    ],
    rows: rows.map((row) => [
      touchKind[row.kind],
      key === 'kinds' ? '' : row.label,
      row.orders,
      row.buyers,
      ...MODELS.map((model) => row.credits[model]),
      ...(compare ? [row.before?.orders ?? 0, ...MODELS.map((model) => row.before?.credits[model] ?? 0)] : []),
    ]),
    ...(key === 'kinds' ? { chart: { kind: 'bars' as const, x: 'kind', series: MODELS } } : {}),
  };
}
