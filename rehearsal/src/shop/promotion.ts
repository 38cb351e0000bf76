import type { CategoryKey } from './category.ts';

export type DemoPromotion = {
  readonly kind: string;
  /** What the form of its kind asks, but for name and goods. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly name: string;
  /** Shelves by key: the loader puts the ids in. */
  readonly scope: readonly CategoryKey[];
};
