import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { type RepurchaseReport, runRepurchase } from '../repurchase.ts';
import { asOfField, daysText, rangeField } from './question.ts';

export const repurchaseReport = report({
  name: 'analytics.repurchase',
  words: words('复购', 'Repurchase'),
  can: 'analytics.read',
  form: form({
    fields: [rangeField, asOfField],
    sentence: ({ range }) => {
      const days = daysText(range);
      return words(`首单在${days.zh}的会员，后来又买了多少`, `First order in ${days.en}: who bought again`);
    },
  }),
  async ask(ctx, { range, asOf }) {
    const answer = await runRepurchase(ctx, { ...range, asOf: asOf ?? undefined });
    return [cohortTable(answer), intervalTable(answer), ordersTable(answer)];
  },
});

export function repurchaseTable(answer: RepurchaseReport, key: 'cohorts' | 'intervals' | 'orders' = 'cohorts'): Table {
  return { cohorts: cohortTable, intervals: intervalTable, orders: ordersTable }[key](answer);
}

function cohortTable({ cohorts }: RepurchaseReport): Table {
  const within = (days: number) => ({
    key: `within${days}`,
    words: words(`${days}天内复购`, `Within ${days} days`),
    kind: 'count' as const,
  });
  return {
    key: 'cohorts',
    words: words('按首购月份', 'By first month'),
    columns: [
      { key: 'month', words: words('首单月份', 'First month'), kind: 'text' },
      { key: 'buyers', words: words('首购人数', 'First buyers'), kind: 'count' },
      { key: 'repeatBuyers', words: words('复购人数', 'Repeat buyers'), kind: 'count' },
      { key: 'rate', words: words('复购率', 'Repeat rate'), kind: 'share' },
      within(30),
      within(60),
      within(90),
      { key: 'gmv', words: words('累计GMV', 'GMV so far'), kind: 'money' },
      { key: 'spent', words: words('累计消费', 'Spent so far'), kind: 'money' },
    ],
    rows: cohorts.map((c) => [
      c.month.slice(0, 7),
      c.buyers,
      c.repeatBuyers,
      c.rate,
      c.within30,
      c.within60,
      c.within90,
      c.gmv,
      c.spent,
    ]),
    chart: { kind: 'bars', x: 'month', series: ['rate'] },
  };
}

function intervalTable({ intervals }: RepurchaseReport): Table {
  return {
    key: 'intervals',
    words: words('复购间隔', 'Intervals'),
    columns: [
      { key: 'days', words: words('间隔(天)', 'Days between'), kind: 'text' },
      { key: 'pairs', words: words('次数', 'Times'), kind: 'count' },
      { key: 'buyers', words: words('人数', 'People'), kind: 'count' },
    ],
    rows: intervals.buckets.map((b) => [b.to === null ? `${b.from}+` : `${b.from}–${b.to - 1}`, b.pairs, b.buyers]),
    chart: { kind: 'bars', x: 'days', series: ['buyers'] },
  };
}

function ordersTable({ byOrders }: RepurchaseReport): Table {
  return {
    key: 'orders',
    words: words('按订单数', 'By orders'),
    columns: [
      { key: 'orders', words: words('订单数', 'Orders'), kind: 'text' },
      { key: 'buyers', words: words('人数', 'People'), kind: 'count' },
    ],
    rows: byOrders.map((row) => [row.orders === 10 ? '10+' : String(row.orders), row.buyers]),
    chart: { kind: 'bars', x: 'orders', series: ['buyers'] },
  };
}
