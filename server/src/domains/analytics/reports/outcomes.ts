import type { Outcome } from '@huoshui/contracts/outcomes';
import { words } from '@huoshui/contracts/words';
import { noIncrement, outcomeKind, outcomeOrder } from '@huoshui/contracts/words/outcomes';
import { form } from '../../../platform/form/form.ts';
import type { Outcomes } from '../../../platform/outcomes.ts';
import { type Report, report, type Table } from '../../../platform/report/report.ts';
import { byOrder, runOutcomes } from '../outcomes.ts';
import { daysText, rangeField } from './question.ts';

/** Everything that the shop did to sell more, in one list. */
export function outcomesReport(of: () => readonly Outcomes[]): Report {
  return report({
    name: 'analytics.outcomes',
    words: words('活动效果', 'Outcomes'),
    can: 'analytics.read',
    form: form({
      fields: [
        rangeField,
        {
          key: 'kinds',
          label: words('哪些', 'Which'),
          kind: 'choices',
          options: [
            { value: 'journey', label: outcomeKind.journey },
            { value: 'batch', label: outcomeKind.batch },
            { value: 'placement', label: outcomeKind.placement },
            { value: 'promotion', label: outcomeKind.promotion },
            { value: 'coupon', label: outcomeKind.coupon },
            { value: 'privilege', label: outcomeKind.privilege },
            { value: 'code', label: outcomeKind.code },
          ],
          optional: true,
        },
        {
          key: 'order',
          label: words('排序', 'Sorted by'),
          kind: 'choice',
          options: [
            { value: 'cost', label: outcomeOrder.cost },
            { value: 'extra', label: outcomeOrder.extra },
            { value: 'returnOnCost', label: outcomeOrder.returnOnCost },
            { value: 'sales', label: outcomeOrder.sales },
            { value: 'people', label: outcomeOrder.people },
            { value: 'cac', label: outcomeOrder.cac },
          ],
          initial: 'cost',
        },
      ],
      sentence: ({ range }) => {
        const days = daysText(range);
        return words(`${days.zh}做的活动各花了多少、带来多少`, `What was done in ${days.en} cost and brought`);
      },
    }),
    async ask(ctx, { range, kinds, order }) {
      const all = await runOutcomes(ctx, of(), range);
      const shown = all.filter(({ kind }) => kinds === null || kinds.length === 0 || kinds.includes(kind));
      return [outcomeTable(shown.toSorted((a, b) => byOrder(order, a, b)))];
    },
  });
}

function outcomeTable(items: readonly Outcome[]): Table {
  return {
    key: 'outcomes',
    words: words('活动效果', 'Outcomes'),
    columns: [
      { key: 'kind', words: words('种类', 'Kind'), kind: 'text' },
      { key: 'name', words: words('活动', 'What'), kind: 'text' },
      { key: 'people', words: outcomeOrder.people, kind: 'count' },
      { key: 'cost', words: outcomeOrder.cost, kind: 'money' },
      { key: 'sales', words: outcomeOrder.sales, kind: 'money' },
      { key: 'newMembers', words: words('新会员', 'New members'), kind: 'count' },
      { key: 'cac', words: outcomeOrder.cac, kind: 'money' },
      { key: 'extra', words: outcomeOrder.extra, kind: 'money' },
      { key: 'low', words: words('增量不低于', 'At least'), kind: 'money' },
      { key: 'high', words: words('增量不高于', 'At most'), kind: 'money' },
      { key: 'returnOnCost', words: outcomeOrder.returnOnCost, kind: 'number' },
      { key: 'why', words: words('为什么没有增量', 'Why there is no increment'), kind: 'text' },
    ],
    rows: items.map((one) => [
      outcomeKind[one.kind],
      one.name,
      one.people,
      one.cost,
      one.sales,
      one.newMembers,
      one.cac,
      one.extra?.value ?? null,
      one.extra?.low ?? null,
      one.extra?.high ?? null,
      one.returnOnCost?.value ?? null,
      one.noIncrement === null ? '' : noIncrement[one.noIncrement],
    ]),
  };
}
