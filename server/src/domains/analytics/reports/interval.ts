import { type Words, words } from '@huoshui/contracts/words';
import { askedBefore } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { asBefore, besideBefore, compareField, pointsOf, shareOf, WHEN } from '../../../platform/report/compare.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import type { Cell } from '../../../platform/table-file.ts';
import { type Interval, type IntervalQuestion, runInterval } from '../interval.ts';
import { asOfField, daysText, eventText, isEvent, noEvent, rangeField } from './question.ts';
import { levelWords } from './spread.ts';

export const intervalFields = [
  rangeField,
  { key: 'start', label: words('从', 'From'), kind: 'text', max: 64, initial: 'product_view', offers: 'event' },
  {
    key: 'end',
    label: words('到', 'To'),
    hint: words('不选就是同一个行为的下一次', 'None: to the same again'),
    kind: 'text',
    max: 64,
    optional: true,
    initial: 'order.paid',
    offers: 'event',
  },
  {
    key: 'within',
    label: words('不超过', 'Within'),
    kind: 'count',
    unit: words('天', 'days'),
    min: 1,
    max: 366,
    initial: 30,
  },
  asOfField,
] as const;

type Values = Parameters<NonNullable<typeof intervalForm.problem>>[0];

export const intervalForm = form({
  fields: intervalFields,
  problem: ({ start, end }) => {
    if (!isEvent(start) || start === '*') return { at: 'start', words: noEvent };
    return end !== null && (!isEvent(end) || end === '*') ? { at: 'end', words: noEvent } : null;
  },
  sentence: ({ range, start, end, within }) => {
    const [days, from, to] = [daysText(range), eventText(start), eventText(end ?? start)];
    return words(
      `${days.zh}从「${from.zh}」到${end === null || end === start ? '下一次' : ''}「${to.zh}」隔了多久（${within} 天内）`,
      `From “${from.en}” in ${days.en} to ${end === null || end === start ? 'the next ' : ''}“${to.en}”, within ${within} days`,
    );
  },
});

export function intervalAsked({ range, start, end, within, asOf }: Values): IntervalQuestion {
  return {
    ...range,
    asOf,
    start: { event: start },
    end: end === null || end === start ? null : { event: end },
    withinMs: within * 86_400_000,
  };
}

export const intervalReport = report({
  name: 'analytics.interval',
  words: words('间隔', 'Intervals'),
  can: 'analytics.read',
  form: form({
    fields: [...intervalFields, compareField],
    problem: (values) => intervalForm.problem?.(values) ?? null,
    sentence: (values, names) => intervalForm.sentence(values, names),
  }),
  async ask(ctx, { compare, ...values }) {
    const asked = intervalAsked(values);
    const found = await runInterval(ctx, asked);
    const before = compare === true ? await runInterval(ctx, askedBefore(ctx, asked)) : null;
    return [bucketTable(found, before, values), figureTable(found, before)];
  },
});

function bucketTable({ buckets, pairs }: Interval, before: Interval | null, values: Values): Table {
  const none = pairs === 0 && (before?.pairs ?? 0) === 0;
  return {
    key: 'buckets',
    words: words('隔了多久', 'How long'),
    columns: [
      { key: 'bucket', words: words('间隔', 'Interval'), kind: 'text' },
      { key: 'pairs', words: words('次数', 'Times'), kind: 'count' },
      { key: 'share', words: words('占比', 'Share'), kind: 'share' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      ...(before
        ? ([
            { key: 'pairs_before', words: asBefore(words('次数', 'Times')), kind: 'count' },
            { key: 'share_before', words: asBefore(words('占比', 'Share')), kind: 'share' },
            { key: 'change', words: words('占比变化', 'Change of share'), kind: 'points' },
          ] as const)
        : []),
    ],
    rows: none
      ? []
      : buckets.map((one, n) => {
          const [share, then] = [shareOf(one.pairs, pairs), before?.buckets[n]?.pairs ?? 0];
          const was = before && shareOf(then, before.pairs);
          return [bucketText(one), one.pairs, share, one.persons, ...(before ? [then, was, pointsOf(share, was)] : [])];
        }),
    chart: { kind: 'bars', x: 'bucket', series: ['pairs'], ...(before ? { before: ['pairs_before'] } : {}) },
    people: [
      {
        column: 'persons',
        of: 'analytics.interval',
        values: { ...values },
        rows: buckets.map(({ from, to }) => ({ least: from, below: to })),
      },
    ],
  };
}

function figureTable(now: Interval, before: Interval | null): Table {
  const cellsOf = ({ pairs, persons, unpaired, open, mean, quantiles }: Interval): Cell[] => [
    pairs,
    persons,
    mean,
    ...quantiles,
    unpaired,
    open,
  ];
  return {
    key: 'figures',
    words: words('概括', 'In short'),
    columns: [
      ...(before ? [WHEN] : []),
      { key: 'pairs', words: words('次数', 'Times'), kind: 'count' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'mean', words: words('平均', 'Mean'), kind: 'seconds' },
      ...levelWords.map((label, n) => ({ key: `q${n}`, words: label, kind: 'seconds' as const })),
      { key: 'unpaired', words: words('没有等到的开始', 'Starts without an end'), kind: 'count' },
      { key: 'open', words: words('其中时间还没到', 'of these, time is not over'), kind: 'count' },
    ],
    rows: besideBefore(now, before, cellsOf, ({ pairs, unpaired }) => pairs + unpaired > 0),
  };
}

function bucketText({ from, to }: { readonly from: number; readonly to: number | null }): Words {
  const [least, below] = [lengthText(from), to === null ? null : lengthText(to)];
  if (below === null) return words(`${least.zh}及以上`, `${least.en} or more`);
  return from === 0
    ? words(`不到 ${below.zh}`, `under ${below.en}`)
    : words(`${least.zh}–${below.zh}`, `${least.en} – ${below.en}`);
}

function lengthText(seconds: number): Words {
  if (seconds >= 86_400) return words(`${seconds / 86_400} 天`, `${seconds / 86_400} d`);
  if (seconds >= 3600) return words(`${seconds / 3600} 小时`, `${seconds / 3600} h`);
  return words(`${seconds / 60} 分钟`, `${seconds / 60} min`);
}
