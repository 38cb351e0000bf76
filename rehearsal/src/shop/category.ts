/** The eight shelves of the demo shop, in the order the shop shows them. */
export const categoryKeys = ['fruit', 'vegetable', 'meat', 'seafood', 'bakery', 'pantry', 'snack', 'home'] as const;
export type CategoryKey = (typeof categoryKeys)[number];

export type DemoCategory = {
  readonly key: CategoryKey;
  readonly name: string;
  /** File below `rehearsal/assets/categories`. */
  readonly icon: string;
};
