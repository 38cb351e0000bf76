import { type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import type { Column } from '../../../platform/table-file.ts';
import { LEVELS, runSpread, type Spread, type SpreadQuestion } from '../spread.ts';
import {
  asOfField,
  daysText,
  eventText,
  isEvent,
  isProperty,
  noEvent,
  noProperty,
  rangeField,
  selectorOf,
  whereField,
  whereProblem,
} from './question.ts';

const ways = [
  { value: 'times', label: words('每人做了几次', 'How often each did it') },
  { value: 'days', label: words('每人有几天做过', 'On how many days') },
  { value: 'sum', label: words('每人的属性合计', 'What a property adds up to for each') },
  { value: 'value', label: words('每次的属性值', 'The value of every event') },
] as const;

export const spreadFields = [
  rangeField,
  { key: 'event', label: words('行为', 'Event'), kind: 'text', max: 64, initial: 'product_view', offers: 'event' },
  { key: 'of', label: words('看什么的分布', 'Spread of'), kind: 'choice', options: ways, initial: 'times' },
  {
    key: 'property',
    label: words('属性', 'Property'),
    kind: 'text',
    max: 64,
    initial: 'value',
    offers: 'property',
    when: { field: 'of', is: ['sum', 'value'] },
  },
  {
    key: 'edges',
    label: words('分段', 'Buckets'),
    hint: words('每段从几开始；不填自动分', 'Where each begins; none: those that suit'),
    kind: 'texts',
    max: 20,
    each: 12,
    optional: true,
  },
  whereField,
  asOfField,
] as const;

type Values = Parameters<NonNullable<typeof spreadForm.problem>>[0];

export const spreadForm = form({
  fields: spreadFields,
  problem: ({ event, property, edges, where }) => {
    if (!isEvent(event)) return { at: 'event', words: noEvent };
    if (property !== null && !isProperty(property)) return { at: 'property', words: noProperty };
    if ((edges ?? []).some((edge) => !/^-?\d+(\.\d+)?$/.test(edge)))
      return { at: 'edges', words: words('每段的开头是一个数', 'Where a bucket begins is a number') };
    return whereProblem(where);
  },
  sentence: ({ range, event, of }) => {
    const [days, name] = [daysText(range), eventText(event)];
    const way = ways.find(({ value }) => value === of)?.label ?? words('', '');
    return words(`${days.zh}「${name.zh}」：${way.zh}`, `“${name.en}” in ${days.en}: ${way.en.toLowerCase()}`);
  },
});

export function spreadAsked({ range, event, of, property, edges, where, asOf }: Values): SpreadQuestion {
  const given = edges && edges.length > 0 ? edges.map(Number) : null;
  return { ...range, asOf, selector: selectorOf(event, where), of, property, edges: given };
}

export const spreadReport = report({
  name: 'analytics.spread',
  words: words('分布', 'Distribution'),
  can: 'analytics.read',
  form: spreadForm,
  async ask(ctx, values) {
    const found = await runSpread(ctx, spreadAsked(values));
    return [bucketTable(found, values), figureTable(found, values)];
  },
});

function bucketTable({ buckets, without, persons: all }: Spread, values: Values): Table {
  // What lies below the first edge is told where somebody is there.
  const told = buckets.filter(({ from, times }) => from !== null || times > 0);
  const rest = without.times > 0 ? [without] : [];
  return {
    key: 'buckets',
    words: words('分布', 'Distribution'),
    columns: [
      { key: 'bucket', words: words('分段', 'Bucket'), kind: 'text' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'share', words: words('占比', 'Share'), kind: 'share' },
      ...(values.of === 'value'
        ? [{ key: 'times', words: words('次数', 'Times'), kind: 'count' } satisfies Column]
        : []),
    ],
    rows: [
      ...told.map((one) => ({ ...one, label: bucketText(one, values) })),
      ...rest.map((one) => ({ ...one, label: words('（没有数值）', '(no number)') })),
    ].map(({ label, persons, times }) => [
      label,
      persons,
      all === 0 ? null : persons / all,
      ...(values.of === 'value' ? [times] : []),
    ]),
    chart: { kind: 'bars', x: 'bucket', series: [values.of === 'value' ? 'times' : 'persons'] },
    people: [
      {
        column: 'persons',
        of: 'analytics.spread',
        values: { ...values },
        rows: [
          ...told.map(({ from, to }) => ({
            least: from === null ? null : String(from),
            below: to === null ? null : String(to),
          })),
          ...rest.map(() => ({ without: true })),
        ],
      },
    ],
  };
}

function bucketText({ from, to }: { readonly from: number | null; readonly to: number | null }, { of }: Values): Words {
  const whole = of === 'times' || of === 'days';
  if (from === null) return words(`${to ?? ''} 以下`, `below ${to ?? ''}`);
  if (to === null) return words(`${from} 及以上`, `${from} or more`);
  if (whole && to === from + 1) return words(`${from}`, `${from}`);
  return whole
    ? words(`${from}–${to - 1}`, `${from}–${to - 1}`)
    : words(`${from} 到 ${to}（不含）`, `${from} to below ${to}`);
}

export const levelWords: readonly Words[] = LEVELS.map((level) => {
  if (level === 0) return words('最小', 'Least');
  if (level === 1) return words('最大', 'Most');
  return level === 0.5 ? words('中位数', 'Median') : words(`${level * 100}% 分位`, `${level * 100}th percentile`);
});

function figureTable({ persons, mean, quantiles }: Spread, _values: Values): Table {
  return {
    key: 'figures',
    words: words('概括', 'In short'),
    columns: [
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'mean', words: words('平均', 'Mean'), kind: 'number' },
      ...levelWords.map((label, n) => ({ key: `q${n}`, words: label, kind: 'number' as const })),
    ],
    rows: persons === 0 ? [] : [[persons, mean, ...quantiles]],
  };
}
