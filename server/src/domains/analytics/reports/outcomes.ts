import type { Outcome } from '@huoshui/contracts/outcomes';
import { words } from '@huoshui/contracts/words';
import { noIncrement, type OutcomeOrder, outcomeKind, outcomeOrder } from '@huoshui/contracts/words/outcomes';
import { form } from '../../../platform/form/form.ts';
import type { Outcomes } from '../../../platform/outcomes.ts';
import { compareField } from '../../../platform/report/compare.ts';
import { type PeopleOfColumn, type Report, report, type Table } from '../../../platform/report/report.ts';
import { figureOf, runOutcomes } from '../outcomes.ts';
import { daysText, rangeField } from './question.ts';

/** Everything that the shop did to sell more, in one list. */
export function outcomesReport(of: () => readonly Outcomes[]): Report {
  return report({
    name: 'analytics.outcomes',
    words: words('活动效果', 'Outcomes'),
    can: 'analytics.read',
    form: form({
      fields: [
        rangeField,
        {
          key: 'kinds',
          label: words('哪些', 'Which'),
          kind: 'choices',
          options: [
            { value: 'journey', label: outcomeKind.journey },
            { value: 'batch', label: outcomeKind.batch },
            { value: 'placement', label: outcomeKind.placement },
            { value: 'promotion', label: outcomeKind.promotion },
            { value: 'coupon', label: outcomeKind.coupon },
            { value: 'privilege', label: outcomeKind.privilege },
            { value: 'code', label: outcomeKind.code },
          ],
          optional: true,
        },
        {
          key: 'order',
          label: words('排序', 'Sorted by'),
          kind: 'choice',
          options: [
            { value: 'cost', label: outcomeOrder.cost },
            { value: 'extra', label: outcomeOrder.extra },
            { value: 'returnOnCost', label: outcomeOrder.returnOnCost },
            { value: 'sales', label: outcomeOrder.sales },
            { value: 'people', label: outcomeOrder.people },
            { value: 'newMembers', label: outcomeOrder.newMembers },
            { value: 'cac', label: outcomeOrder.cac },
          ],
          initial: 'cost',
        },
        { key: 'ascending', label: words('从小到大', 'The least first'), kind: 'switch', optional: true },
        compareField,
      ],
      sentence: ({ range }) => {
        const days = daysText(range);
        return words(`${days.zh}做的活动各花了多少、带来多少`, `What was done in ${days.en} cost and brought`);
      },
    }),
    async ask(ctx, { range, kinds, order, ascending, compare }) {
      const { items, total } = await runOutcomes(ctx, of(), {
        ...range,
        kinds: [...(kinds ?? [])],
        order,
        ascending: ascending === true,
        compare: compare === true,
        limit: MOST_LINES,
      });
      return [
        { ...outcomeTable(items, compare === true), more: total > items.length },
        drawnTable(items, order, compare === true),
      ];
    },
  });
}

const MOST_LINES = 1000;
/** More bars would be told apart by nobody. */
const MOST_BARS = 12;

/** Those that come first, by the figure they are sorted by. */
function drawnTable(items: readonly Outcome[], order: OutcomeOrder, compare: boolean): Table {
  const drawn = items.slice(0, MOST_BARS);
  const kind = order === 'people' || order === 'newMembers' ? 'count' : order === 'returnOnCost' ? 'number' : 'money';
  const before = compare && isHeld(order);
  const { zh, en } = outcomeOrder[order];
  return {
    key: 'first',
    words: words('排在前面的', 'Those that come first'),
    columns: [
      { key: 'name', words: words('活动', 'What'), kind: 'text' },
      { key: 'now', words: outcomeOrder[order], kind },
      ...(before ? [{ key: 'before', words: words(`${zh}（上期）`, `${en} (before)`), kind } as const] : []),
    ],
    rows: drawn.map((one) => [
      one.name,
      figureOf(one, order),
      ...(before && isHeld(order) ? [one.before?.[order] ?? null] : []),
    ]),
    chart: { kind: 'bars', x: 'name', series: ['now'], before: before ? ['before'] : [] },
  };
}

const held = ['people', 'cost', 'sales', 'newMembers', 'cac'] as const;
const isHeld = (order: OutcomeOrder): order is (typeof held)[number] => held.some((one) => one === order);

function outcomeTable(items: readonly Outcome[], compare: boolean): Table {
  return {
    key: 'outcomes',
    words: words('活动效果', 'Outcomes'),
    columns: [
      { key: 'kind', words: words('种类', 'Kind'), kind: 'text' },
      { key: 'name', words: words('活动', 'What'), kind: 'text' },
      { key: 'people', words: outcomeOrder.people, kind: 'count' },
      { key: 'cost', words: outcomeOrder.cost, kind: 'money' },
      { key: 'sales', words: outcomeOrder.sales, kind: 'money' },
      { key: 'newMembers', words: outcomeOrder.newMembers, kind: 'count' },
      { key: 'cac', words: outcomeOrder.cac, kind: 'money' },
      { key: 'extra', words: outcomeOrder.extra, kind: 'money' },
      { key: 'low', words: words('增量不低于', 'At least'), kind: 'money' },
      { key: 'high', words: words('增量不高于', 'At most'), kind: 'money' },
      { key: 'returnOnCost', words: outcomeOrder.returnOnCost, kind: 'number' },
      { key: 'why', words: words('为什么没有增量', 'Why there is no increment'), kind: 'text' },
      ...(compare ? before : []),
    ],
    rows: items.map((one) => [
      outcomeKind[one.kind],
      one.name,
      one.people,
      one.cost,
      one.sales,
      one.newMembers,
      one.cac,
      one.extra?.value ?? null,
      one.extra?.low ?? null,
      one.extra?.high ?? null,
      one.returnOnCost?.value ?? null,
      one.noIncrement === null ? '' : noIncrement[one.noIncrement],
      ...(compare ? held.map((key) => one.before?.[key] ?? null) : []),
    ]),
    people: peopleOf(items),
  };
}

const before = held.map((key) => ({
  key: `before_${key}`,
  words: words(`${outcomeOrder[key].zh}（上期）`, `${outcomeOrder[key].en} (before)`),
  kind: key === 'people' || key === 'newMembers' ? ('count' as const) : ('money' as const),
}));

/** Each kind of line has a question of its own. */
function peopleOf(items: readonly Outcome[]): PeopleOfColumn[] {
  const questions = new Set(items.flatMap(({ who }) => who?.of ?? []));
  return [...questions].map((of) => ({
    column: 'people',
    of,
    values: {},
    rows: items.map(({ who }) => (who?.of === of ? who.values : null)),
  }));
}
