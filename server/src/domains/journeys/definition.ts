import type { Definition as DefinitionSchema, Node as NodeSchema } from '@huoshui/contracts/journeys';
import type { Static } from '@sinclair/typebox';

export type Definition = Static<typeof DefinitionSchema>;
export type Node = Static<typeof NodeSchema>;
/** A kind and its values: a trigger, a goal, or a node's step. */
export type Piece = Pick<Node, 'kind' | 'values'>;

export function nodeOf(definition: Definition, key: string): Node | undefined {
  return definition.nodes.find((n) => n.key === key);
}

/** Where a node may lead. */
export function nextOf(node: Node): readonly string[] {
  return Object.values(node.ways).filter((next) => next !== null);
}

/** Every node that some path from the start comes to. */
export function reachable(definition: Definition): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [definition.start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const node = nodeOf(definition, key);
    if (!node || seen.has(key)) continue;
    seen.add(key);
    open.push(...nextOf(node));
  }
  return seen;
}

/** Nodes from which one comes back to the same node by none of those that `rests` holds. */
export function loopsWithoutRest(definition: Definition, rests: (node: Node) => boolean): string[] {
  return definition.nodes
    .filter((node) => !rests(node))
    .filter((start) => {
      const seen = new Set<string>();
      const open = [...nextOf(start)];
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        if (key === start.key) return true;
        const node = nodeOf(definition, key);
        if (!node || rests(node) || seen.has(key)) continue;
        seen.add(key);
        open.push(...nextOf(node));
      }
      return false;
    })
    .map((n) => n.key);
}
