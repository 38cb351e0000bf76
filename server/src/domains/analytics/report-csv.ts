import { toCsv } from '../../platform/csv.ts';
import type { FunnelReport } from './funnel-plan.ts';
import type { OverviewReport } from './overview.ts';
import type { RepurchaseReport } from './repurchase.ts';
import type { RetentionReport } from './retention.ts';

// Reports as files for a spreadsheet: the same numbers as on the page, money in yuan.

const yuan = (fen: number | null): number | null => (fen === null ? null : fen / 100);
const round = (value: number | null, digits = 4): number | null =>
  value === null ? null : Number(value.toFixed(digits));

export function overviewCsv({ days }: OverviewReport): string {
  return toCsv(
    [
      '日期',
      'GMV(元)',
      '消费(元)',
      '退款(元)',
      '订单数',
      '支付人数',
      '新客',
      '老客',
      '访客数',
      '支付转化率',
      '客单价(元)',
    ],
    days.map((d) => [
      d.day,
      yuan(d.gmv),
      yuan(d.spent),
      yuan(d.refunds),
      d.orders,
      d.payers,
      d.newPayers,
      d.returningPayers,
      d.visitors,
      round(d.conversion),
      yuan(d.orderValue),
    ]),
  );
}

const PERIODS = { day: '日', week: '周', month: '月' } as const;

export function retentionCsv({ groups, period }: RetentionReport): string {
  const columns = groups[0]?.rows[0]?.cells.length ?? 0;
  return toCsv(
    ['分组', '起始', '人数', ...Array.from({ length: columns }, (_, n) => `第${n}${PERIODS[period]}`)],
    groups.flatMap((group) => group.rows.map((row) => [group.value ?? '全部', row.start, row.size, ...row.cells])),
  );
}

export function funnelCsv({ steps }: FunnelReport): string {
  return toCsv(
    ['步骤', '事件', '人数', '上一步转化率', '总转化率', '平均用时(秒)', '中位用时(秒)'],
    steps.map((s) => [
      s.label.zh,
      s.event,
      s.persons,
      round(s.fromPrevious),
      round(s.fromFirst),
      round(s.meanSeconds, 1),
      round(s.medianSeconds, 1),
    ]),
  );
}

export function repurchaseCsv(report: RepurchaseReport, table: 'cohorts' | 'intervals' | 'orders' = 'cohorts'): string {
  if (table === 'intervals') {
    const rows = report.intervals.buckets.map((b) => [b.to === null ? `${b.from}+` : `${b.from}–${b.to - 1}`, b.pairs]);
    return toCsv(['间隔(天)', '次数'], rows);
  }
  if (table === 'orders') {
    return toCsv(
      ['订单数', '人数'],
      report.byOrders.map((row) => [row.orders === 10 ? '10+' : row.orders, row.buyers]),
    );
  }
  return toCsv(
    [
      '首单月份',
      '首购人数',
      '复购人数',
      '复购率',
      '30天内复购',
      '60天内复购',
      '90天内复购',
      '累计GMV(元)',
      '累计消费(元)',
    ],
    report.cohorts.map((c) => [
      c.month.slice(0, 7),
      c.buyers,
      c.repeatBuyers,
      round(c.rate),
      c.within30,
      c.within60,
      c.within90,
      yuan(c.gmv),
      yuan(c.spent),
    ]),
  );
}
