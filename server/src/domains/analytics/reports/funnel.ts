import type { Problem, ValuesOf } from '@huoshui/contracts/form';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { compareField } from '../../../platform/report/compare.ts';
import { report } from '../../../platform/report/report.ts';
import { runFunnel } from '../funnel.ts';
import { runFunnelDetail } from '../funnel-detail.ts';
import type { FunnelInput } from '../funnel-plan.ts';
import { funnelTable, groupTable, peopleOfSteps, timesTable } from './funnel-tables.ts';
import { asOfField, daysText, isProperty, noProperty, rangeField } from './question.ts';

const orders = [
  { value: 'ordered', label: words('依次', 'In order') },
  { value: 'strict', label: words('紧接着', 'Strictly next') },
  { value: 'any', label: words('不限顺序', 'Any order') },
] as const;

/** What a funnel is, wherever it is asked about. */
export const stepsField = {
  key: 'steps',
  label: words('步骤', 'Steps'),
  kind: 'list',
  min: 2,
  max: 10,
  add: words('加一步', 'Add a step'),
  of: [{ key: 'event', label: words('行为', 'Event'), kind: 'text', max: 64, offers: 'event' }],
} as const;

export const daysField = {
  key: 'days',
  label: words('全程不超过', 'Within'),
  kind: 'count',
  unit: words('天', 'days'),
  min: 1,
  max: 365,
  initial: 7,
} as const;

export const orderField = {
  key: 'order',
  label: words('顺序', 'Order'),
  kind: 'choice',
  options: orders,
  initial: 'ordered',
} as const;

/** What throws a person out, wherever a funnel is asked about; steps from 1. */
export const exclusionsField = {
  key: 'exclusions',
  label: words('排除', 'Left out'),
  hint: words('在两步之间做了这些行为的人不算', 'Whoever did this between the two steps does not count'),
  kind: 'list',
  optional: true,
  min: 0,
  max: 5,
  add: words('加一个排除', 'Leave out'),
  of: [
    { key: 'event', label: words('行为', 'Event'), kind: 'text', max: 64, offers: 'event' },
    { key: 'from', label: words('从第几步', 'From step'), kind: 'count', min: 1, max: 9, initial: 1 },
    { key: 'to', label: words('到第几步', 'To step'), kind: 'count', min: 2, max: 10, initial: 2 },
  ],
} as const;

export const breakdownField = {
  key: 'breakdown',
  label: words('细分', 'Broken down by'),
  hint: words('按开始这一次的行为的属性，每人只在一组', 'By a property of what began it; everybody is in one group'),
  kind: 'text',
  optional: true,
  max: 64,
  offers: 'property',
} as const;

type Asked = ValuesOf<
  readonly [
    typeof rangeField,
    typeof asOfField,
    typeof stepsField,
    typeof daysField,
    typeof orderField,
    typeof exclusionsField,
  ]
>;

/** What the form asks, as the funnel takes it. */
export function funnelInput({ range, asOf, steps, days, order, exclusions }: Asked): FunnelInput {
  return {
    ...range,
    asOf: asOf ?? undefined,
    steps: [...steps],
    window: { seconds: days * 86_400 },
    order,
    exclusions: (exclusions ?? []).map(({ event, from, to }) => ({ event, from: from - 1, to: to - 1 })),
  };
}

/** What no field sees by itself. */
export function funnelProblem({
  steps,
  order,
  exclusions,
  breakdown,
}: Pick<Asked, 'steps' | 'order' | 'exclusions'> & { readonly breakdown: string | null }): Problem | null {
  if (breakdown !== null && !isProperty(breakdown)) return { at: 'breakdown', words: noProperty };
  if (order === 'any' && (exclusions ?? []).length > 0)
    return { at: 'exclusions', words: words('不限顺序时不能排除', 'Nothing can be left out in any order') };
  const bad = (exclusions ?? []).findIndex(({ from, to }) => from >= to || to > steps.length);
  return bad < 0 ? null : { at: `exclusions.${bad}.to`, words: words('要在两步之间', 'It lies between two steps') };
}

export const funnelReport = report({
  name: 'analytics.funnel',
  words: words('漏斗', 'Funnel'),
  can: 'analytics.read',
  form: form({
    fields: [rangeField, asOfField, stepsField, daysField, orderField, exclusionsField, breakdownField, compareField],
    problem: funnelProblem,
    sentence: ({ range, steps }) => {
      const [days, walk] = [daysText(range), walkText(steps)];
      return words(`${days.zh}：${walk.zh}`, `${days.en}: ${walk.en}`);
    },
  }),
  async ask(ctx, { breakdown, compare, ...asked }) {
    const input = funnelInput(asked);
    const found = await runFunnel(ctx, { ...input, compare: compare === true });
    const detail = await runFunnelDetail(ctx, { ...input, ...(breakdown === null ? {} : { breakdown }) });
    const values = { ...asked, asOf: found.asOf, breakdown };
    return [
      { ...funnelTable(found, detail), people: peopleOfSteps(found, detail, values) },
      ...(breakdown === null ? [] : [groupTable(found, detail, values)]),
      timesTable(detail, values),
    ];
  },
});

function walkText(steps: readonly { readonly event: string }[]): Words {
  return joinWords(
    steps.map(({ event }) => event),
    words(' → ', ' → '),
  );
}
