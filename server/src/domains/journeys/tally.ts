import type { NodeTally } from './queries.ts';
import type { Plan } from './run.ts';

export type Tally = ReturnType<typeof createTally>;

/** Counts of one batch, written once at its end. */
export function createTally() {
  const rows = new Map<string, NodeTally>();
  const row = ({ journeyNo, version }: Plan, node: string): NodeTally => {
    const id = `${journeyNo} ${version} ${node}`;
    const found = rows.get(id) ?? { journeyNo, version, node, visited: 0, wentOn: 0 };
    rows.set(id, found);
    return found;
  };
  return {
    visited(plan: Plan, node: string, count: number) {
      row(plan, node).visited += count;
    },
    wentOn(plan: Plan, node: string, count: number) {
      row(plan, node).wentOn += count;
    },
    all: () => [...rows.values()],
  };
}
