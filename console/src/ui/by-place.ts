export type Placed<Item> = { readonly place: string; readonly index: number; readonly item: Item };

/**
 * Items whose place is their identity: the cells of a file's row, the tiers of a form, the steps of a funnel. React then
 * keys them by position on purpose; anything that can move has an id of its own and is keyed by that.
 */
export const byPlace = <Item>(items: readonly Item[]): readonly Placed<Item>[] =>
  items.map((item, index) => ({ place: `at-${index}`, index, item }));

/** So many places without content, for skeletons. */
export const places = (count: number): readonly Placed<null>[] => byPlace(Array.from({ length: count }, () => null));
