import type { Scope, ScopedProduct } from './offer.ts';

/** The lines of one cart that a scope is for, ascending; the same scope gets the same list. */
export type LinesIn = (scope: Scope) => readonly number[];

/**
 * `inScope` for a whole cart: a hundred rules ask fifty lines each, so lines are found by what they are, and once for all
 * rules that are for the same goods.
 */
export function scopeIndex(lines: readonly ScopedProduct[]): LinesIn {
  const by = {
    categories: onceAsked(() => indexed(lines, ({ categoryIds }) => categoryIds)),
    products: onceAsked(() => indexed(lines, ({ productId }) => [productId])),
    skus: onceAsked(() => indexed(lines, ({ skuId }) => (skuId === undefined ? [] : [skuId]))),
  };
  const known = new Map<string, readonly number[]>();
  return (scope) => {
    const key = keyOf(scope);
    const before = known.get(key);
    if (before) return before;
    const found = find(scope);
    known.set(key, found);
    return found;
  };

  function find({ kind, ids, exceptProductIds }: Scope): readonly number[] {
    const inside = new Uint8Array(lines.length).fill(kind === 'all' ? 1 : 0);
    if (kind !== 'all') for (const id of ids) mark(by[kind]().get(id), 1);
    for (const id of exceptProductIds) mark(by.products().get(id), 0);
    const found: number[] = [];
    for (let line = 0; line < inside.length; line += 1) if (inside[line] === 1) found.push(line);
    return found;

    function mark(some: readonly number[] | undefined, is: 0 | 1): void {
      if (some) for (const line of some) inside[line] = is;
    }
  }
}

function keyOf({ kind, ids, exceptProductIds }: Scope): string {
  return exceptProductIds.length === 0 ? `${kind} ${ids.join()}` : `${kind} ${ids.join()} ${exceptProductIds.join()}`;
}

function onceAsked<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function indexed(
  lines: readonly ScopedProduct[],
  keysOf: (line: ScopedProduct) => readonly string[],
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [at, line] of lines.entries()) {
    for (const key of keysOf(line)) {
      const others = found.get(key);
      if (others) others.push(at);
      else found.set(key, [at]);
    }
  }
  return found;
}
