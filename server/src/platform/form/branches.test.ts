import { words } from '@huoshui/contracts/words';
import { expect, it } from 'vitest';
import { choosesCategories, withBranches } from './branches.ts';
import { form } from './form.ts';

const label = words('项', 'Item');
const scope = { key: 'scope', label, kind: 'scope' } as const;
const goods = form({
  fields: [
    scope,
    { key: 'liked', label, kind: 'picker', of: 'category', many: 3 },
    { key: 'product', label, kind: 'picker', of: 'product', many: 3 },
    { key: 'steps', label, kind: 'list', of: [scope], min: 1, max: 3, add: label },
  ],
  sentence: () => label,
});
const of = (kind: 'categories' | 'products', ids: readonly string[]) => ({ kind, ids, exceptProductIds: ['prd_x'] });
const values = (kind: 'categories' | 'products', liked: readonly string[] = []) => ({
  scope: of(kind, ['milk']),
  liked,
  product: ['milk'],
  steps: [{ scope: of('products', ['milk']) }],
});

it('a category that is chosen means those below it too, wherever it stands, and nothing else is touched', () => {
  const below = (ids: readonly string[]) => ids.flatMap((id) => [id, `${id}.low`]);
  const given = { ...values('categories', ['fruit']), steps: [{ scope: of('categories', ['tea']) }] };
  expect(withBranches(goods, given, below)).toEqual({
    scope: of('categories', ['milk', 'milk.low']),
    liked: ['fruit', 'fruit.low'],
    product: ['milk'],
    steps: [{ scope: of('categories', ['tea', 'tea.low']) }],
  });
  expect(withBranches(goods, values('products'), below)).toEqual(values('products'));
});

it('the tree is needed only where some value chooses a category', () => {
  expect(choosesCategories(goods, values('products'))).toBe(true);
  expect(choosesCategories(form({ fields: [scope], sentence: () => label }), values('products'))).toBe(false);
  expect(choosesCategories(form({ fields: [scope], sentence: () => label }), values('categories'))).toBe(true);
});
