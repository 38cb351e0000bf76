import type { Draft } from '@huoshui/contracts/form';
import { plainWords, type Words, words } from '@huoshui/contracts/words';
import type { PeopleOfColumn, Table } from '../../../platform/report/report.ts';
import type { FunnelDetail, FunnelGroup } from '../funnel-detail.ts';
import type { FunnelReport } from '../funnel-plan.ts';

const OF = 'analytics.funnel';

/** A row a step, with the days before where these were asked for; `detail` puts beside it who may still go on. */
export function funnelTable({ steps, before }: FunnelReport, detail: FunnelDetail | null = null): Table {
  const open = detail?.groups[0]?.steps;
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
      ...(open === undefined
        ? []
        : [{ key: 'open', words: words('停在这一步、期限未到', 'Here, still in time'), kind: 'count' as const }]),
      ...(before === null
        ? []
        : [
            { key: 'personsBefore', words: words('前期人数', 'People before'), kind: 'count' as const },
            { key: 'fromFirstBefore', words: words('前期总转化率', 'From first before'), kind: 'share' as const },
          ]),
    ],
    rows: steps.map((step, n) => [
      step.label,
      step.event,
      step.persons,
      step.fromPrevious,
      step.fromFirst,
      step.meanSeconds,
      step.medianSeconds,
      ...(open === undefined ? [] : [open[n]?.open ?? 0]),
      ...(before === null ? [] : [before.steps[n]?.persons ?? 0, before.steps[n]?.fromFirst ?? null]),
    ]),
    chart: {
      kind: 'bars',
      x: 'label',
      series: ['persons'],
      ...(before === null ? {} : { before: ['personsBefore'] }),
    },
  };
}

export function peopleOfSteps({ steps }: FunnelReport, detail: FunnelDetail, values: Draft): PeopleOfColumn[] {
  const open = detail.groups[0]?.steps ?? [];
  return [
    { column: 'persons', of: OF, values, rows: steps.map((_, n) => ({ step: n + 1 })) },
    {
      column: 'open',
      of: OF,
      values,
      rows: steps.map((_, n) => (open[n]?.open ? { step: n + 1, reach: 'open' } : null)),
    },
  ];
}

/** A row a group, a column a step. */
export function groupTable({ steps }: FunnelReport, { groups }: FunnelDetail, values: Draft): Table {
  const told = groups.flatMap(({ kind, value }) => (kind === 'value' || kind === 'none' ? [{ value }] : []));
  return {
    key: 'groups',
    words: words('细分', 'Broken down'),
    columns: [
      { key: 'group', words: words('分组', 'Group'), kind: 'text' },
      ...steps.map(({ label }, n) => ({
        key: `step_${n + 1}`,
        words: words(`${n + 1}. ${label.zh}`, `${n + 1}. ${label.en}`),
        kind: 'count' as const,
      })),
      { key: 'through', words: words('总转化率', 'From first'), kind: 'share' },
      { key: 'medianSeconds', words: words('走完用时中位数', 'Median time to the end'), kind: 'seconds' },
    ],
    rows: groups.map((group) => [
      groupWords(group),
      ...group.steps.map(({ persons }) => persons),
      shareOf(group),
      group.medianSeconds,
    ]),
    people: steps.map((_, n) => ({
      column: `step_${n + 1}`,
      of: OF,
      values: { ...values, step: n + 1 },
      rows: groups.map(({ kind, value }) => ({ group: kind, values: kind === 'value' ? [{ value }] : told })),
    })),
  };
}

export function timesTable({ times }: FunnelDetail, { steps = [], ...values }: Draft): Table {
  const last = Array.isArray(steps) ? steps.length : 0;
  return {
    key: 'times',
    words: words('走完用了多久', 'How long it took'),
    columns: [
      { key: 'took', words: words('从第一步到最后一步', 'From the first step to the last'), kind: 'text' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
    ],
    rows: times.map((span) => [spanWords(span), span.persons]),
    chart: { kind: 'bars', x: 'took', series: ['persons'] },
    people: [
      {
        column: 'persons',
        of: OF,
        values: { ...values, steps, step: last },
        rows: times.map(({ over, within }) => ({ over, within })),
      },
    ],
  };
}

function shareOf({ steps }: FunnelGroup): number | null {
  const [first, last] = [steps[0]?.persons ?? 0, steps.at(-1)?.persons ?? 0];
  return first > 0 ? last / first : null;
}

function groupWords({ kind, value }: FunnelGroup): Words {
  switch (kind) {
    case 'all':
      return words('全部', 'All');
    case 'none':
      return words('没有这个属性', 'No such property');
    case 'others':
      return words('其他', 'Others');
    case 'value':
      return plainWords(value);
  }
}

/** How long, as people say it. */
export function spanWords({ over, within }: Pick<FunnelDetail['times'][number], 'over' | 'within'>): Words {
  if (within === null) return words(`超过 ${lengthText(over ?? 0).zh}`, `More than ${lengthText(over ?? 0).en}`);
  const most = lengthText(within);
  if (over === null) return words(`${most.zh}以内`, `Within ${most.en}`);
  const least = lengthText(over);
  return words(`${least.zh}至 ${most.zh}`, `${least.en} to ${most.en}`);
}

const units = [
  { seconds: 86_400, words: words('天', 'd') },
  { seconds: 3600, words: words('小时', 'h') },
  { seconds: 60, words: words('分钟', 'min') },
] as const;

function lengthText(seconds: number): Words {
  const unit = units.find((one) => seconds % one.seconds === 0) ?? { seconds: 1, words: words('秒', 's') };
  const count = seconds / unit.seconds;
  return words(`${count} ${unit.words.zh}`, `${count} ${unit.words.en}`);
}
