import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inScope, type Scope, type ScopedProduct } from './offer.ts';
import { scopeIndex } from './scope-index.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const ids = fc.array(id, { maxLength: 4 });
const product: fc.Arbitrary<ScopedProduct> = fc.record(
  { productId: id, categoryIds: ids, skuId: id },
  { requiredKeys: ['productId', 'categoryIds'] },
);
const scope: fc.Arbitrary<Scope> = fc.record({
  kind: fc.constantFrom('all', 'categories', 'products', 'skus'),
  ids,
  exceptProductIds: fc.array(id, { maxLength: 2 }),
});

it('finds the lines of a cart that a scope is for, as asking each line does', () => {
  fc.assert(
    fc.property(fc.array(product, { maxLength: 8 }), fc.array(scope, { maxLength: 4 }), (lines, scopes) => {
      const linesIn = scopeIndex(lines);
      for (const one of scopes)
        expect(linesIn(one)).toEqual(lines.flatMap((line, at) => (inScope(one, line) ? [at] : [])));
    }),
  );
});
