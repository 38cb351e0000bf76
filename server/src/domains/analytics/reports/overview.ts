import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { type OverviewReport, runOverview } from '../overview.ts';
import { asOfField, daysText, rangeField } from './question.ts';

export const overviewReport = report({
  name: 'analytics.overview',
  words: words('概览', 'Overview'),
  can: 'analytics.read',
  form: form({
    fields: [rangeField, asOfField],
    sentence: ({ range }) => {
      const days = daysText(range);
      return words(`${days.zh}的生意`, `Business of ${days.en}`);
    },
  }),
  async ask(ctx, { range, asOf }) {
    return [overviewTable(await runOverview(ctx, { ...range, asOf: asOf ?? undefined }))];
  },
});

export function overviewTable({ days }: OverviewReport): Table {
  return {
    key: 'days',
    words: words('按天明细', 'By day'),
    columns: [
      { key: 'day', words: words('日期', 'Date'), kind: 'day' },
      { key: 'gmv', words: words('GMV', 'GMV'), kind: 'money' },
      { key: 'spent', words: words('消费', 'Spent'), kind: 'money' },
      { key: 'refunds', words: words('退款', 'Refunds'), kind: 'money' },
      { key: 'orders', words: words('订单数', 'Orders'), kind: 'count' },
      { key: 'payers', words: words('支付人数', 'Payers'), kind: 'count' },
      { key: 'newPayers', words: words('新客', 'New'), kind: 'count' },
      { key: 'returningPayers', words: words('老客', 'Returning'), kind: 'count' },
      { key: 'visitors', words: words('访客数', 'Visitors'), kind: 'count' },
      { key: 'conversion', words: words('支付转化率', 'Conversion'), kind: 'share' },
      { key: 'orderValue', words: words('客单价', 'Order value'), kind: 'money' },
    ],
    rows: days.map((d) => [
      d.day,
      d.gmv,
      d.spent,
      d.refunds,
      d.orders,
      d.payers,
      d.newPayers,
      d.returningPayers,
      d.visitors,
      d.conversion,
      d.orderValue,
    ]),
    chart: { kind: days.length > 1 ? 'lines' : 'bars', x: 'day', series: ['gmv', 'spent'] },
  };
}
