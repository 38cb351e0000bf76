import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { type Activity, runActivity } from '../activity.ts';
import { asOfField, daysText, eventText, isEvent, noEvent, rangeField } from './question.ts';
import { periodField } from './retention.ts';

export const standings = [
  { value: 'new', label: words('新增', 'New') },
  { value: 'returning', label: words('连续活跃', 'Returning') },
  { value: 'resurrecting', label: words('回流', 'Came back') },
  { value: 'dormant', label: words('沉默', 'Gone quiet') },
] as const;

export const activityFields = [
  rangeField,
  {
    key: 'event',
    label: words('做过', 'Did'),
    kind: 'text',
    max: 64,
    initial: '*',
    offers: 'event',
  },
  periodField,
  asOfField,
] as const;

export const activityReport = report({
  name: 'analytics.activity',
  words: words('活跃构成', 'Who is active'),
  can: 'analytics.read',
  form: form({
    fields: activityFields,
    problem: ({ event }) => (isEvent(event) ? null : { at: 'event', words: noEvent }),
    sentence: ({ range, event }) => {
      const [days, name] = [daysText(range), eventText(event)];
      return words(
        `${days.zh}：有「${name.zh}」的人里，新来的、接着来的、回来的，和刚沉默的`,
        `${days.en}: of those with “${name.en}”, who is new, goes on, came back, or has just gone quiet`,
      );
    },
  }),
  async ask(ctx, { event, ...asked }) {
    const range = { ...asked.range, asOf: asked.asOf };
    return [
      activityTable(await runActivity(ctx, { ...range, selector: { event }, period: asked.period }), {
        event,
        ...asked,
      }),
    ];
  },
});

function activityTable({ rows, unfinished }: Activity, asked: Readonly<Record<string, unknown>>): Table {
  return {
    key: 'standings',
    words: words('活跃构成', 'Who is active'),
    columns: [
      { key: 'period', words: words('时间', 'Time'), kind: 'day' },
      ...standings.map(({ value, label }) => ({ key: value, words: label, kind: 'count' as const })),
    ],
    rows: rows.map((row) => [row.period, ...standings.map(({ value }) => row[value])]),
    chart: { kind: 'stack', x: 'period', series: ['returning', 'new', 'resurrecting'] },
    unfinished,
    people: standings.map(({ value }) => ({
      column: value,
      of: 'analytics.activity',
      values: asked,
      rows: rows.map(({ period }) => ({ standing: value, start: period })),
    })),
  };
}
