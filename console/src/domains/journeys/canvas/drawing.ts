import { isWay } from '@huoshui/contracts/form-values';
import type { Answer } from '../../../ground/api.ts';
import type { JourneyKit } from '../journey-state.tsx';

/** A drawing as the server tells it: with sentences, problems, counts. */
export type Drawing = Answer<'GET /api/admin/drawings/:id'>;
export type Definition = Drawing['definition'];
export type Node = Definition['nodes'][number];
export type Places = Drawing['places'];
export type Steps = JourneyKit['steps'];

/** What somebody draws: all that an edit may change, and all that is saved. */
export type Drawn = { readonly name: string; readonly definition: Definition; readonly places: Places };

/** One of the ways out of a node, or what brings people in. */
export type Outlet = { readonly from: string; readonly way: string };

export const triggerKey = '$trigger';
export const entry: Outlet = { from: triggerKey, way: 'next' };

export const stepOf = (steps: Steps, kind: string): Steps[number] | undefined =>
  steps.find((step) => step.kind === kind);

export const nodeOf = ({ nodes }: Pick<Definition, 'nodes'>, key: string): Node | undefined =>
  nodes.find((node) => node.key === key);

/** Where an outlet leads; null: out of the journey. */
export function leadsTo(definition: Definition, { from, way }: Outlet): string | null {
  if (from === triggerKey) return nodeOf(definition, definition.start) ? definition.start : null;
  return nodeOf(definition, from)?.ways[way] ?? null;
}

/** The ways out that a step has beside these values. */
export const waysOf = ({ ways }: Steps[number], values: Node['values']): Steps[number]['ways'] =>
  ways.filter(({ when }) => isWay(when ? { when } : {}, values));

/** The outlets of a node in the order of its step; those that the step does not know (any more) after them. */
export function outletsOf(steps: Steps, { key, kind, values, ways }: Node): readonly Outlet[] {
  const step = stepOf(steps, kind);
  const known = step ? waysOf(step, values).map((way) => way.key) : [];
  return [...new Set([...known, ...Object.keys(ways)])].map((way) => ({ from: key, way }));
}
