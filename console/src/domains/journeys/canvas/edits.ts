import {
  type Definition,
  entry,
  leadsTo,
  type Node,
  nodeOf,
  type Outlet,
  outletsOf,
  type Steps,
  stepOf,
  triggerKey,
  waysOf,
} from './drawing.ts';

// What can be done to a drawing. Pure: each answers a new definition, and all that it does not speak of stays.

/** A key that no version of this journey has had: who waits at one is never taken for somebody at another. */
export function newKey(definition: Pick<Definition, 'nodes'>, random: () => number = drawn): string {
  for (;;) {
    const key = `n${Math.floor(random() * 36 ** 6)
      .toString(36)
      .padStart(6, '0')}`;
    if (!nodeOf(definition, key)) return key;
  }
}

const drawn = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;

/** A node as it comes out of the palette: its first way leads to `next`, the others out. */
export function nodeOfKind(step: Steps[number], key: string, next: string | null): Node {
  const ways = waysOf(step, step.initial).map((way, place) => [way.key, place === 0 ? next : null]);
  return { key, kind: step.kind, values: { ...step.initial }, ways: Object.fromEntries(ways) };
}

/** Let an outlet lead somewhere else; null: out of the journey. */
export function connect(definition: Definition, { from, way }: Outlet, to: string | null): Definition {
  if (from === triggerKey) return to === null ? definition : { ...definition, start: to };
  const nodes = definition.nodes.map((node) =>
    node.key === from ? { ...node, ways: { ...node.ways, [way]: to } } : node,
  );
  return { ...definition, nodes };
}

/** Put a new node of a kind on an outlet: it goes on to where the outlet led. */
export function insertAt(definition: Definition, step: Steps[number], at: Outlet, key: string): Definition {
  const made = nodeOfKind(step, key, leadsTo(definition, at));
  return connect({ ...definition, nodes: [...definition.nodes, made] }, at, key);
}

/** Take nodes away: whatever led to one leads on to where its first way led. */
export function removeNodes(definition: Definition, keys: readonly string[], steps: Steps): Definition {
  const gone = new Set(keys);
  const onward = (key: string | null, seen: ReadonlySet<string> = new Set()): string | null => {
    if (key === null || !gone.has(key)) return key;
    const node = nodeOf(definition, key);
    const first = node && outletsOf(steps, node)[0];
    if (!node || !first || seen.has(key)) return null;
    return onward(node.ways[first.way] ?? null, new Set(seen).add(key));
  };
  const nodes = definition.nodes
    .filter(({ key }) => !gone.has(key))
    .map((node) => ({
      ...node,
      ways: Object.fromEntries(Object.entries(node.ways).map(([way, next]) => [way, onward(next)])),
    }));
  return { ...definition, nodes, start: onward(definition.start) ?? definition.start };
}

/** Change what a step says; ways that its values bring along lead out, ways that they take away are gone. */
export function setValues(definition: Definition, key: string, values: Node['values'], steps: Steps): Definition {
  const changed = (node: Node): Node => {
    const step = stepOf(steps, node.kind);
    if (!step) return { ...node, values };
    const ways = waysOf(step, values).map((way) => [way.key, node.ways[way.key] ?? null]);
    return { ...node, values, ways: Object.fromEntries(ways) };
  };
  return { ...definition, nodes: definition.nodes.map((node) => (node.key === key ? changed(node) : node)) };
}

/**
 * Copies of some nodes, put on an outlet: what led from one to another of them leads from copy to copy, everything else out,
 * but for the first open way, which goes on to where the outlet led. Answers the keys of the copies, the first one first.
 */
export function pasteAt(
  definition: Definition,
  copied: readonly Node[],
  at: Outlet,
  steps: Steps,
  random?: () => number,
): { readonly definition: Definition; readonly keys: readonly string[] } {
  const renamed = new Map<string, string>();
  for (const { key } of copied) renamed.set(key, newKey({ nodes: [...definition.nodes, ...taken(renamed)] }, random));
  const led = new Set(copied.flatMap(({ ways }) => Object.values(ways)));
  const inOrder = [...copied].sort((one, other) => Number(led.has(one.key)) - Number(led.has(other.key)));
  let rest: string | null = leadsTo(definition, at);
  const made = inOrder.map((node): Node => {
    const ways = outletsOf(steps, node).map(({ way }) => {
      const next = renamed.get(node.ways[way] ?? '') ?? null;
      if (next !== null) return [way, next] as const;
      const led = rest;
      rest = null;
      return [way, led] as const;
    });
    return {
      key: renamed.get(node.key) ?? node.key,
      kind: node.kind,
      values: spokenOf(node, renamed, steps),
      ways: Object.fromEntries(ways),
    };
  });
  const [first] = made;
  if (!first) return { definition, keys: [] };
  const added = { ...definition, nodes: [...definition.nodes, ...made] };
  return { definition: connect(added, at, first.key), keys: made.map(({ key }) => key) };
}

const taken = (renamed: ReadonlyMap<string, string>): Node[] =>
  [...renamed.values()].map((key) => ({ key, kind: '', values: {}, ways: {} }));

/** Values that speak of another node speak of its copy, where that was copied too. */
function spokenOf({ kind, values }: Node, renamed: ReadonlyMap<string, string>, steps: Steps): Node['values'] {
  const named = (stepOf(steps, kind)?.fields ?? []).filter((field) => field.kind === 'node').map(({ key }) => key);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      named.includes(key) && typeof value === 'string' ? (renamed.get(value) ?? value) : value,
    ]),
  );
}

/** Where one adds who has chosen no place: the end of the straight way, where the first ways lead. */
export function lastOutlet(definition: Definition, steps: Steps): Outlet {
  let at = entry;
  for (const seen = new Set<string>(); ; ) {
    const next = leadsTo(definition, at);
    const node = next === null || seen.has(next) ? undefined : nodeOf(definition, next);
    const first = node && outletsOf(steps, node)[0];
    if (!node || !first) return at;
    seen.add(node.key);
    at = first;
  }
}
