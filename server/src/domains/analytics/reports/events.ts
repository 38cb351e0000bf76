import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { compareField } from '../../../platform/report/compare.ts';
import { type PeopleOfColumn, type Report, report, type Table } from '../../../platform/report/report.ts';
import type { Column } from '../../../platform/table-file.ts';
import type { Grouping } from '../breakdown.ts';
import { type Figures, type Grain, type Group, type Measure, runSeries, type Series } from '../event-series.ts';
import { type BreakdownWords, breakdownFields, breakdownOf, groupText } from './breakdown.ts';
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

const measures = [
  { value: 'count', label: words('次数', 'Times') },
  { value: 'persons', label: words('人数', 'People') },
  { value: 'per_person', label: words('人均次数', 'Times per person') },
  { value: 'sum', label: words('属性求和', 'Sum of a property') },
  { value: 'avg', label: words('属性平均', 'Mean of a property') },
  { value: 'min', label: words('属性最小', 'Least of a property') },
  { value: 'max', label: words('属性最大', 'Most of a property') },
  { value: 'distinct', label: words('属性去重数', 'Different values of a property') },
] as const;

const grains = [
  { value: 'hour', label: words('小时', 'Hour') },
  { value: 'day', label: words('天', 'Day') },
  { value: 'week', label: words('周', 'Week') },
  { value: 'month', label: words('月', 'Month') },
] as const;

const ofProperty = ['sum', 'avg', 'min', 'max', 'distinct'] as const;

/** Any event over time; `groupings`: by what of its persons it may be taken apart. */
export function eventsReport(groupings: readonly Grouping[]): Report {
  return report({
    name: 'analytics.events',
    words: words('事件分析', 'Events over time'),
    can: 'analytics.read',
    form: form({
      fields: [
        rangeField,
        {
          key: 'events',
          label: words('看什么', 'What'),
          kind: 'list',
          min: 1,
          max: 5,
          add: words('再加一个', 'One more'),
          of: [
            {
              key: 'event',
              label: words('行为', 'Event'),
              kind: 'text',
              max: 64,
              initial: 'product_view',
              offers: 'event',
            },
            { key: 'measure', label: words('算什么', 'Measure'), kind: 'choice', options: measures, initial: 'count' },
            {
              key: 'property',
              label: words('属性', 'Property'),
              kind: 'text',
              max: 64,
              initial: 'value',
              offers: 'property',
              when: { field: 'measure', is: [...ofProperty] },
            },
          ],
        },
        { key: 'by', label: words('时间单位', 'By'), kind: 'choice', options: grains, initial: 'day' },
        ...breakdownFields(groupings),
        { key: 'compare', label: compareField.label, hint: compareField.hint, kind: 'switch', initial: true },
        whereField,
        asOfField,
      ],
      problem: ({ events, where, breakdown, breakdownProperty }) => {
        const name = events.findIndex(({ event }) => !isEvent(event));
        if (name >= 0) return { at: `events.${name}.event`, words: noEvent };
        const property = events.findIndex((one) => one.property !== null && !isProperty(one.property));
        if (property >= 0) return { at: `events.${property}.property`, words: noProperty };
        if (breakdown === 'property' && !isProperty(breakdownProperty ?? ''))
          return { at: 'breakdownProperty', words: noProperty };
        return whereProblem(where);
      },
      sentence: ({ range, events, by }) => {
        const [days, what] = [daysText(range), joinWords(events.map(nameOf), words('、', ', '))];
        const grain = grains.find(({ value }) => value === by)?.label ?? words('', '');
        return words(`${days.zh}：${what.zh}，按${grain.zh}`, `${what.en}, ${days.en}, by ${grain.en.toLowerCase()}`);
      },
    }),
    async ask(ctx, { range, asOf, events, by, where, compare, top, breakdown, breakdownProperty }) {
      const taken = await breakdownOf(ctx, groupings, { kind: breakdown, property: breakdownProperty, asOf });
      const lines: Line[] = [];
      // One after the other: each looks at all its events.
      for (const { event, measure, property } of events) {
        const selector = selectorOf(event, where);
        const asked = {
          ...range,
          asOf,
          selector,
          measure,
          property,
          by,
          breakdown: taken.breakdown,
          top: top ?? 5,
          compare,
        };
        const series = await runSeries(ctx, asked);
        const told = { event, measure, property, several: events.length > 1 };
        for (const group of series.groups)
          lines.push({ ...told, group, series, words: lineText(told, group, series, taken.words) });
      }
      const base = { asOf, where, breakdown, breakdownProperty };
      return [trendTable(lines, by, base, breakdown !== 'none'), wholeTable(lines, range, base, compare)];
    },
  });
}

type Told = {
  readonly event: string;
  readonly measure: Measure;
  readonly property: string | null;
  readonly several: boolean;
};
type Line = Told & { readonly group: Group; readonly series: Series; readonly words: Words };
type Base = Readonly<Record<string, unknown>>;

