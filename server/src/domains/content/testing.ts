import type { Draft } from '@huoshui/contracts/form';

const PICTURE = `/files/ab/${'ab'.repeat(16)}.webp`;

export const part = (text: string): Draft => ({ kind: 'text', text });
export const goodsPart = (products: readonly string[]): Draft => ({ kind: 'products', products });
export const ingredient = (name: string, product: string | null = null): Draft => ({ name, amount: null, product });

/** The values of an article of one paragraph, unless told otherwise. */
export function articleValues(title: string, more: Draft = {}): Draft {
  return { kind: 'article', title, summary: null, cover: PICTURE, body: [part(`${title}.`)], ...more };
}

/** Of a recipe of one step. */
export function recipeValues(title: string, ingredients: readonly Draft[], more: Draft = {}): Draft {
  const recipe = { kind: 'recipe', minutes: 20, servings: 2, ingredients, steps: [{ text: '1', picture: null }] };
  return articleValues(title, { ...recipe, body: [], ...more });
}
