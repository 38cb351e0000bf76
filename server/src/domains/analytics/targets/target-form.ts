import { words } from '@huoshui/contracts/words';
import { targetCurve, targetFigure, targetPeriod } from '@huoshui/contracts/words/targets';
import { form } from '../../../platform/form/form.ts';
import { lastDayOf } from './period.ts';

const figures = [
  { value: 'spent', label: targetFigure.spent },
  { value: 'orders', label: targetFigure.orders },
  { value: 'payers', label: targetFigure.payers },
  { value: 'newPayers', label: targetFigure.newPayers },
  { value: 'newMembers', label: targetFigure.newMembers },
  { value: 'repurchase', label: targetFigure.repurchase },
] as const;

export const targetForm = form({
  fields: [
    { key: 'figure', label: words('指标', 'Figure'), kind: 'choice', options: figures, initial: 'spent' },
    {
      key: 'period',
      label: words('周期', 'Period'),
      kind: 'choice',
      options: [
        { value: 'month', label: targetPeriod.month },
        { value: 'quarter', label: targetPeriod.quarter },
      ],
      initial: 'month',
    },
    {
      key: 'startsOn',
      label: words('从哪一天开始', 'Begins on'),
      hint: words('月初或季初的那一天', 'The first day of the month or quarter'),
      kind: 'day',
    },
    {
      key: 'money',
      label: words('目标金额', 'To reach'),
      kind: 'money',
      min: 1,
      max: 1_000_000_000_000,
      when: { field: 'figure', is: ['spent'] },
    },
    {
      key: 'count',
      label: words('目标数量', 'To reach'),
      kind: 'count',
      min: 1,
      max: 1_000_000_000,
      when: { field: 'figure', is: ['orders', 'payers', 'newPayers', 'newMembers'] },
    },
    {
      key: 'percent',
      label: words('目标比例', 'To reach'),
      kind: 'percent',
      min: 1,
      max: 100,
      when: { field: 'figure', is: ['repurchase'] },
    },
    {
      key: 'curve',
      label: words('怎么分到每一天', 'Spread over the days'),
      kind: 'choice',
      options: [
        { value: 'weekday', label: targetCurve.weekday },
        { value: 'even', label: targetCurve.even },
      ],
      initial: 'weekday',
      when: { field: 'figure', is: ['spent', 'orders', 'newPayers', 'newMembers'] },
    },
  ],
  problem: ({ period, startsOn }) => {
    const month = Number(startsOn.slice(5, 7));
    const isStart = startsOn.endsWith('-01') && (period === 'month' || month % 3 === 1);
    return isStart
      ? null
      : {
          at: 'startsOn',
          words:
            period === 'month'
              ? words('要是一个月的第一天', 'Has to be the first day of a month')
              : words('要是一个季度的第一天', 'Has to be the first day of a quarter'),
        };
  },
  sentence: ({ figure, period, startsOn, money, count, percent }) => {
    const named = targetFigure[figure];
    const reach =
      money !== null
        ? `¥${(money / 100).toFixed(2)}`
        : count !== null
          ? String(count)
          : percent !== null
            ? `${percent}%`
            : '–';
    const to = lastDayOf(startsOn, period);
    return words(`${startsOn} 至 ${to}，${named.zh}达到 ${reach}`, `${named.en} from ${startsOn} to ${to}: ${reach}`);
  },
});
