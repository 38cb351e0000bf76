/** A node of the data that WXML draws: short keys, as Taro's templates read them (`cn` children, `v` text, `sid` id). */
export type Tree = Record<string, unknown>;

export function isRecord(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** setData's `root.cn.[3].cn[0].v = …`. */
export function put(tree: Tree, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop();
  if (last === undefined) return;
  let at: unknown = tree;
  for (const step of steps) at = Reflect.get(Object(at), step);
  Reflect.set(Object(at), last, value);
}
