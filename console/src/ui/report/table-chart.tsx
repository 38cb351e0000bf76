import type { AnswerOf } from '@huoshui/contracts/client';
import type { Words } from '@huoshui/contracts/words';
import { useMemo } from 'react';
import { shanghaiDay } from '../calendar.ts';
import { useLanguage } from '../figures.tsx';
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatPercent,
  formatPoints,
  formatYuanCompact,
} from '../format.ts';
import type { Language } from '../language.ts';
import { now } from '../now.ts';
import { useSharedText } from '../shared-texts.ts';
import { useWords } from '../words.ts';
import { Chart } from './chart.tsx';
import type { AxisSpec, ChartSpec, FlowSpec } from './chart-spec.ts';
import { firstUnfinished } from './unfinished.ts';

type Table = AnswerOf<'POST /api/admin/reports/:name'>['tables'][number];
type Kind = Table['columns'][number]['kind'];
type Say = (pair: Words) => string;
type Cell = Table['rows'][number][number];

/** The chart that a table of the server asks for; a flow is as high as its fullest step. */
export function TableChart({ table, height }: { readonly table: Table; readonly height?: number }) {
  const say = useWords();
  const language = useLanguage();
  const word = useSharedText()('unfinished');
  const spec = useMemo(() => specOf(table, { say, language, word }), [table, say, language, word]);
  if (spec === null) return null;
  return (
    <div className="hs-table-chart">
      <Chart spec={spec} label={say(table.words)} height={height ?? (spec.kind === 'flow' ? flowHeight(spec) : 280)} />
    </div>
  );
}

type Telling = { readonly say: Say; readonly language: Language; readonly word: string };

export function specOf(table: Table, telling: Telling): ChartSpec | null {
  if (!table.chart || table.rows.length === 0) return null;
  return table.chart.kind === 'sankey' ? flowOf(table, telling) : axisOf(table, telling);
}

function axisOf({ chart, columns, rows, unfinished }: Table, { say, language, word }: Telling): AxisSpec | null {
  if (!chart) return null;
  const at = (key: string) => columns.findIndex((column) => column.key === key);
  const drawn = (key: string, before: boolean) => {
    const place = at(key);
    const column = columns[place];
    return column
      ? [
          {
            name: say(column.words),
            values: rows.map((row) => numberOf(row[place])),
            before,
            ...(chart.kind === 'stack' ? { stack: 'all' } : {}),
          },
        ]
      : [];
  };
  const kind = columns[at(chart.series[0] ?? '')]?.kind ?? 'count';
  const labels = rows.map((row) => textOf(row[at(chart.x)], say));
  // As the server says, else by the days themselves.
  const open = unfinished ?? (columns[at(chart.x)]?.kind === 'day' ? firstUnfinished(labels, shanghaiDay(now())) : -1);
  return {
    kind: chart.kind === 'lines' ? 'lines' : 'bars',
    labels,
    series: [
      ...chart.series.flatMap((key) => drawn(key, false)),
      ...(chart.before ?? []).flatMap((key) => drawn(key, true)),
    ],
    format: formatOf(kind, language),
    unfinished: open >= 0 && open < rows.length ? { from: open, word } : null,
    aims: (chart.aims ?? []).map((aim) => ({ name: say(aim.words), value: aim.value })),
  };
}

function flowOf({ chart, columns, rows }: Table, { say, language }: Telling): FlowSpec | null {
  if (!chart) return null;
  const [step, from, to, value] = [chart.x, ...chart.series].map((key) =>
    columns.findIndex((column) => column.key === key),
  );
  const links = rows.flatMap((row, at): FlowSpec['links'] => {
    const [n, count] = [numberOf(row[step ?? -1]), numberOf(row[value ?? -1])];
    // What went this way before and does so no more has a row, and no width.
    if (n === null || count === null || count === 0) return [];
    const [a, b] = [textOf(row[from ?? -1], say), textOf(row[to ?? -1], say)];
    const ends = chart.ends?.includes(at) ?? false;
    // Where all came to one end, step 1 is the last column.
    return chart.backwards
      ? [{ from: { step: -n - 1, name: a, ends }, to: { step: -n, name: b }, value: count }]
      : [{ from: { step: n, name: a }, to: { step: n + 1, name: b, ends }, value: count }];
  });
  return { kind: 'flow', links, format: formatOf('count', language) };
}

function flowHeight({ links }: FlowSpec): number {
  const steps = new Map<number, Set<string>>();
  for (const node of links.flatMap(({ from, to }) => [from, to]))
    steps.set(node.step, (steps.get(node.step) ?? new Set()).add(node.name));
  return Math.min(720, Math.max(280, 44 * Math.max(...[...steps.values()].map(({ size }) => size))));
}

const numberOf = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);

function textOf(cell: Cell | undefined, say: Say): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? say(cell) : String(cell);
}

function formatOf(kind: Kind, language: Language): (value: number) => string {
  switch (kind) {
    case 'money':
      return (value) => formatYuanCompact(value, language);
    case 'share':
      return (value) => formatPercent(value);
    case 'points':
      return (value) => formatPoints(value, language);
    case 'seconds':
      return (value) => formatDuration(value, language);
    case 'number':
      return (value) => formatCompact(value, language);
    default:
      return formatCount;
  }
}
