import type { StoreCtx } from '../../platform/event-store/query.ts';
import { askedBefore } from '../../platform/event-store/range.ts';
import { type Edge, END, OTHER_NODES, type PathsQuestion, type PathsReport, runPaths } from './paths.ts';

/** Visits of as many days before, by the nodes that these days show. */
export type PathsBefore = {
  readonly visits: number;
  /** Every way that was gone then, each once. */
  readonly moves: readonly Omit<Edge, 'persons'>[];
  readonly visitsOf: (edge: Pick<Edge, 'step' | 'from' | 'to'>) => number;
  readonly atNode: (step: number, node: string) => { readonly visits: number; readonly ended: number };
};

/** As many nodes as have a name at all: which of them are the others is decided here. */
const EVERY = 1000;

/**
 * The paths of as many days before, gathered under the nodes that are told of now: what is among the others today was then too, so
 * one edge is one edge in both.
 */
export async function pathsBefore(ctx: StoreCtx, asked: PathsQuestion, now: PathsReport): Promise<PathsBefore> {
  const then = await runPaths(ctx, { ...askedBefore(ctx, asked), top: EVERY });
  const told = new Set(now.edges.flatMap(({ step, from, to }) => [key(step, from), key(step + 1, to)]));
  const asNow = (step: number, node: string) => (node === END || told.has(key(step, node)) ? node : OTHER_NODES);
  const moves = new Map<string, Omit<Edge, 'persons'>>();
  const nodes = new Map<string, { visits: number; ended: number }>();
  for (const { step, visits, ...edge } of then.edges) {
    const [from, to] = [asNow(step, edge.from), asNow(step + 1, edge.to)];
    const known = moves.get(key(step, from, to));
    moves.set(key(step, from, to), { step, from, to, visits: (known?.visits ?? 0) + visits });
    const at = nodes.get(key(step, from)) ?? { visits: 0, ended: 0 };
    nodes.set(key(step, from), { visits: at.visits + visits, ended: at.ended + (to === END ? visits : 0) });
  }
  return {
    visits: then.visits,
    moves: [...moves.values()],
    visitsOf: ({ step, from, to }) => moves.get(key(step, from, to))?.visits ?? 0,
    atNode: (step, node) => nodes.get(key(step, node)) ?? { visits: 0, ended: 0 },
  };
}

const key = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
