import type { TargetProgress } from '@huoshui/contracts/targets';
import { words } from '@huoshui/contracts/words';
import { targetFigure, targetPeriod } from '@huoshui/contracts/words/targets';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { runTargets } from '../targets/progress.ts';
import { asOfField } from './question.ts';

/** How far the running target of a figure is, as it stands on a dashboard. */
export const targetReport = report({
  name: 'analytics.target',
  words: words('目标进度', 'Target and actual'),
  can: 'analytics.read',
  form: form({
    fields: [
      {
        key: 'figure',
        label: words('指标', 'Figure'),
        kind: 'choice',
        options: [
          { value: 'spent', label: targetFigure.spent },
          { value: 'orders', label: targetFigure.orders },
          { value: 'payers', label: targetFigure.payers },
          { value: 'newPayers', label: targetFigure.newPayers },
          { value: 'newMembers', label: targetFigure.newMembers },
          { value: 'repurchase', label: targetFigure.repurchase },
        ],
        initial: 'spent',
      },
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
      asOfField,
    ],
    sentence: ({ figure, period }) => {
      const [named, long] = [targetFigure[figure], targetPeriod[period]];
      return words(
        `本${long.zh}的${named.zh}离目标多远`,
        `${named.en} against the target of the ${long.en.toLowerCase()}`,
      );
    },
  }),
  async ask(ctx, { figure, period, asOf }) {
    const all = await runTargets(ctx, asOf ?? undefined);
    const found = all.find((one) => one.figure === figure && one.period === period);
    return found === undefined ? [] : [curveTable(found), standingTable(found)];
  },
});

function kindOf(figure: TargetProgress['figure']): 'money' | 'share' | 'count' {
  return figure === 'spent' ? 'money' : figure === 'repurchase' ? 'share' : 'count';
}

/** A share is a part of one in tables; a target is in whole points. */
function shown({ figure }: TargetProgress, value: number | null): number | null {
  if (value === null) return null;
  return figure === 'repurchase' ? value / 100 : Math.round(value);
}

function curveTable(target: TargetProgress): Table {
  const kind = kindOf(target.figure);
  const unfinished = target.days.findIndex(({ actual }) => actual === null);
  return {
    key: 'curve',
    words: words('按天累计', 'Day by day, summed up'),
    columns: [
      { key: 'day', words: words('日期', 'Day'), kind: 'day' },
      { key: 'actual', words: targetFigure[target.figure], kind },
      { key: 'due', words: words('应达到', 'Due'), kind },
    ],
    rows: target.days.map(({ day, due, actual }) => [day, shown(target, actual), shown(target, due)]),
    chart: { kind: 'lines', x: 'day', series: ['actual'], before: ['due'] },
    ...(unfinished < 0 ? {} : { unfinished }),
  };
}

function standingTable(target: TargetProgress): Table {
  const kind = kindOf(target.figure);
  const { forecast, actual, aim, dueByThen, byThen } = target;
  return {
    key: 'standing',
    words: words('目标进度', 'Target and actual'),
    columns: [
      { key: 'figure', words: words('指标', 'Figure'), kind: 'text' },
      { key: 'aim', words: words('目标', 'Target'), kind },
      { key: 'actual', words: words('至今', 'So far'), kind },
      { key: 'done', words: words('完成', 'Reached'), kind: 'share' },
      { key: 'byThen', words: words('到昨天', 'By yesterday'), kind },
      { key: 'due', words: words('到昨天应达到', 'Due by yesterday'), kind },
      { key: 'forecast', words: words('预计期末', 'At the end, expected'), kind },
      { key: 'low', words: words('预计不低于', 'Expected at least'), kind },
      { key: 'high', words: words('预计不高于', 'Expected at most'), kind },
    ],
    rows: [
      [
        targetFigure[target.figure],
        shown(target, aim),
        shown(target, actual),
        actual / aim,
        shown(target, byThen),
        shown(target, dueByThen),
        shown(target, forecast?.value ?? null),
        shown(target, forecast?.low ?? null),
        shown(target, forecast?.high ?? null),
      ],
    ],
  };
}
