import type { ShelfGoods } from '../../catalog/index.ts';

/** The goods by their places in the model. A place is for good: what is added comes after, what is off the shelf keeps its own. */
export type Goods = {
  readonly ids: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  readonly names: readonly string[];
  /** May be bought now, and is to be had. */
  readonly offered: ReadonlySet<number>;
  /** Places by category and tag. */
  readonly byFeature: ReadonlyMap<string, readonly number[]>;
};

/** Gives goods their places. */
export function createPlaces(): {
  /** The place of a product, a new one where it has none. */
  place(productId: string): number;
  /** All of them as the shelf is now. */
  on(shelf: readonly ShelfGoods[]): Goods;
} {
  const ids: string[] = [];
  const placeOf = new Map<string, number>();
  const names: string[] = [];
  const place = (productId: string) => {
    const known = placeOf.get(productId);
    if (known !== undefined) return known;
    placeOf.set(productId, ids.length);
    return ids.push(productId) - 1;
  };
  return {
    place,
    on: (shelf) => {
      const byFeature = new Map<string, number[]>();
      const offered = new Set<number>();
      for (const { id, name, tags, categories, inStock } of shelf) {
        const at = place(id);
        names[at] = name;
        if (inStock) offered.add(at);
        for (const feature of new Set([...tags, ...categories]))
          byFeature.set(feature, [...(byFeature.get(feature) ?? []), at]);
      }
      return { ids, placeOf, names, offered, byFeature };
    },
  };
}
