import type { Definition, Node } from './definition.ts';

/** A run as the engine carries it through one batch. */
export type Run = {
  readonly id: number;
  readonly journeyNo: number;
  readonly version: number;
  readonly personNo: number;
  readonly treated: boolean;
  readonly node: string;
  /** Counts the nodes she has come to: with run and node it names one visit for ever. */
  readonly visit: number;
};

/** What the run was started by and picked up on its way: the variables of its messages. */
export type RunContext = Readonly<Record<string, string>>;

export type RunInfo = {
  readonly runId: number;
  readonly memberId: string;
  readonly context: RunContext;
  readonly enteredAt: Date;
};

/** The journey and version a group of runs follows. */
export type Plan = {
  readonly journeyNo: number;
  readonly journeyId: string;
  readonly name: string;
  /** What the arms are drawn with. */
  readonly salt: string;
  readonly version: number;
  readonly definition: Definition;
};

/** Where runs go from a node: on, nowhere (done), or to wait there until a time. */
export type Move = { readonly runs: readonly Run[]; readonly next: string | null };

/** Unique for one visit of one node: what it asks for, it asks for once. */
export function visitKey(run: Run, node: Node): string {
  return `${runPrefix(run.id)}${node.key}:${run.visit}`;
}

/** Begins every key of a run. */
export function runPrefix(runId: number): string {
  return `run:${runId}:`;
}
