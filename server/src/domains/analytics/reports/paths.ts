import { plainWords, type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { form } from '../../../platform/form/form.ts';
import { asBefore, compareField, pointsOf, shareOf } from '../../../platform/report/compare.ts';
import { report, type Table } from '../../../platform/report/report.ts';
import { nameOf } from '../event.ts';
import { type Edge, END, OTHER_NODES, type PathsQuestion, type PathsReport, runPaths } from '../paths.ts';
import { type PathsBefore, pathsBefore } from '../paths-before.ts';
import { asOfField, daysText, eventText, isEvent, noEvent, rangeField } from './question.ts';

const directions = [
  { value: 'from', label: words('从它出发', 'From it on') },
  { value: 'to', label: words('走到它为止', 'Up to it') },
] as const;
const nodes = [
  { value: 'event', label: words('行为', 'Events') },
  { value: 'page', label: words('页面', 'Pages') },
] as const;
const cuts = [
  { value: 'visit', label: words('一次访问', 'A visit') },
  { value: 'window', label: words('一段时间', 'Some time') },
] as const;

/** What a question of paths asks, whether for its picture or for the people of one line. */
export const pathFields = [
  rangeField,
  { key: 'direction', label: words('方向', 'Direction'), kind: 'choice', options: directions, initial: 'from' },
  { key: 'node', label: words('每一步是', 'Steps are'), kind: 'choice', options: nodes, initial: 'event' },
  {
    key: 'anchor',
    label: words('哪个行为', 'Which event'),
    hint: words('不选就是访问的开头（或结尾）', 'None: where a visit begins (or ends)'),
    kind: 'text',
    max: 64,
    initial: 'app_launch',
    optional: true,
    offers: 'event',
    when: { field: 'node', is: ['event'] },
  },
  {
    key: 'page',
    label: words('哪个页面', 'Which page'),
    hint: words('不填就是访问的开头（或结尾）', 'None: where a visit begins (or ends)'),
    kind: 'text',
    max: 200,
    optional: true,
    when: { field: 'node', is: ['page'] },
  },
  { key: 'cut', label: words('一条路径是', 'A path is'), kind: 'choice', options: cuts, initial: 'visit' },
  {
    key: 'gap',
    label: words('停多久算下一次访问', 'A visit is over after'),
    kind: 'count',
    unit: words('分钟', 'minutes'),
    min: 1,
    max: 1440,
    initial: 30,
    when: { field: 'cut', is: ['visit'] },
  },
  {
    key: 'window',
    label: words('前后多久', 'So long'),
    kind: 'count',
    unit: words('小时', 'hours'),
    min: 1,
    max: 720,
    initial: 24,
    when: { field: 'cut', is: ['window'] },
  },
  { key: 'depth', label: words('最多几步', 'Steps'), kind: 'count', min: 2, max: 10, initial: 5 },
  {
    key: 'top',
    label: words('每步列出', 'Of each step'),
    hint: words('其余合为「其他」', 'All others are one'),
    kind: 'count',
    unit: words('个', ''),
    min: 1,
    max: 30,
    initial: 8,
  },
  {
    key: 'collapse',
    label: words('连续相同的合为一步', 'The same in a row is one step'),
    kind: 'switch',
    initial: true,
  },
  {
    key: 'events',
    label: words('只看这些行为', 'Only these events'),
    hint: words('不填：会员自己做的（不含曝光和离开）和订单', 'None: what people do themselves, and their orders'),
    kind: 'texts',
    max: 30,
    each: 64,
    optional: true,
    when: { field: 'node', is: ['event'] },
  },
  asOfField,
] as const;

type Values = Parameters<NonNullable<typeof pathsForm.problem>>[0];

export const pathsForm = form({
  fields: pathFields,
  problem: ({ node, anchor, page, cut, events }) => {
    if (anchor !== null && (!isEvent(anchor) || anchor === '*')) return { at: 'anchor', words: noEvent };
    const bad = (events ?? []).find((name) => !isEvent(name) || name === '*');
    if (bad !== undefined) return { at: 'events', words: noEvent };
    if (anchor !== null && events && events.length > 0 && !events.includes(anchor))
      return { at: 'events', words: words('要包含路径的起点（终点）', 'The event of the path belongs to them') };
    if (cut === 'window' && (node === 'event' ? anchor : page) === null)
      return {
        at: node === 'event' ? 'anchor' : 'page',
        words: words('按时间看要先选一个', 'A time is counted from one'),
      };
    return null;
  },
  sentence: ({ range, direction, node, anchor, page }) => {
    const [days, from] = [daysText(range), node === 'event' ? anchor : page];
    const name = from === null ? null : node === 'event' ? eventText(from) : plainWords(from);
    if (direction === 'from')
      return words(
        `${days.zh}：${name ? `「${name.zh}」之后` : '进来之后'}去了哪里`,
        `${days.en}: where people went ${name ? `after “${name.en}”` : 'from their first step'}`,
      );
    return words(
      `${days.zh}：${name ? `「${name.zh}」` : '离开'}之前从哪里来`,
      `${days.en}: what led to ${name ? `“${name.en}”` : 'the end of a visit'}`,
    );
  },
});

/** The question behind the values of the form. */
export function pathsAsked({
  range,
  direction,
  node,
  anchor,
  page,
  cut,
  gap,
  window,
  depth,
  top,
  collapse,
  events,
  asOf,
}: Values): PathsQuestion {
  return {
    ...range,
    asOf,
    direction,
    node,
    anchor: node === 'event' ? anchor : page,
    events: events && events.length > 0 ? events : null,
    cut: cut === 'window' ? { windowMs: (window ?? 24) * 3_600_000 } : { gapMs: (gap ?? 30) * 60_000 },
    steps: depth,
    top,
    collapse,
  };
}

export const pathsReport = report({
  name: 'analytics.paths',
  words: words('路径', 'Paths'),
  can: 'analytics.read',
  form: form({
    fields: [...pathFields, compareField],
    problem: (values) => pathsForm.problem?.(values) ?? null,
    sentence: (values, names) => pathsForm.sentence(values, names),
  }),
  async ask(ctx, { compare, ...values }) {
    const question = pathsAsked(values);
    const found = await runPaths(ctx, question);
    const before = compare === true ? await pathsBefore(ctx, question, found) : null;
    return [edgeTable(ctx, values, found, before), nodeTable(ctx, values, found, before)];
  },
});

/** Shares are of those who stood at the node whence an edge leads (or to which it led). */
function edgeTable(ctx: Ctx, values: Values, found: PathsReport, before: PathsBefore | null): Table {
  const backwards = values.direction === 'to';
  const said = (node: string) => nodeText(ctx, values, node);
  const there = new Map(found.nodes.map(({ step, node, visits }) => [`${step} ${node}`, visits]));
  const edges = before ? withThoseGone(found.edges, before) : found.edges;
  const beside = ({ step, from, to }: Edge, share: number | null) => {
    if (!before) return [];
    const then = shareOf(before.visitsOf({ step, from, to }), before.atNode(step, from).visits);
    return [before.visitsOf({ step, from, to }), then, pointsOf(share, then)];
  };
  return {
    key: 'steps',
    words: words('路径', 'Paths'),
    columns: [
      { key: 'step', words: words('第几步', 'Step'), kind: 'count' },
      { key: 'from', words: words('从', 'From'), kind: 'text' },
      { key: 'to', words: words('到', 'To'), kind: 'text' },
      { key: 'visits', words: words('次数', 'Visits'), kind: 'count' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'share', words: SHARE, kind: 'share' },
      ...(before
        ? ([
            { key: 'visits_before', words: asBefore(words('次数', 'Visits')), kind: 'count' },
            { key: 'share_before', words: asBefore(SHARE), kind: 'share' },
            { key: 'change', words: words('占比变化', 'Change of share'), kind: 'points' },
          ] as const)
        : []),
    ],
    rows: edges.map((edge) => {
      const { step, from, to, visits, persons } = edge;
      const share = shareOf(visits, there.get(`${step} ${from}`) ?? 0);
      const [first, second] = backwards ? [to, from] : [from, to];
      return [step, said(first), said(second), visits, persons, share, ...beside(edge, share)];
    }),
    chart: {
      kind: 'sankey',
      x: 'step',
      series: ['from', 'to', 'visits'],
      backwards,
      ends: edges.flatMap(({ to }, n) => (to === END ? [n] : [])),
    },
    people: [
      {
        column: 'persons',
        of: 'analytics.path',
        values,
        rows: edges.map(({ step, from, to, visits }) => (visits === 0 ? null : { step, at: from, next: to })),
      },
    ],
  };
}

const SHARE = words('占比', 'Share');

/** A way that was gone before and is no more stands last of its step. */
function withThoseGone(edges: readonly Edge[], { moves }: PathsBefore): readonly Edge[] {
  const told = new Set(edges.map(({ step, from, to }) => JSON.stringify([step, from, to])));
  const gone = moves.filter(({ step, from, to }) => !told.has(JSON.stringify([step, from, to])));
  const all = [
    ...edges,
    ...gone.toSorted((a, b) => b.visits - a.visits).map((one) => ({ ...one, visits: 0, persons: 0 })),
  ];
  return all.toSorted((a, b) => a.step - b.step);
}

/** Where people went no further, step by step: the nodes at which most is lost. */
function nodeTable(ctx: Ctx, values: Values, { nodes: found }: PathsReport, before: PathsBefore | null): Table {
  const ended = values.direction === 'from' ? words('到此为止', 'Ended here') : words('由此开始', 'Began here');
  return {
    key: 'nodes',
    words:
      values.direction === 'from' ? words('在哪里中断', 'Where they ended') : words('从哪里开始', 'Where they began'),
    columns: [
      { key: 'step', words: words('第几步', 'Step'), kind: 'count' },
      { key: 'node', words: words('节点', 'Node'), kind: 'text' },
      { key: 'visits', words: words('次数', 'Visits'), kind: 'count' },
      { key: 'persons', words: words('人数', 'People'), kind: 'count' },
      { key: 'ended', words: ended, kind: 'count' },
      { key: 'share', words: SHARE, kind: 'share' },
      ...(before
        ? ([
            { key: 'share_before', words: asBefore(SHARE), kind: 'share' },
            { key: 'change', words: words('占比变化', 'Change of share'), kind: 'points' },
          ] as const)
        : []),
    ],
    rows: found.map(({ step, node, visits, persons, ended }) => {
      const [share, then] = [shareOf(ended, visits), before?.atNode(step, node)];
      const was = then ? shareOf(then.ended, then.visits) : null;
      const beside = before ? [was, pointsOf(share, was)] : [];
      return [step, nodeText(ctx, values, node), visits, persons, ended, share, ...beside];
    }),
    people: [
      { column: 'persons', of: 'analytics.path', values, rows: found.map(({ step, node }) => ({ step, at: node })) },
    ],
  };
}

/** What a node is called: an end and the others in words of ours. */
export function nodeText(
  ctx: Pick<Ctx, 'declared'>,
  { node, direction }: Pick<Values, 'node' | 'direction'>,
  name: string,
): Words {
  if (name === END) return direction === 'from' ? words('（结束）', '(ended)') : words('（开始）', '(began)');
  if (name === OTHER_NODES) return words('其他', 'others');
  return (node === 'event' ? nameOf(ctx, name) : null) ?? plainWords(name);
}
