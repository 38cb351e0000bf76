import { checkForm } from '../../platform/form/check.ts';
import type { Offered } from '../benefits/index.ts';
import { type Definition, type Node, nodeOf, reachable } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';

/** Names that messages of a node may use: by whichever way she came, and by one of them at least. */
export type Known = { readonly surely: ReadonlySet<string>; readonly perhaps: ReadonlySet<string> };

/**
 * What the context of whoever comes to each node has: of the trigger, and of the steps on the way there. What a trigger may know counts as known.
 * Null: it may be told anything. `gifts`: what a node gives, as it would be given now.
 */
export function whatIsKnown(
  kit: Kit,
  definition: Definition,
  gifts: (node: string) => readonly Offered[],
): ReadonlyMap<string, Known> | null {
  const first = ofTrigger(kit, definition);
  if (first === null) return null;
  const known = new Map<string, Known>([[definition.start, { surely: first, perhaps: first }]]);
  const order = [...reachable(definition)];
  // Each look takes something from `surely` or adds something to `perhaps`, so it ends.
  for (let changed = true; changed; ) {
    changed = false;
    for (const key of order) {
      const [node, at] = [nodeOf(definition, key), known.get(key)];
      if (!node || !at) continue;
      for (const [way, next] of Object.entries(node.ways))
        if (next !== null && meet(known, next, wider(at, added(kit, node, way, gifts(key))))) changed = true;
    }
  }
  return known;
}

function ofTrigger(kit: Kit, { trigger }: Definition): ReadonlySet<string> | null {
  const kind = findKind(kit.triggers, trigger.kind);
  if (!kind || kind.toldAnything) return null;
  const checked = checkForm(kind.form, trigger.values);
  const maybe = (checked.ok ? kind.canKnow?.(checked.values) : undefined) ?? kind.mayKnow ?? [];
  return new Set([...kind.knows, ...maybe]);
}

function added(kit: Kit, node: Node, way: string, gifts: readonly Offered[]): readonly string[] {
  return findKind(kit.steps, node.kind)?.adds?.(gifts)[way] ?? [];
}

function wider({ surely, perhaps }: Known, names: readonly string[]): Known {
  return { surely: new Set([...surely, ...names]), perhaps: new Set([...perhaps, ...names]) };
}

/** Whether another way to a node changed what is known there. */
function meet(known: Map<string, Known>, node: string, more: Known): boolean {
  const before = known.get(node);
  const surely = before ? new Set([...before.surely].filter((name) => more.surely.has(name))) : more.surely;
  const perhaps = new Set([...(before?.perhaps ?? []), ...more.perhaps]);
  known.set(node, { surely, perhaps });
  return surely.size !== before?.surely.size || perhaps.size !== before.perhaps.size;
}