function trendTable(lines: readonly Line[], by: Grain, base: Base, broken: boolean): Table {
  const [first] = lines;
  const { periods = [], unfinished = 0, before = null } = first?.series ?? {};
  const drawn = lines.map((line, n) => ({ line, n })).filter(({ line }) => !broken || line.group.value !== null);
  const columns: Column[] = lines.flatMap(({ measure, property, event, words: label, group }, n) => [
    { key: `s${n}`, words: label, kind: kindOf(measure, property, event) },
    ...(group.before
      ? [
          {
            key: `b${n}`,
            words: words(`${label.zh}（上期）`, `${label.en} (before)`),
            kind: kindOf(measure, property, event),
          },
        ]
      : []),
  ]);
  return {
    key: 'trend',
    words: words('趋势', 'Over time'),
    columns: [{ key: 'period', words: words('时间', 'Time'), kind: by === 'hour' ? 'text' : 'day' }, ...columns],
    rows: periods.map((period, at) => [
      period,
      ...lines.flatMap(({ group }) => [
        group.values[at]?.value ?? null,
        ...(group.before ? [group.before.values[at]?.value ?? null] : []),
      ]),
    ]),
    chart: {
      kind: periods.length > 1 ? 'lines' : 'bars',
      x: 'period',
      series: drawn.map(({ n }) => `s${n}`),
      // Of several lines those before would only be in the way: they stand in the table.
      before: before && drawn.length === 1 ? drawn.map(({ n }) => `b${n}`) : [],
    },
    unfinished,
    people: by === 'day' ? lines.flatMap((line, n) => peopleOfDays(line, n, base)) : [],
  };
}

function peopleOfDays({ event, measure, group, series }: Line, n: number, base: Base): PeopleOfColumn[] {
  if (measure !== 'persons') return [];
  return [
    {
      column: `s${n}`,
      of: 'analytics.did',
      values: { ...base, event, ...whichOf(group, series) },
      rows: series.periods.map((day) => ({ range: { from: day, to: day } })),
    },
  ];
}

function wholeTable(lines: readonly Line[], range: unknown, base: Base, compare: boolean): Table {
  const cells = ({ whole, before }: Group, of: (figures: Figures) => number | null) =>
    [
      of(whole),
      ...(compare ? [before ? of(before.whole) : null, changeOf(of(whole), before ? of(before.whole) : null)] : []),
    ] as const;
  const measured: readonly Column[] = [
    { key: 'value', words: words('合计', 'Whole'), kind: sameKind(lines) },
    ...(compare
      ? [
          { key: 'before', words: words('上期同期', 'Before, as far'), kind: sameKind(lines) } as const,
          { key: 'change', words: words('变化', 'Change'), kind: 'share' } as const,
        ]
      : []),
  ];
  return {
    key: 'whole',
    words: words('整段时间', 'The whole time'),
    columns: [
      { key: 'what', words: words('内容', 'What'), kind: 'text' },
      ...measured,
      { key: 'times', words: words('次数', 'Times'), kind: 'count' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
    ],
    rows: lines.map(({ words: label, group }) => [
      label,
      ...cells(group, ({ value }) => value),
      group.whole.times,
      group.whole.persons,
    ]),
    people: [
      {
        column: 'persons',
        of: 'analytics.did',
        values: { ...base, range },
        rows: lines.map(({ event, group, series }) => ({ event, ...whichOf(group, series) })),
      },
    ],
  };
}

/** Which value of the breakdown, as the question of its people takes it. */
function whichOf({ value, others }: Group, { shares }: Series): Readonly<Record<string, unknown>> {
  if (value === null) return { which: 'all' };
  if (others) return { which: 'others', top: shares.top };
  return value === '' ? { which: 'none' } : { which: 'value', value };
}

function changeOf(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now - before) / before;
}

/** What orders are worth is money; all else is a number. */
function kindOf(measure: Measure, property: string | null, event: string): Column['kind'] {
  if (measure === 'count' || measure === 'persons' || measure === 'distinct') return 'count';
  return property === 'value' && event.startsWith('order.') ? 'money' : 'number';
}

function sameKind(lines: readonly Line[]): Column['kind'] {
  const kinds = new Set(lines.map(({ measure, property, event }) => kindOf(measure, property, event)));
  const [only = 'number'] = kinds;
  return kinds.size === 1 ? only : 'number';
}

function nameOf({ event, measure, property }: Pick<Told, 'event' | 'measure' | 'property'>): Words {
  const [name, label] = [eventText(event), measures.find(({ value }) => value === measure)?.label ?? words('', '')];
  if (property === null) return words(`${name.zh}${label.zh}`, `${name.en} (${label.en.toLowerCase()})`);
  return words(`${name.zh}的 ${property} ${label.zh.slice(2)}`, `${name.en} (${label.en.toLowerCase()}: ${property})`);
}

function lineText(told: Told, group: Group, { left }: Series, named: BreakdownWords): Words {
  if (group.value === null) return nameOf(told);
  const value = group.others ? words(`其他 ${left} 个`, `${left} others`) : groupText(group.value, named);
  return told.several ? joinWords([nameOf(told), value], words(' · ', ' · ')) : value;
}
