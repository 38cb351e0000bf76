import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Definition } from './definition.ts';

/** Somebody who stands at a step. Which arm she was drawn into is the engine's business: a step cannot ask. */
export type Visitor = {
  readonly id: number;
  readonly personNo: number;
  /** Counts the nodes she has come to: with run and node it names one visit for ever. */
  readonly visit: number;
};

/** A run as the engine carries it through one batch. */
export type Run = Visitor & {
  readonly journeyNo: number;
  readonly version: number;
  readonly treated: boolean;
  readonly node: string;
  /** Where she goes on waking, when something that was told has decided it. */
  readonly way: string | null;
};

/** What the run was started by and picked up on its way: the variables of its messages. */
export type RunContext = Readonly<Record<string, string>>;

/**
 * What a run is about: `orderId`, the order that tells it apart from others of hers (null where none does), and `brought`, the
 * order that brought her in.
 */
export type RunAbout = { readonly id: number; readonly orderId: string | null; readonly brought: string | null };

export type RunInfo = {
  readonly runId: number;
  readonly personNo: number;
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

/** A node as its step sees it: by its key, with the values of the step's own form. */
export type At<Fields extends readonly Field[]> = { readonly key: string; readonly values: ValuesOf<Fields> };

/** Where visitors go from a node: by one of its step's ways, or out of the journey with this as the outcome. */
export type Move<V extends Visitor> =
  | { readonly runs: readonly V[]; readonly way: string }
  | { readonly runs: readonly V[]; readonly leaves: Words };

/** Unique for one visit of one node: what it asks for, it asks for once. */
export function visitKey(run: Visitor, node: { readonly key: string }): string {
  return `${nodePrefix(run.id, node)}${run.visit}`;
}

/** Begins the keys of every visit of a node. */
export function nodePrefix(runId: number, node: { readonly key: string }): string {
  return `${runPrefix(runId)}${node.key}:`;
}

/** Begins every key of a run. */
export function runPrefix(runId: number): string {
  return `run:${runId}:`;
}

/** Why a step of this journey did something. */
export function causeOf(plan: Plan): { readonly kind: string; readonly id: string; readonly label: Words } {
  return { kind: 'journey', id: plan.journeyId, label: words(`旅程「${plan.name}」`, `Journey “${plan.name}”`) };
}
