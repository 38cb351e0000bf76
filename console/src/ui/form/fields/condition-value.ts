import type { Condition } from '@huoshui/contracts/condition';

export type Path = readonly (string | number)[];
export type Joint = 'all' | 'any';
export type Group = { readonly by: Joint; readonly parts: readonly Condition[] };

/** What stands in the field, where it has the shape of a condition at all. */
export function conditionOf(value: unknown): Condition | null {
  if (typeof value !== 'object' || value === null) return null;
  const shaped = ['all', 'any', 'not', 'kind'].some((key) => Object.hasOwn(value, key));
  return shaped ? (value as Condition) : null;
}

/** Any condition as a group: what is no group is a group of one. */
export function listOf(condition: Condition | null): Group {
  if (condition === null) return { by: 'all', parts: [] };
  if ('all' in condition) return { by: 'all', parts: condition.all };
  if ('any' in condition) return { by: 'any', parts: condition.any };
  return { by: 'all', parts: [condition] };
}

export function partsOf({ by, parts }: Group): Condition {
  return by === 'all' ? { all: parts } : { any: parts };
}

export function withPart(parts: readonly Condition[], at: number, part: Condition): readonly Condition[] {
  return parts.map((one, n) => (n === at ? part : one));
}
