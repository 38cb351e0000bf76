import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { runFunnel } from '../funnel.ts';
import type { FunnelReport } from '../funnel-plan.ts';
import { asOfField, daysText, rangeField } from './question.ts';

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

export const funnelReport = report({
  name: 'analytics.funnel',
  words: words('漏斗', 'Funnel'),
  can: 'analytics.read',
  form: form({
    fields: [rangeField, asOfField, stepsField, daysField, orderField],
    sentence: ({ range, steps }) => {
      const [days, walk] = [daysText(range), walkText(steps)];
      return words(`${days.zh}：${walk.zh}`, `${days.en}: ${walk.en}`);
    },
  }),
  async ask(ctx, { range, asOf, steps, days, order }) {
    const window = { seconds: days * 86_400 };
    return [funnelTable(await runFunnel(ctx, { ...range, asOf: asOf ?? undefined, steps: [...steps], window, order }))];
  },
});

function walkText(steps: readonly { readonly event: string }[]): Words {
  return joinWords(
    steps.map(({ event }) => event),
    words(' → ', ' → '),
  );
}

export function funnelTable({ steps }: FunnelReport): Table {
  return {
    key: 'steps',
    words: words('各步转化', 'Step by step'),
    columns: [
      { key: 'label', words: words('步骤', 'Step'), kind: 'text' },
      { key: 'event', words: words('事件', 'Event'), kind: 'text' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'fromPrevious', words: words('上一步转化率', 'From previous'), kind: 'share' },
      { key: 'fromFirst', words: words('总转化率', 'From first'), kind: 'share' },
      { key: 'meanSeconds', words: words('平均用时', 'Mean time'), kind: 'seconds' },
      { key: 'medianSeconds', words: words('中位用时', 'Median time'), kind: 'seconds' },
    ],
    rows: steps.map((s) => [s.label, s.event, s.persons, s.fromPrevious, s.fromFirst, s.meanSeconds, s.medianSeconds]),
    chart: { kind: 'bars', x: 'label', series: ['persons'] },
  };
}
