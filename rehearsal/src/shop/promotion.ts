import type { CategoryKey } from './category.ts';

export type DemoPromotion = {
  readonly kind: string;
  /** What the form of its kind asks, but for name and goods. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Goods that it adds for little, by product: the first SKU of each. */
  readonly items?: readonly { readonly product: string; readonly price: number }[];
  /** Goods that it gives from a step on, by product: the first SKU of each. */
  readonly gifts?: readonly { readonly from: number; readonly product: string; readonly quantity: number }[];
  readonly name: string;
  /** Shelves by key: the loader puts the ids in. */
  readonly scope: readonly CategoryKey[];
};
