import { words } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { addDays } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { countPersons, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { piece } from '../../../platform/event-store/piece.ts';
import { runQuery } from '../../../platform/event-store/query.ts';
import { readAsOf } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { report } from '../../../platform/report/report.ts';
import { getSetting } from '../../../platform/settings.ts';
import { everyone } from '../../analytics/index.ts';
import { STAGES, type Stage } from '../lifecycle.ts';
import { lifecycleSetting } from '../settings.ts';
import { standingsAt } from '../stage-sql.ts';

const steps = [
  { value: 'week', label: words('每周', 'each week') },
  { value: 'month', label: words('每 30 天', 'every 30 days') },
] as const;
const DAYS = { week: 7, month: 30 } as const;

/** How many members stood in each stage at the end of certain days, by the rules of today: each point is what the report of that day says. */
export const baseReport = report({
  name: 'audiences.base',
  words: words('会员结构走势', 'The base over time'),
  can: 'audiences.read',
  form: form({
    fields: [
      { key: 'asOf', label: words('截至', 'As of'), kind: 'day', optional: true },
      { key: 'step', label: words('间隔', 'Each'), kind: 'choice', options: steps, initial: 'week' },
      { key: 'points', label: words('几个时点', 'Points'), kind: 'count', min: 2, max: 26, initial: 13 },
    ],
    sentence: ({ step, points }) =>
      step === 'week'
        ? words(`过去 ${points} 周各阶段的会员，每周看一次`, `Members by stage at the end of each of ${points} weeks`)
        : words(`过去 ${points} 个时点（每 30 天）各阶段的会员`, `Members by stage at ${points} points, every 30 days`),
  }),
  async ask(ctx, { asOf, step, points }) {
    const last = readAsOf(ctx, asOf).asOf;
    const days = Array.from({ length: points }, (_, n) => addDays(last, (n + 1 - points) * DAYS[step]));
    const rows: ReadonlyMap<Stage, number>[] = [];
    // One after the other: each looks at all orders, and others wait for the store too.
    for (const day of days) rows.push(await stagesOn(ctx, day));
    const drawn = STAGES.filter((one) => one !== 'none');
    return [
      {
        key: 'base',
        words: words('各阶段会员', 'Members by stage'),
        columns: [
          { key: 'day', words: words('日期', 'Day'), kind: 'text' },
          ...STAGES.map((one) => ({ key: one, words: stage[one], kind: 'count' as const })),
        ],
        rows: days.map((day, n) => [day, ...STAGES.map((one) => rows[n]?.get(one) ?? 0)]),
        chart: { kind: 'stack', x: 'day', series: drawn },
        people: STAGES.map((one) => ({
          column: one,
          of: 'audiences.stage',
          values: { stage: one },
          rows: days.map((day) => ({ asOf: day })),
        })),
      },
    ];
  },
});

async function stagesOn(ctx: Ctx, day: string): Promise<ReadonlyMap<Stage, number>> {
  const { moment } = readAsOf(ctx, day);
  const rules = await getSetting(ctx, lifecycleSetting);
  const [rows, known] = await Promise.all([
    runQuery<{ stage: Stage; members: number }>(
      ctx,
      piece`SELECT stage, count() AS members FROM (${standingsAt(rules, moment)}) GROUP BY stage`,
    ),
    countPersons(ctx, personsOfQuery(everyone(moment))),
  ]);
  const of = new Map(rows.map((row) => [row.stage, Number(row.members)]));
  const buyers = [...of].reduce((sum, [one, members]) => (one === 'none' ? sum : sum + members), 0);
  return of.set('none', known - buyers);
}
