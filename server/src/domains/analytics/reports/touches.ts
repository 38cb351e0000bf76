import { plainWords, type Words, words } from '@huoshui/contracts/words';
import { daysOf } from '../../../platform/event-store/range.ts';
import { form } from '../../../platform/form/form.ts';
import { compareField } from '../../../platform/report/compare.ts';
import { type PeopleOfColumn, type Report, report, type Table } from '../../../platform/report/report.ts';
import { shareInterval } from '../../../platform/share-interval.ts';
import { type Cell, type Column, upTo } from '../../../platform/table-file.ts';
import type { Touches } from '../../../platform/touches.ts';
import { NO_CHANNEL } from '../touches/counted.ts';
import { touchesAsked, touchFields } from '../touches/question.ts';
import {
  type Breakdown,
  runTouches,
  runTouchesBefore,
  type TouchesAnswer,
  type TouchFigures,
  type TouchGroup,
} from '../touches/touches.ts';
import { daysText } from './question.ts';

const breakdowns = [
  { value: 'channel', label: words('渠道', 'Channel') },
  { value: 'asked', label: words('来源', 'Source') },
  { value: 'way', label: words('渠道与来源', 'Channel and source') },
  { value: 'thing', label: words('逐个看', 'One by one') },
] as const;

/** What every touch cost and brought, whoever asked for it and whichever way it went. */
export function touchesReport(of: () => readonly Touches[]): Report {
  return report({
    name: 'analytics.touches',
    words: words('触达成效', 'What touches brought'),
    can: 'analytics.read',
    form: form({
      fields: [
        ...touchFields,
        { key: 'by', label: words('分开看', 'Apart by'), kind: 'choice', options: breakdowns, initial: 'channel' },
        compareField,
      ],
      sentence: ({ range, credit, window }) => {
        const days = daysText(range);
        return credit === 'opened'
          ? words(
              `${days.zh}的触达各花了多少；订单算给付款前 ${window} 天内最近点开的一次`,
              `What touches of ${days.en} cost; an order is of what was opened last in the ${window} days before it`,
            )
          : words(
              `${days.zh}的触达各花了多少；订单算给付款前 ${window} 天内最近收到的一次`,
              `What touches of ${days.en} cost; an order is of what reached her last in the ${window} days before it`,
            );
      },
    }),
    async ask(ctx, { by, compare, ...asked }) {
      const all = of();
      const question = touchesAsked(asked);
      const [now, before] = await Promise.all([
        runTouches(ctx, all, question, by),
        compare === true ? runTouchesBefore(ctx, all, question, by) : null,
      ]);
      return [groupTable(all, now, before, by, asked), wholeTable(now, before), dayTable(now)];
    },
  });
}

const numbers = [
  { key: 'planned', words: words('计划', 'Planned'), kind: 'count' },
  { key: 'sent', words: words('发出', 'Sent'), kind: 'count' },
  { key: 'delivered', words: words('送达', 'Delivered'), kind: 'count' },
  { key: 'opened', words: words('点开', 'Opened'), kind: 'count' },
  { key: 'rate', words: words('点开率', 'Open rate'), kind: 'share' },
  { key: 'interval', words: words('点开率 95% 区间', 'Open rate, 95% interval'), kind: 'text' },
  { key: 'people', words: words('触达人数', 'People reached'), kind: 'count' },
  { key: 'orders', words: words('带来订单', 'Orders brought'), kind: 'count' },
  { key: 'buyers', words: words('带来下单的人', 'Buyers'), kind: 'count' },
  { key: 'gmv', words: words('带来成交', 'GMV brought'), kind: 'money' },
  { key: 'spent', words: words('消费（扣除退款）', 'Spent, less refunds'), kind: 'money' },
  { key: 'cost', words: words('发送成本', 'Cost of sending'), kind: 'money' },
  { key: 'gifts', words: words('随触达送出的权益', 'Benefits given with it'), kind: 'money' },
  { key: 'perOrder', words: words('每单成本', 'Cost an order'), kind: 'money' },
  { key: 'heldOut', words: words('对照组', 'Held out'), kind: 'count' },
] as const satisfies readonly Column[];

