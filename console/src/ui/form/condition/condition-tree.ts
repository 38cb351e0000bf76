import type { Condition } from '@huoshui/contracts/condition';
import type { Draft } from '@huoshui/contracts/form';

/** A condition while it is put together: at its root a group, which may be empty yet; nothing is negated twice. */
export type Join = 'all' | 'any';
export type Group = { readonly all: readonly Item[] } | { readonly any: readonly Item[] };
export type Leaf = { readonly kind: string; readonly values: Draft };
export type Item = Group | Leaf | { readonly not: Group | Leaf };
/** Where something stands: `['all', 0, 'not', 'any', 1]`. The place of an item ends with its number in the list. */
export type Place = readonly (string | number)[];

export const emptyGroup: Group = { all: [] };

/** What stands in a field, where it has the shape of a condition at all. */
export function conditionOf(value: unknown): Condition | null {
  if (typeof value !== 'object' || value === null) return null;
  const shaped = ['all', 'any', 'not', 'kind'].some((key) => Object.hasOwn(value, key));
  return shaped ? (value as Condition) : null;
}

/**
 * How what was saved stands to the group that is drawn of it: `bare` is drawn as a group of one, `other` is said in more words than
 * it needs (a double not).
 */
export function standsAs(saved: Condition | null, root: Group): 'same' | 'bare' | 'other' {
  const drawn = JSON.stringify(root);
  if (saved === null || JSON.stringify(saved) === drawn) return 'same';
  return JSON.stringify({ all: [saved] }) === drawn ? 'bare' : 'other';
}

/** A condition as it was saved, or nothing yet, as it is put together. */
export function asGroup(condition: Condition | null): Group {
  if (condition === null) return emptyGroup;
  const item = asItem(condition);
  return isGroup(item) ? item : { all: [item] };
}

function asItem(condition: Condition): Item {
  if ('all' in condition) return { all: condition.all.map(asItem) };
  if ('any' in condition) return { any: condition.any.map(asItem) };
  if (!('not' in condition)) return condition;
  const inner = asItem(condition.not);
  return 'not' in inner ? inner.not : { not: inner };
}

export const isGroup = (item: Item): item is Group => 'all' in item || 'any' in item;
export const joinOf = (group: Group): Join => ('all' in group ? 'all' : 'any');
export const itemsOf = (group: Group): readonly Item[] => ('all' in group ? group.all : group.any);
export const isNegated = (item: Item): item is { readonly not: Group | Leaf } => 'not' in item;
export const bodyOf = (item: Item): Group | Leaf => (isNegated(item) ? item.not : item);

const groupOf = (join: Join, items: readonly Item[]): Group => (join === 'all' ? { all: items } : { any: items });

/** Levels below and with it; the server takes six. */
export function depthOf(item: Item): number {
  if (isNegated(item)) return 1 + depthOf(item.not);
  return isGroup(item) ? 1 + Math.max(0, ...itemsOf(item).map(depthOf)) : 1;
}

export function itemAt(root: Group, place: Place): Item | undefined {
  const found = groupAt(root, place.slice(0, -2));
  return found && itemsOf(found)[Number(place.at(-1))];
}

/** The group at a place, be it negated there. */
export function groupAt(root: Group, place: Place): Group | undefined {
  let at: Item | undefined = root;
  let rest = place;
  while (at !== undefined && rest.length > 0) {
    if (rest[0] === 'not') {
      at = isNegated(at) ? at.not : undefined;
      rest = rest.slice(1);
    } else {
      at = isGroup(at) ? itemsOf(at)[Number(rest[1])] : undefined;
      rest = rest.slice(2);
    }
  }
  return at !== undefined && isGroup(at) ? at : undefined;
}

/** Another group at the place of one. */
export function changeGroup(root: Group, place: Place, change: (group: Group) => Group): Group {
  const [step, index, ...rest] = place;
  if (step === undefined) return change(root);
  const items = itemsOf(root).map((item, n): Item => {
    if (n !== Number(index)) return item;
    const inner = rest[0] === 'not' ? rest.slice(1) : rest;
    const body = bodyOf(item);
    if (!isGroup(body)) return item;
    const changed = changeGroup(body, inner, change);
    return isNegated(item) ? { not: changed } : changed;
  });
  return groupOf(joinOf(root), items);
}

const groupPlace = (place: Place): Place => place.slice(0, -2);
const indexIn = (place: Place): number => Number(place.at(-1));

function changeItems(root: Group, place: Place, change: (items: readonly Item[]) => readonly Item[]): Group {
  return changeGroup(root, place, (group) => groupOf(joinOf(group), change(itemsOf(group))));
}

export function add(root: Group, group: Place, item: Item): Group {
  return changeItems(root, group, (items) => [...items, item]);
}

export function setJoin(root: Group, group: Place, join: Join): Group {
  return changeGroup(root, group, (found) => groupOf(join, itemsOf(found)));
}

export function replace(root: Group, place: Place, item: Item): Group {
  return changeItems(root, groupPlace(place), (items) => items.map((one, n) => (n === indexIn(place) ? item : one)));
}

/** A group that is left empty goes with its last item; the root stays. */
export function remove(root: Group, place: Place): Group {
  const left = changeItems(root, groupPlace(place), (items) => items.filter((_, n) => n !== indexIn(place)));
  const group = ownPlace(groupPlace(place));
  return group !== null && itemsOf(groupAt(left, groupPlace(place)) ?? emptyGroup).length === 0
    ? remove(left, group)
    : left;
}

export function duplicate(root: Group, place: Place): Group {
  return changeItems(root, groupPlace(place), (items) =>
    items.flatMap((one, n) => (n === indexIn(place) ? [one, structuredClone(one)] : [one])),
  );
}

export function negate(root: Group, place: Place): Group {
  const item = itemAt(root, place);
  if (item === undefined) return root;
  return replace(root, place, isNegated(item) ? item.not : { not: item });
}

/** One place up or down among its neighbours. */
export function move(root: Group, place: Place, by: 1 | -1): Group {
  const from = indexIn(place);
  return changeItems(root, groupPlace(place), (items) => {
    const [one, other] = [items[from], items[from + by]];
    if (one === undefined || other === undefined) return items;
    return items.map((item, n) => (n === from ? other : n === from + by ? one : item));
  });
}

/** Into a group of its own, where it stands. */
export function wrap(root: Group, place: Place): Group {
  const item = itemAt(root, place);
  return item === undefined ? root : replace(root, place, { any: [item] });
}

/** Out of its group, behind it. */
export function lift(root: Group, place: Place): Group {
  const [item, group] = [itemAt(root, place), ownPlace(groupPlace(place))];
  if (item === undefined || group === null) return root;
  const behind = indexIn(group) + 1;
  const placed = changeItems(root, groupPlace(group), (items) => items.toSpliced(behind, 0, item));
  return remove(placed, place);
}

/** To the end of the group that stands before it. */
export function moveInto(root: Group, place: Place): Group {
  const before = [...place.slice(0, -1), indexIn(place) - 1];
  const [item, neighbour] = [itemAt(root, place), itemAt(root, before)];
  if (item === undefined || neighbour === undefined || !isGroup(bodyOf(neighbour))) return root;
  const inner = isNegated(neighbour) ? [...before, 'not'] : before;
  return remove(add(root, inner, item), place);
}

/** Where a group stands as an item of another; null of the root. */
export function ownPlace(group: Place): Place | null {
  if (group.length === 0) return null;
  return group.at(-1) === 'not' ? group.slice(0, -1) : group;
}
