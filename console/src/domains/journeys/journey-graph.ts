import type { Words } from '@huoshui/contracts/words';
import type { Journey, JourneyKit } from './journey-state.tsx';

/** The journey as boxes and arrows: pure, so that the layout can be tested without a canvas. */
export type GraphNode = {
  readonly key: string;
  /** What its step is for, and so its colour; no kind is known by name here. */
  readonly look: JourneyKit['steps'][number]['group'] | 'trigger' | 'end';
  readonly leads: boolean;
  readonly x: number;
  readonly y: number;
};
export type GraphEdge = {
  readonly from: string;
  readonly to: string;
  readonly way: string;
  /** What this way is called, where there are several. */
  readonly words: Words | null;
  /** Which of the ways it is: the first goes straight on. */
  readonly place: number;
  /** Persons who went this way; null where the counts cannot tell. */
  readonly count: number | null;
};

export const triggerKey = '$trigger';
export const endKey = '$end';
const columnWidth = 280;
const rowHeight = 108;

export function graphOf(
  journey: Pick<Journey, 'definition' | 'counts'>,
  kit: Pick<JourneyKit, 'steps'>,
): {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
} {
  const { definition } = journey;
  const start = { from: triggerKey, to: definition.start, way: 'next', words: null, place: 0 };
  const ways: Way[] = [start, ...definition.nodes.flatMap((node) => waysOf(node, kit))];
  const rows = rowsOf(ways);
  const columns = columnsOf(ways, rows);
  const looks = new Map<string, GraphNode['look']>([
    [triggerKey, 'trigger'],
    [endKey, 'end'],
    ...definition.nodes.map((node) => [node.key, stepOf(kit, node.kind)?.group ?? 'note'] as const),
  ]);
  const nodes = [...rows].map(([key, row]) => ({
    key,
    look: looks.get(key) ?? 'end',
    leads: ways.some((way) => way.from === key),
    x: (columns.get(key) ?? 0) * columnWidth,
    y: row * rowHeight,
  }));
  return {
    nodes,
    edges: ways
      .filter((way) => rows.has(way.from))
      .map((way) => ({ ...way, count: countOn(way, ways, journey.counts) })),
  };
}

/** So far from a box a line turns. */
const TURN = 20;

type Point = { readonly x: number; readonly y: number };

/**
 * Where a line turns aside, and where its label stands. Back to the left it turns close above the box that it leads to, to the right close
 * below the one that it comes from: so it runs beside the boxes of the left column, never behind one, as if it led there.
 */
export function turnOf(from: Point, to: Point): { readonly turn: number | null; readonly at: Point } {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (Math.abs(from.x - to.x) < 1 || to.y - from.y < 2 * TURN) return { turn: null, at: middle };
  const turn = to.x < from.x ? to.y - TURN : from.y + TURN;
  return { turn, at: { x: middle.x, y: turn } };
}

type Way = Omit<GraphEdge, 'count'>;

/** The ways out of a node in the order of its step; those that the step does not know (any more) after them. */
function waysOf({ key, kind, ways }: Journey['definition']['nodes'][number], kit: Pick<JourneyKit, 'steps'>): Way[] {
  const known = stepOf(kit, kind)?.ways ?? [];
  const names = [...known.map((way) => way.key), ...Object.keys(ways)];
  const out = [...new Set(names)].filter((name) => Object.hasOwn(ways, name));
  return out.map((way, place) => ({
    from: key,
    to: ways[way] ?? endKey,
    way,
    words: out.length > 1 ? (known.find((one) => one.key === way)?.words ?? { zh: way, en: way }) : null,
    place,
  }));
}

const stepOf = (kit: Pick<JourneyKit, 'steps'>, kind: string) => kit.steps.find((step) => step.kind === kind);

/** The row of a node is its longest way from the trigger, so arrows always point down. A loop is cut where it closes. */
function rowsOf(ways: readonly Way[]): Map<string, number> {
  const rows = new Map<string, number>();
  const visit = (key: string, row: number, path: ReadonlySet<string>) => {
    if (path.has(key) || (rows.get(key) ?? -1) >= row) return;
    rows.set(key, row);
    const onward = new Set(path).add(key);
    for (const way of ways) if (way.from === key) visit(way.to, row + 1, onward);
  };
  visit(triggerKey, 0, new Set());
  return rows;
}

/** The first way goes straight on, each other one column further to the right; who comes first decides a node's column. */
function columnsOf(ways: readonly Way[], rows: ReadonlyMap<string, number>): Map<string, number> {
  const columns = new Map<string, number>([[triggerKey, 0]]);
  const inOrder = [...rows].sort((a, b) => a[1] - b[1]).map(([key]) => key);
  for (const key of inOrder) {
    const column = columns.get(key) ?? 0;
    for (const way of ways) {
      if (way.from !== key || columns.has(way.to)) continue;
      columns.set(way.to, way.to === endKey ? 0 : column + way.place);
    }
  }
  return columns;
}

/** A node with one way in was reached only by it; a node with one way out sent everyone there. */
function countOn(way: Way, ways: readonly Way[], counts: Journey['counts']): number | null {
  const of = (key: string) => counts.find((count) => count.key === key);
  if (ways.filter((other) => other.to === way.to).length === 1 && way.to !== endKey) return of(way.to)?.visited ?? null;
  if (ways.filter((other) => other.from === way.from).length === 1) return of(way.from)?.left ?? null;
  return null;
}
