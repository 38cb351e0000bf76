import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { askedBefore } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { asBefore, besideBefore, compareField, pointsOf, shareOf, WHEN } from '../../../platform/report/compare.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import type { Cell, Column } from '../../../platform/table-file.ts';
import { type Bucket, LEVELS, runSpread, type Spread, type SpreadQuestion } from '../spread.ts';
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
  form: form({
    fields: [...spreadFields, compareField],
    problem: (values) => spreadForm.problem?.(values) ?? null,
    sentence: (values, names) => spreadForm.sentence(values, names),
  }),
  async ask(ctx, { compare, ...values }) {
    const asked = spreadAsked(values);
    const found = await runSpread(ctx, asked);
    const before = compare === true ? await spreadBefore(ctx, asked, found) : null;
    return [bucketTable(found, before, values), figureTable(found, before)];
  },
});

/** The same buckets of as many days before. */
async function spreadBefore(ctx: Ctx, asked: SpreadQuestion, { buckets }: Spread): Promise<Spread> {
  return runSpread(ctx, { ...askedBefore(ctx, asked), edges: buckets.flatMap(({ from }) => from ?? []) });
}

function bucketTable({ buckets, without, persons: all }: Spread, before: Spread | null, values: Values): Table {
  const paired = buckets.map((now, n) => ({ now, past: before?.buckets[n] ?? null }));
  // What lies below the first edge is told where somebody is there.
  const told = paired.filter(({ now, past }) => now.from !== null || now.times > 0 || (past?.times ?? 0) > 0);
  const rest =
    without.times > 0 || (before?.without.times ?? 0) > 0 ? [{ now: without, past: before?.without ?? null }] : [];
  const [counts, ofValue] = [values.of === 'value' ? 'times' : 'persons', values.of === 'value'] as const;
  const cellsOf = (label: Words, now: Counted, past: Counted | null): Cell[] => {
    const [share, was] = [shareOf(now.persons, all), past && before && shareOf(past.persons, before.persons)];
    return [
      label,
      now.persons,
      share,
      ...(ofValue ? [now.times] : []),
      ...(before ? [past?.persons ?? 0, was, ...(ofValue ? [past?.times ?? 0] : []), pointsOf(share, was)] : []),
    ];
  };
  return {
    key: 'buckets',
    words: words('分布', 'Distribution'),
    columns: [
      { key: 'bucket', words: words('分段', 'Bucket'), kind: 'text' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'share', words: words('占比', 'Share'), kind: 'share' },
      ...(ofValue ? [TIMES] : []),
      ...(before
        ? ([
            { key: 'persons_before', words: asBefore(words('人数', 'People')), kind: 'count' },
            { key: 'share_before', words: asBefore(words('占比', 'Share')), kind: 'share' },
            ...(ofValue ? ([{ ...TIMES, key: 'times_before', words: asBefore(TIMES.words) }] as const) : []),
            { key: 'change', words: words('占比变化', 'Change of share'), kind: 'points' },
          ] as const)
        : []),
    ],
    rows: [
      ...told.map(({ now, past }) => cellsOf(bucketText(now, values), now, past)),
      ...rest.map(({ now, past }) => cellsOf(words('（没有数值）', '(no number)'), now, past)),
    ],
    chart: { kind: 'bars', x: 'bucket', series: [counts], ...(before ? { before: [`${counts}_before`] } : {}) },
    people: [
      {
        column: 'persons',
        of: 'analytics.spread',
        values: { ...values },
        rows: [
          ...told.map(({ now: { from, to } }) => ({
            least: from === null ? null : String(from),
            below: to === null ? null : String(to),
          })),
          ...rest.map(() => ({ without: true })),
        ],
      },
    ],
  };
}

type Counted = Pick<Bucket, 'persons' | 'times'>;
const TIMES = { key: 'times', words: words('次数', 'Times'), kind: 'count' } as const satisfies Column;

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

function figureTable(now: Spread, before: Spread | null): Table {
  const cellsOf = ({ persons, mean, quantiles }: Spread): Cell[] => [persons, mean, ...quantiles];
  return {
    key: 'figures',
    words: words('概括', 'In short'),
    columns: [
      ...(before ? [WHEN] : []),
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'mean', words: words('平均', 'Mean'), kind: 'number' },
      ...levelWords.map((label, n) => ({ key: `q${n}`, words: label, kind: 'number' as const })),
    ],
    rows: besideBefore(now, before, cellsOf, ({ persons }) => persons > 0),
  };
}
