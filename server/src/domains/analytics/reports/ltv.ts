import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { compareField } from '../../../platform/report/compare.ts';
import { type Report, report, type Table } from '../../../platform/report/report.ts';
import { type LtvReport, runLtv } from '../ltv/ltv.ts';
import { ltvFields, ltvInput, ltvText } from '../ltv/question.ts';
import type { Marks } from '../marks.ts';

export function ltvReport(marks: Marks): Report {
  return report({
    name: 'analytics.ltv',
    words: words('LTV', 'LTV'),
    can: 'analytics.read',
    form: form({
      fields: [...ltvFields, compareField],
      sentence: (asked) => {
        const who = ltvText(asked);
        return words(`${who.zh}，至今人均消费了多少`, `${who.en}: what each spent so far`);
      },
    }),
    async ask(ctx, { compare, ...asked }) {
      const answer = await runLtv(ctx, marks, { ...ltvInput(asked), compare: compare === true });
      return [groupTable(answer), curveTable(answer), cohortTable(answer)];
    },
  });
}

function groupTable({ groups, period, before }: LtvReport): Table {
  const name = { week: words('周', 'Week'), month: words('月', 'Month') }[period];
  const offsets = (groups[0]?.curve ?? []).map(({ offset }) => offset);
  return {
    key: 'groups',
    words: words('按来源', 'By source'),
    columns: [
      { key: 'source', words: words('首次来源', 'First source'), kind: 'text' },
      { key: 'members', words: words('人数', 'Members'), kind: 'count' },
      { key: 'cost', words: words('成本', 'Cost'), kind: 'money' },
      { key: 'cac', words: words('人均获客成本', 'CAC'), kind: 'money' },
      { key: 'payback', words: words('回本周期', 'Paid back in period'), kind: 'count' },
      ...(groups[0]?.curve ?? []).map(({ offset }) => ({
        key: `each_${offset}`,
        words: words(`第 ${offset} ${name.zh}人均`, `${name.en} ${offset}, each`),
        kind: 'money' as const,
      })),
      ...(before
        ? [
            { key: 'membersBefore', words: words('人数（上期）', 'Members (before)'), kind: 'count' as const },
            ...offsets.map((offset) => ({
              key: `before_${offset}`,
              words: words(`第 ${offset} ${name.zh}人均（上期）`, `${name.en} ${offset}, each (before)`),
              kind: 'money' as const,
            })),
          ]
        : []),
    ],
    rows: groups.map(({ label, members, cost, cac, payback, curve, before: then }) => [
      label,
      members,
      cost,
      cac,
      payback,
      ...curve.map(({ each }) => each),
      ...(before ? [then?.members ?? 0, ...offsets.map((offset) => then?.each[offset] ?? null)] : []),
    ]),
  };
}

/** More lines would be told apart by nobody. */
const MOST_LINES = 6;

/** The same a row a period, as it is drawn. */
function curveTable({ groups, period }: LtvReport): Table {
  const name = { week: words('周', 'Week'), month: words('月', 'Month') }[period];
  const drawn = groups.slice(0, MOST_LINES);
  const told = Math.max(0, ...drawn.map(({ curve }) => curve.filter(({ each }) => each !== null).length));
  return {
    key: 'curve',
    words: words('人均累计消费', 'What each spent so far'),
    columns: [
      { key: 'offset', words: words('周期', 'Period'), kind: 'text' },
      ...drawn.map(({ label }, n) => ({ key: `group_${n}`, words: label, kind: 'money' as const })),
    ],
    rows: Array.from({ length: told }, (_, n) => [
      words(`第 ${n} ${name.zh}`, `${name.en} ${n}`),
      ...drawn.map(({ curve }) => curve[n]?.each ?? null),
    ]),
    chart: { kind: 'lines', x: 'offset', series: drawn.map((_, n) => `group_${n}`) },
  };
}

/** What is not over yet is in no file: it would be taken for what it will be. */
function cohortTable({ groups, period }: LtvReport): Table {
  const [whole] = groups;
  const name = { week: words('周', 'Week'), month: words('月', 'Month') }[period];
  return {
    key: 'cohorts',
    words: words('按批次（全部来源，累计消费）', 'By cohort (all sources, spent so far)'),
    columns: [
      { key: 'start', words: words('批次', 'Cohort'), kind: 'text' },
      { key: 'members', words: words('人数', 'Members'), kind: 'count' },
      ...(whole?.curve ?? []).map(({ offset }) => ({
        key: `spent_${offset}`,
        words: words(`至第 ${offset} ${name.zh}末`, `Until the end of ${name.en.toLowerCase()} ${offset}`),
        kind: 'money' as const,
      })),
    ],
    rows: (whole?.rows ?? []).map(({ start, members, cells, over }) => [
      start,
      members,
      ...cells.map((cell, offset) => (offset < over ? cell : null)),
    ]),
  };
}
