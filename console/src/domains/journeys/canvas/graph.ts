import { Graph, layout } from '@dagrejs/dagre';
import type { Words } from '@huoshui/contracts/words';
import {
  type Definition,
  entry,
  leadsTo,
  nodeOf,
  type Outlet,
  outletsOf,
  type Places,
  type Steps,
  stepOf,
  triggerKey,
} from './drawing.ts';

/** A box on the canvas: what brings people in, a step, or an end that a way leads to. */
export type Box = {
  readonly id: string;
  readonly is: 'trigger' | 'step' | 'end';
  /** What its step is for, and so its colour: no kind is known by name here. */
  readonly look: string;
  readonly ways: readonly string[];
};
export type Line = Outlet & {
  readonly id: string;
  readonly to: string;
  /** What this way is called, where there are several. */
  readonly words: Words | null;
};

export const boxWidth = 236;
export const boxHeight = 76;
const endWidth = 96;
const endHeight = 32;

export const lineId = ({ from, way }: Outlet): string => `${from}:${way}`;
export const endId = (outlet: Outlet): string => `$end:${lineId(outlet)}`;

/** The boxes and lines of a drawing, also of one that is not sound: a node that nothing leads to is a box all the same. */
export function graphOf(
  definition: Definition,
  steps: Steps,
): { readonly boxes: readonly Box[]; readonly lines: readonly Line[] } {
  const lineOf = (outlet: Outlet, words: Words | null): Line => {
    const to = leadsTo(definition, outlet);
    return { ...outlet, id: lineId(outlet), to: to !== null && nodeOf(definition, to) ? to : endId(outlet), words };
  };
  const lines = [
    lineOf(entry, null),
    ...definition.nodes.flatMap((node) => {
      const outlets = outletsOf(steps, node);
      const known = stepOf(steps, node.kind)?.ways ?? [];
      return outlets.map((outlet) =>
        lineOf(
          outlet,
          outlets.length > 1
            ? (known.find(({ key }) => key === outlet.way)?.words ?? { zh: outlet.way, en: outlet.way })
            : null,
        ),
      );
    }),
  ];
  const boxes: Box[] = [
    { id: triggerKey, is: 'trigger', look: 'trigger', ways: [entry.way] },
    ...definition.nodes.map((node): Box => {
      const ways = outletsOf(steps, node).map(({ way }) => way);
      return { id: node.key, is: 'step', look: stepOf(steps, node.kind)?.group ?? 'note', ways };
    }),
    ...lines
      .filter((line) => line.to === endId(line))
      .map((line): Box => ({ id: line.to, is: 'end', look: 'end', ways: [] })),
  ];
  return { boxes, lines };
}

/** Boxes from the top down, each below all that lead to it, ways side by side and as few crossings as can be found. */
export function layOut({ boxes, lines }: ReturnType<typeof graphOf>): Places {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 84, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, is } of boxes)
    graph.setNode(id, is === 'end' ? { width: endWidth, height: endHeight } : { width: boxWidth, height: boxHeight });
  for (const { id, from, to } of lines) graph.setEdge(from, to, {}, id);
  layout(graph, { constraints: sideBySide(lines) });
  return Object.fromEntries(
    boxes.map(({ id, is }) => {
      const { x = 0, y = 0 } = graph.node(id);
      const [width, height] = is === 'end' ? [endWidth, endHeight] : [boxWidth, boxHeight];
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** What the ways of a box lead to lies in the order of its ways; where two boxes want it the other way round, the first does. */
function sideBySide(lines: readonly Line[]): { left: string; right: string }[] {
  const right = new Map<string, string[]>();
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    for (const at of seen) for (const next of right.get(at) ?? []) seen.add(next);
    return seen.has(to);
  };
  const kept: { left: string; right: string }[] = [];
  for (const [n, line] of lines.entries()) {
    const before = lines[n - 1];
    if (before?.from !== line.from || reaches(line.to, before.to)) continue;
    right.set(before.to, [...(right.get(before.to) ?? []), line.to]);
    kept.push({ left: before.to, right: line.to });
  }
  return kept;
}

/**
 * Where everything lies: as laid out, until somebody drags a box; from then on boxes stay where they are put, and what comes
 * new goes to where it is laid out, seen from the box that leads to it.
 */
export function placesOf(graph: ReturnType<typeof graphOf>, kept: Places): Places {
  const laid = layOut(graph);
  if (Object.keys(kept).length === 0) return laid;
  const found: Record<string, { readonly x: number; readonly y: number }> = {};
  const place = (id: string, path: ReadonlySet<string>): { readonly x: number; readonly y: number } => {
    const own = kept[id] ?? found[id];
    if (own) return own;
    const here = laid[id] ?? { x: 0, y: 0 };
    const above = graph.lines.find(({ to, from }) => to === id && !path.has(from));
    if (!above) return here;
    const from = place(above.from, new Set(path).add(id));
    const laidAbove = laid[above.from] ?? here;
    const at = { x: Math.round(from.x + here.x - laidAbove.x), y: Math.round(from.y + here.y - laidAbove.y) };
    found[id] = at;
    return at;
  };
  return Object.fromEntries(graph.boxes.map(({ id }) => [id, place(id, new Set())]));
}

/** Outlets in the order in which people read: a way to its end, then the next one. What was told already is told once. */
export type Row = {
  readonly key: string;
  readonly depth: number;
  /** By which outlet one comes here. */
  readonly at: Outlet;
  readonly words: Words | null;
  /** Told further up already, or an end. */
  readonly is: 'step' | 'again' | 'end';
};

export function outlineOf(graph: ReturnType<typeof graphOf>): readonly Row[] {
  const rows: Row[] = [];
  const seen = new Set<string>();
  const walk = (line: Line, depth: number) => {
    const is = line.to === endId(line) ? 'end' : seen.has(line.to) ? 'again' : 'step';
    rows.push({ key: line.to, depth, at: { from: line.from, way: line.way }, words: line.words, is });
    if (is !== 'step') return;
    seen.add(line.to);
    const out = graph.lines.filter(({ from }) => from === line.to);
    // What turns aside is told before what goes straight on, so that the straight way is not indented.
    for (const aside of out.slice(1)) walk(aside, depth + 1);
    const [straight] = out;
    if (straight) walk(straight, depth);
  };
  const first = graph.lines.find(({ from }) => from === triggerKey);
  if (first) walk(first, 0);
  const loose = graph.boxes.filter(({ id, is }) => is === 'step' && !seen.has(id));
  for (const { id } of loose) if (!seen.has(id)) walk({ ...entry, id, to: id, words: null }, 0);
  return rows;
}
