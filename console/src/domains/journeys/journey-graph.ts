import type { Journey, JourneyNode } from './journey-state.tsx';

/** The journey as boxes and arrows: pure, so that the layout can be tested without a canvas. */
export type GraphNode = {
  readonly key: string;
  readonly kind: JourneyNode['kind'] | 'trigger' | 'end';
  readonly x: number;
  readonly y: number;
};
export type GraphEdge = {
  readonly from: string;
  readonly to: string;
  readonly branch: 'yes' | 'no' | null;
  /** Persons who went this way; null where the counts cannot tell. */
  readonly count: number | null;
};

export const triggerKey = '$trigger';
export const endKey = '$end';
const columnWidth = 280;
const rowHeight = 108;

export function graphOf(journey: Pick<Journey, 'definition' | 'counts'>): {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
} {
  const { definition } = journey;
  const ways: Omit<GraphEdge, 'count'>[] = [{ from: triggerKey, to: definition.start, branch: null }];
  for (const node of definition.nodes) {
    if (node.kind === 'exit') continue;
    if (node.kind === 'condition') {
      ways.push(
        { from: node.key, to: node.yes ?? endKey, branch: 'yes' },
        { from: node.key, to: node.no ?? endKey, branch: 'no' },
      );
    } else ways.push({ from: node.key, to: node.next ?? endKey, branch: null });
  }
  const rows = rowsOf(ways);
  const columns = columnsOf(ways, rows);
  const kinds = new Map<string, GraphNode['kind']>([
    [triggerKey, 'trigger'],
    [endKey, 'end'],
    ...definition.nodes.map((node) => [node.key, node.kind] as const),
  ]);
  const nodes = [...rows].map(([key, row]) => ({
    key,
    kind: kinds.get(key) ?? 'end',
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

/** The row of a node is its longest way from the trigger, so arrows always point down. A loop is cut where it closes. */
function rowsOf(ways: readonly Omit<GraphEdge, 'count'>[]): Map<string, number> {
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

/** "Yes" goes straight on, "no" one column to the right; whoever comes first to a node decides its column. */
function columnsOf(ways: readonly Omit<GraphEdge, 'count'>[], rows: ReadonlyMap<string, number>): Map<string, number> {
  const columns = new Map<string, number>([[triggerKey, 0]]);
  const inOrder = [...rows].sort((a, b) => a[1] - b[1]).map(([key]) => key);
  for (const key of inOrder) {
    const column = columns.get(key) ?? 0;
    for (const way of ways) {
      if (way.from !== key || columns.has(way.to)) continue;
      columns.set(way.to, way.branch === 'no' && way.to !== endKey ? column + 1 : way.to === endKey ? 0 : column);
    }
  }
  return columns;
}

/** A node with one way in was reached only by it; a node with one way out sent everyone there. */
function countOn(
  way: Omit<GraphEdge, 'count'>,
  ways: readonly Omit<GraphEdge, 'count'>[],
  counts: Journey['counts'],
): number | null {
  const of = (key: string) => counts.find((count) => count.key === key);
  if (ways.filter((other) => other.to === way.to).length === 1 && way.to !== endKey) return of(way.to)?.visited ?? null;
  if (ways.filter((other) => other.from === way.from).length === 1) return of(way.from)?.left ?? null;
  return null;
}
