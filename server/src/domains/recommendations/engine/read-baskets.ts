import { type Words, words } from '@huoshui/contracts/words';
import { recommendationErrors } from '../errors.ts';
import type { Basket } from './profiles.ts';

/** Goods as the file calls them; a number and a text that look alike are two. */
export type ItemName = string | number;

export type BasketFile = {
  /** By the order of their ids in the file. */
  readonly shoppers: readonly { readonly id: string; readonly history: readonly Basket[] }[];
  /** What each place in a basket is called. */
  readonly items: readonly ItemName[];
};

/**
 * `{ "id": { "history": [[item…]…] } }`: each shopper's baskets, the oldest first. Whatever else stands beside `history` is not read. How old a basket is
 * is counted in baskets, for the file has no days.
 * @throws recommendations.no_baskets with the place in the file
 */
export function readBaskets(text: string): BasketFile {
  const file = parse(text);
  if (!isRecord(file)) throw refused('$', words('对象，每位顾客一项', 'an object with an entry for each shopper'));
  const items: ItemName[] = [];
  const places = new Map<ItemName, number>();
  const placeOf = (item: unknown, at: string): number => {
    if (typeof item !== 'string' && !(typeof item === 'number' && Number.isSafeInteger(item)))
      throw refused(at, words('商品：文字或整数', 'an item: a text or a whole number'));
    const known = places.get(item) ?? items.length;
    if (known === items.length) {
      places.set(item, known);
      items.push(item);
    }
    return known;
  };
  const shoppers = Object.entries(file).map(([id, entry]) => {
    const at = `$[${JSON.stringify(id)}].history`;
    const history = isRecord(entry) ? entry.history : undefined;
    const basketsOf = listOf(history, at, words('数组，每次购买一项', 'an array with an entry for each purchase'));
    return {
      id,
      history: basketsOf.map((basket, day) => ({
        day,
        items: listOf(basket, `${at}[${day}]`, words('商品的数组', 'an array of items')).map((item, n) =>
          placeOf(item, `${at}[${day}][${n}]`),
        ),
      })),
    };
  });
  return { shoppers, items };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw refused('$', words('JSON', 'JSON'));
  }
}

function listOf(value: unknown, at: string, what: Words): readonly unknown[] {
  if (!Array.isArray(value)) throw refused(at, what);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const refused = (at: string, what: Words) => recommendationErrors.error('no_baskets', { at, what });
