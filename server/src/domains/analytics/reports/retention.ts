import type { RetentionAims } from '@huoshui/contracts/retention';
import { plainWords, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { getSetting } from '../../../platform/settings.ts';
import { type RetentionReport, runRetention } from '../retention.ts';
import { retentionAims } from '../retention-aims.ts';
import { asOfField, daysText, rangeField } from './question.ts';

const periods = [
  { value: 'day', label: words('天', 'Day') },
  { value: 'week', label: words('周', 'Week') },
  { value: 'month', label: words('月', 'Month') },
] as const;
const modes = [
  { value: 'first_time', label: words('第一次', 'For the first time') },
  { value: 'recurring', label: words('每次', 'Any time') },
  { value: 'rolling', label: words('每次（含之后任意一期）', 'Any time (or later)') },
] as const;

/** What a retention asks, whether for its table or for the people of a cell. */
export const periodField = {
  key: 'period',
  label: words('每', 'By'),
  kind: 'choice',
  options: periods,
  initial: 'day',
} as const;

export const modeField = {
  key: 'mode',
  label: words('起始行为算', 'Start counts'),
  kind: 'choice',
  options: modes,
  initial: 'first_time',
} as const;

const anEvent = { kind: 'text', max: 64, initial: 'order.paid', offers: 'event' } as const;
export const startField = { key: 'start', label: words('起始行为', 'Start event'), ...anEvent } as const;
export const backField = { key: 'back', label: words('回来的行为', 'Return event'), ...anEvent } as const;

export const retentionReport = report({
  name: 'analytics.retention',
  words: words('留存', 'Retention'),
  can: 'analytics.read',
  form: form({
    fields: [
      rangeField,
      asOfField,
      periodField,
      modeField,
      startField,
      backField,
      { key: 'columns', label: words('看几期', 'Periods'), kind: 'count', min: 1, max: 90, optional: true },
      {
        key: 'breakdown',
        label: words('按属性拆分', 'Broken down by'),
        kind: 'text',
        max: 64,
        optional: true,
        offers: 'property',
      },
    ],
    sentence: ({ range, start, back }) => {
      const days = daysText(range);
      return words(
        `${days.zh}做过「${start}」的人，后来又「${back}」`,
        `“${start}” in ${days.en}, then “${back}” again`,
      );
    },
  }),
  async ask(ctx, { range, asOf, period, mode, start, back, columns, breakdown }) {
    const answer = await runRetention(ctx, {
      ...range,
      asOf: asOf ?? undefined,
      period,
      mode,
      start: { event: start },
      return: { event: back },
      ...(columns === null ? {} : { periods: columns }),
      ...(breakdown === null ? {} : { breakdown }),
    });
    const { aims } = await getSetting(ctx, retentionAims);
    return [retentionTable(answer), curveTable(answer, aims)];
  },
});

/** How many of all came back after so long, of the cohorts whose time for it is over. */
type Aims = Static<typeof RetentionAims>['aims'];

function curveTable({ groups, period }: RetentionReport, aims: Aims): Table {
  const { zh, en } = PERIOD[period];
  const shown = groups.length > 1 ? groups.slice(1) : groups;
  return {
    key: 'curve',
    words: words('平均留存', 'On average'),
    columns: [
      { key: 'offset', words: words('隔了', 'After'), kind: 'text' },
      ...shown.map(({ value }, n) => ({
        key: `g${n}`,
        words: value === null ? words('全部', 'All') : plainWords(value),
        kind: 'share' as const,
      })),
    ],
    rows: (groups[0]?.average ?? [])
      .filter(({ offset, eligible }) => offset > 0 && eligible > 0)
      .map(({ offset }) => [
        words(`第${offset}${zh}`, `${en} ${offset}`),
        ...shown.map(({ average }) => average[offset]?.rate ?? null),
      ]),
    chart: {
      kind: 'lines',
      x: 'offset',
      series: shown.map((_, n) => `g${n}`),
      aims: aims
        .filter((aim) => aim.period === period)
        .map(({ name, percent }) => ({ words: plainWords(name), value: percent / 100 })),
    },
  };
}

export const PERIOD = { day: words('日', 'Day'), week: words('周', 'Week'), month: words('月', 'Month') } as const;

export function retentionTable({ groups, period }: RetentionReport): Table {
  const columns = groups[0]?.rows[0]?.cells.length ?? 0;
  const { zh, en } = PERIOD[period];
  // Of one event the share that did it is everyone.
  const same = groups.some((group) => group.sameRate !== null);
  return {
    key: 'cohorts',
    words: words('各期留存', 'By cohort'),
    columns: [
      { key: 'group', words: words('分组', 'Group'), kind: 'text' },
      { key: 'start', words: words('起始', 'Start'), kind: 'day' },
      { key: 'size', words: words('人数', 'People'), kind: 'count' },
      ...(same ? [{ key: 'same', words: words(`同${zh}`, `Same ${en.toLowerCase()}`), kind: 'count' as const }] : []),
      ...Array.from({ length: columns }, (_, n) => ({
        key: `offset${n}`,
        words: words(`第${n}${zh}`, `${en} ${n}`),
        kind: 'count' as const,
      })),
    ],
    rows: groups.flatMap((group) =>
      group.rows.map((row) => [
        group.value ?? words('全部', 'All'),
        row.start,
        row.size,
        ...(same ? [row.same] : []),
        ...row.cells,
      ]),
    ),
  };
}