function cellsOf(figures: TouchFigures): Cell[] {
  const { sent, known, orders, people } = figures;
  const opened = known.opening ? figures.opened : null;
  const between = opened === null ? null : shareInterval(Math.min(opened, sent), sent);
  // Who a group or a stranger is nobody knows: what they bought is not nothing.
  const unseen = people === 0 && orders === 0 && sent > 0;
  const whole = figures.cost + figures.gifts;
  return [
    known.plan ? figures.planned : null,
    sent,
    known.arrival ? figures.delivered : null,
    opened,
    opened === null || sent === 0 ? null : opened / sent,
    between === null ? null : `${percent(between.low)}–${percent(between.high)}`,
    people === 0 ? null : people,
    ...(unseen ? [null, null, null, null] : [orders, figures.buyers, figures.gmv, figures.spent]),
    figures.cost,
    figures.gifts,
    orders === 0 ? null : Math.round(whole / orders),
    figures.heldOut,
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const compared = ['sent', 'orders', 'spent', 'cost', 'gifts'] as const;

function beforeColumns(before: TouchesAnswer | null): Column[] {
  if (before === null) return [];
  return numbers
    .filter(({ key }) => compared.some((one) => one === key))
    .map(({ key, words: { zh, en }, kind }) => ({
      key: `${key}Before`,
      words: words(`${zh}（上期）`, `${en} (before)`),
      kind,
    }));
}

const cellsBefore = (before: TouchesAnswer | null, figures: TouchFigures | undefined): Cell[] =>
  before === null ? [] : compared.map((key) => figures?.[key] ?? 0);

function wholeTable({ whole }: TouchesAnswer, before: TouchesAnswer | null): Table {
  return {
    key: 'whole',
    words: words('合计', 'Altogether'),
    columns: [...numbers, ...beforeColumns(before)],
    rows: isNothing(whole) ? [] : [[...cellsOf(whole), ...cellsBefore(before, before?.whole)]],
  };
}

const isNothing = ({ sent, planned, orders, gifts, heldOut }: TouchFigures) =>
  [sent, planned, orders, gifts, heldOut].every((n) => n === 0);

function groupTable(
  all: readonly Touches[],
  { groups }: TouchesAnswer,
  before: TouchesAnswer | null,
  by: Breakdown,
  asked: Readonly<Record<string, unknown>>,
): Table {
  const channels = new Map(all.flatMap(({ channels: own = [] }) => own).map((one) => [one.name, one.words]));
  const sources = new Map(all.flatMap(({ sources: own = [] }) => own).map((one) => [one.name, one]));
  const channelName = (name: string): Words =>
    name === NO_CHANNEL ? words('没有发消息', 'Nothing was sent') : (channels.get(name) ?? plainWords(name));
  const sourceName = (name: string): Words => sources.get(name)?.words ?? plainWords(name);
  const { rows: shown, more } = upTo(
    MOST_ROWS,
    groups.filter(({ figures }) => !isNothing(figures)),
  );
  const name = ({ channel, asked: source, cause, label }: TouchGroup): Words => {
    if (by === 'channel') return channelName(channel);
    if (by === 'asked') return sourceName(source);
    if (by === 'way')
      return words(
        `${channelName(channel).zh} · ${sourceName(source).zh}`,
        `${channelName(channel).en} · ${sourceName(source).en}`,
      );
    return cause === '' || label.zh === '' ? sourceName(source) : label;
  };
  const to = ({ asked: source, cause }: TouchGroup) =>
    cause === '' ? null : (sources.get(source)?.to?.(cause) ?? null);
  const was = new Map(
    before?.groups.map(({ channel, asked: source, cause, figures }) => [keyOf(channel, source, cause), figures]),
  );
  const things = by === 'thing';
  return {
    key: 'groups',
    words: words('明细', 'In detail'),
    columns: [
      { key: 'name', words: breakdowns.find(({ value }) => value === by)?.label ?? breakdowns[0].label, kind: 'text' },
      ...(things
        ? ([
            { key: 'source', words: words('来源', 'Source'), kind: 'text' },
            { key: 'uplift', words: words('增量', 'Increment'), kind: 'text' },
          ] as const)
        : []),
      ...numbers,
      ...beforeColumns(before),
    ],
    more,
    rows: shown.map((group) => [
      name(group),
      ...(things ? [sourceName(group.asked), upliftOf(group)] : []),
      ...cellsOf(group.figures),
      ...cellsBefore(before, was.get(keyOf(group.channel, group.asked, group.cause))),
    ]),
    chart: {
      kind: 'bars',
      x: 'name',
      series: ['spent', 'cost', 'gifts'],
      before: before === null ? [] : ['spentBefore'],
    },
    ...(things
      ? {
          links: [
            { column: 'name', rows: shown.map(to) },
            { column: 'uplift', rows: shown.map((group) => (group.figures.heldOut > 0 ? to(group) : null)) },
          ],
        }
      : {}),
    people: peopleOf(shown, asked),
  };
}

/** More things are told by narrower days. */
const MOST_ROWS = 200;
const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** An increment is measured against who was held out, on the page of the thing itself, and said nowhere else. */
function upliftOf({ figures, cause }: TouchGroup): Words | null {
  if (cause === '') return null;
  return figures.heldOut > 0
    ? words('看对照结果', 'Against its holdout')
    : words('没有对照组，没有测', 'No holdout: not measured');
}

function peopleOf(groups: readonly TouchGroup[], asked: Readonly<Record<string, unknown>>): PeopleOfColumn[] {
  const { range, credit, window } = asked;
  const rows = groups.map(({ channel, asked: source, cause }) => ({
    channel: channel || null,
    source: source || null,
    thing: cause || null,
  }));
  return (['people', 'buyers'] as const).map((who) => ({
    column: who,
    of: 'analytics.touches',
    values: { range, credit, window, who },
    rows,
  }));
}

/** Every day of the range that has begun. */
function dayTable({ days, range }: TouchesAnswer): Table {
  const cells = (of: TouchFigures | undefined): Cell[] => [
    of?.sent ?? 0,
    of?.opened ?? 0,
    of?.orders ?? 0,
    of?.gmv ?? 0,
    of?.spent ?? 0,
    of?.cost ?? 0,
    of?.gifts ?? 0,
  ];
  const keys = ['sent', 'opened', 'orders', 'gmv', 'spent', 'cost', 'gifts'];
  return {
    key: 'days',
    words: words('按天', 'By day'),
    chart: { kind: 'lines', x: 'day', series: ['sent', 'opened', 'orders'] },
    columns: [
      { key: 'day', words: words('日期', 'Date'), kind: 'day' },
      ...numbers.filter(({ key }) => keys.includes(key)),
    ],
    rows:
      days.size === 0
        ? []
        : daysOf(range)
            .filter((day) => day <= range.asOf)
            .map((day) => [day, ...cells(days.get(day))]),
  };
}
