import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { HORIZONS, reportValue } from '../value/value-report.ts';

export const valueReport = report({
  name: 'audiences.value',
  words: words('客户价值', 'Customer value'),
  can: 'audiences.read',
  form: form({
    fields: [],
    sentence: () => words('买过的会员还会不会再买，值多少', 'Who will buy again, and for how much'),
  }),
  async ask(ctx) {
    const answer = await reportValue(ctx);
    return answer.day === null ? [] : [bandTable(answer), aheadTable(answer), calibrationTable(answer)];
  },
});

type Answer = Awaited<ReturnType<typeof reportValue>>;

export function bandTable({ bands }: Pick<Answer, 'bands'>): Table {
  return {
    key: 'bands',
    words: words('还会再买的概率', 'Likely to buy again'),
    columns: [
      { key: 'band', words: words('概率', 'Probability'), kind: 'text' },
      { key: 'members', words: words('会员数', 'Members'), kind: 'count' },
      { key: 'spent', words: words('累计消费', 'Spent'), kind: 'money' },
      ...HORIZONS.flatMap((days) => [
        {
          key: `purchases_${days}`,
          words: words(`${days} 天预计购买`, `Purchases in ${days} days`),
          kind: 'number',
        } as const,
        { key: `spent_${days}`, words: words(`${days} 天预计消费`, `Spent in ${days} days`), kind: 'money' } as const,
      ]),
    ],
    rows: bands.map((b) => [
      b.label,
      b.members,
      b.spent,
      ...b.ahead.flatMap(({ purchases, spent }) => [Math.round(purchases * 10) / 10, spent]),
    ]),
  };
}

function aheadTable({ ahead }: Answer): Table {
  return {
    key: 'ahead',
    words: words('全部买过的会员', 'All buyers'),
    columns: [
      { key: 'days', words: words('往后天数', 'Days ahead'), kind: 'count' },
      { key: 'purchases', words: words('预计购买', 'Expected purchases'), kind: 'number' },
      { key: 'purchases_low', words: words('购买下限（95%）', 'Purchases, low (95 %)'), kind: 'number' },
      { key: 'purchases_high', words: words('购买上限（95%）', 'Purchases, high (95 %)'), kind: 'number' },
      { key: 'spent', words: words('预计消费', 'Expected spending'), kind: 'money' },
      { key: 'spent_low', words: words('消费下限（95%）', 'Spending, low (95 %)'), kind: 'money' },
      { key: 'spent_high', words: words('消费上限（95%）', 'Spending, high (95 %)'), kind: 'money' },
    ],
    rows: ahead.map(({ days, purchases, spent, interval }) => [
      days,
      purchases,
      interval?.purchases.low ?? null,
      interval?.purchases.high ?? null,
      spent,
      interval?.spent.low ?? null,
      interval?.spent.high ?? null,
    ]),
  };
}

function calibrationTable({ calibration }: Answer): Table {
  return {
    key: 'calibration',
    words: words('预测与实际', 'Foretold and come'),
    columns: [
      { key: 'repeats', words: words('当时复购次数', 'Repeats by then'), kind: 'count' },
      { key: 'members', words: words('会员数', 'Members'), kind: 'count' },
      { key: 'expected', words: words('预计购买', 'Expected purchases'), kind: 'number' },
      { key: 'bought', words: words('实际购买', 'Purchases'), kind: 'count' },
      { key: 'error', words: words('误差', 'Error'), kind: 'share' },
    ],
    rows: (calibration?.rows ?? []).map((r) => [
      r.repeats,
      r.members,
      Math.round(r.expected * 10) / 10,
      r.bought,
      r.bought > 0 ? r.expected / r.bought - 1 : null,
    ]),
  };
}
